"""One spelling of a name, taken apart as the likeness of names needs it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphkit.facts.identity.keys import wide
from graphkit.facts.identity.meanings import is_place, meant, read, words_of
from graphkit.facts.identity.renown import known_as
from graphkit.facts.identity.sounds import lettered
from graphkit.facts.identity.words import COMMON

_ASCII = re.compile("[a-z0-9]+")
_DIGITS = re.compile(r"\d+")
#: What a spelling is of a name: all of it, what stands outside its brackets, or within.
WHOLE, OUTSIDE, INSIDE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling of an entity's names, as it is compared.

    Attributes
    ----------
    entity
        The place of its entity.
    key
        The key of the name.
    tokens, plain
        Its words in letters, those of one meaning as one; and as they stand.
    core, own
        The words that are not common, all where there is no other; and of these those that are no places.
    compact
        The key without blanks.
    full
        The words with legal forms, which may be in an abbreviation.
    wide
        Whether it has Chinese, Japanese or Korean characters.
    rest
        Of a key in characters what is neither a place nor a word of the trade, all where nothing else is there.
    places, words
        The places in it, and the words of the trade, in English.
    meaning
        What a name of nothing but places and words of the trade says, in any language.
    digits
        The numbers in it.
    part
        Whether it is the name or part of it: `WHOLE`, `OUTSIDE`, `INSIDE`.
    renown
        The name in letters of the large firm that is known by it, else blank.
    named
        The words in letters by which names in characters within it are known.
    """

    entity: int
    key: str
    tokens: tuple[str, ...]
    plain: tuple[str, ...]
    core: tuple[str, ...]
    own: tuple[str, ...]
    compact: str
    full: tuple[str, ...]
    wide: bool
    rest: str
    places: frozenset[str]
    words: frozenset[str]
    meaning: frozenset[str]
    digits: tuple[str, ...]
    renown: str
    part: int = WHOLE
    named: frozenset[str] = frozenset()

    @property
    def joined(self) -> str:
        """The words with legal forms without blanks, as in AutomotiveCellsCompany."""
        return "".join(self.full)


def spelling(entity: int, key: str, full: str, part: int = WHOLE, named: frozenset[str] = frozenset()) -> Spelling:
    """A key as it is compared; `full` is the key with its legal forms."""
    broad = wide(key)
    plain = tuple(_ASCII.findall(lettered(key))) if broad else tuple(key.split())
    tokens = tuple(word for token in plain for word in words_of(token))
    core = tuple(t for t in tokens if t not in COMMON) or tokens
    own = tuple(t for t in core if not is_place(t)) or core
    if broad:
        rest, places, words = read(key)
        meaning = places | words if places and not rest else frozenset()
    else:
        rest, places, words = "", frozenset(filter(is_place, tokens)), frozenset(tokens)
        meaning = meant(plain)
    short = (rest if words <= COMMON else "",) if broad else ("".join(own),)
    return Spelling(
        entity, key, tokens, plain, core, own, key.replace(" ", ""), tuple(full.split()), broad, rest or key, places,
        words, meaning, tuple(sorted(_DIGITS.findall(key))), known_as(key, *short), part, named,
    )  # fmt: skip
