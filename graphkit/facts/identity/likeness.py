"""How like two names are that are not the same, and by what: for the curator to look at, never to merge by."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from graphkit.facts.identity.keys import wide
from graphkit.facts.identity.sounds import LEAST, skeleton, spoken
from graphkit.facts.identity.words import COMMON, FREE

#: Score, of 100, from which two names are shown to the curator.
CUTOFF = 70
_ASCII = re.compile("[a-z0-9]+")
_DIGITS = re.compile(r"\d+")
_TYPO, _TYPO_LENGTH = 88.0, 6
#: Likeness of pinyin and a name in letters.
_SOUND = 85.0
#: Likeness of the words that are not shared, below which they are other words.
_REST = 75.0
_STEM = 5
#: Letters of a word cut short at least, as in Chem, and those that are cut at most.
_HEAD, _TAIL = 4, 6
#: Score where all that is no common word of a name is in the other; how much its rarest word must say, of 1.
_CORE, _RARE = 72, 0.7
#: What two forms of a word count beside the same word.
_NEARLY = 0.85
#: What a spelling is of a name: all of it, what stands outside its brackets, or within.
WHOLE, OUTSIDE, INSIDE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling of an entity's names, as it is compared.

    `core` are the words that are not common, all where there is no other; `full` those with legal forms, which may be
    in an abbreviation; `named` the words by which names in characters within it are known; `part` tells whether it is
    the name or part of it.
    """

    entity: int
    key: str
    tokens: tuple[str, ...]
    core: tuple[str, ...]
    compact: str
    full: tuple[str, ...]
    wide: bool
    digits: tuple[str, ...]
    part: int = WHOLE
    named: frozenset[str] = frozenset()

    @property
    def joined(self) -> str:
        """The words with legal forms without blanks, as in AutomotiveCellsCompany."""
        return "".join(self.full)


def spelling(entity: int, key: str, full: str, part: int = WHOLE, named: frozenset[str] = frozenset()) -> Spelling:
    """A key as it is compared; `full` is the key with its legal forms."""
    broad = wide(key)
    tokens = tuple(_ASCII.findall(key)) if broad else tuple(key.split())
    core = tuple(t for t in tokens if t not in COMMON) or tokens
    digits = tuple(sorted(_DIGITS.findall(key)))
    return Spelling(entity, key, tokens, core, key.replace(" ", ""), tuple(full.split()), broad, digits, part, named)


@dataclass(frozen=True, slots=True)
class Measure:
    """Compares spellings; `weight` tells how much a word says, `pinyin` how Chinese characters sound, if it can."""

    weight: Mapping[str, float]
    pinyin: Callable[[str], str] | None = None

    def of(self, a: Spelling, b: Spelling) -> tuple[int, str]:
        """Likeness of 100 and by what; 0 where numbers in the names differ."""
        if a.digits != b.digits:
            return 0, ""
        if a.compact in (b.compact, b.joined) or b.compact == a.joined:
            return _alike(a, b)
        if INSIDE in (a.part, b.part):
            return 0, ""
        if a.wide and b.wide:
            return max(_characters(a.key, b.key), self._homophones(a, b))
        if a.wide or b.wide:
            return self._across(a, b) if a.wide else self._across(b, a)
        short, long = sorted((a, b), key=lambda s: (len(s.tokens), len(s.key), s.key))
        if _abbreviates(short, long):
            return 85 if len(short.compact) > 2 else 78, f"{short.key!r} may stand for {long.key!r}"
        return max(self._words(a, b), _typing(a, b))

    def _words(self, a: Spelling, b: Spelling) -> tuple[int, str]:
        """Words in common, by what they say: of the shorter name nearly all must be in the longer."""
        shared = {t for t in a.tokens if t in b.tokens}
        near = [(t, u) for t in a.tokens if t not in shared for u in b.tokens if u not in shared and _stem(t, u)]
        common = sum(map(self._says, sorted(shared))) + _NEARLY * sum(
            min(self._says(t), self._says(u)) for t, u in near
        )
        if not common or not {*a.core, *b.core} & {*shared, *(t for pair in near for t in pair)}:
            return 0, ""
        all_a, all_b = (sum(map(self._says, dict.fromkeys(s.tokens))) for s in (a, b))
        score = round(60 * min(1.0, common / min(all_a, all_b)) + 40 * min(1.0, common / max(all_a, all_b)))
        if any(self._holds(one, other, shared, near) for one, other in ((a, b), (b, a))):
            score = max(score, _CORE)
        words = sorted({*shared, *(f"{t}/{u}" for t, u in near)})
        return (min(score, 94), f"shared words: {', '.join(words)}") if score >= CUTOFF else (0, "")

    def _holds(self, one: Spelling, other: Spelling, shared: set[str], near: list[tuple[str, str]]) -> bool:
        """True if all that tells a name from others is in the other, and few have it: Delft of TU Delft."""
        found = {*shared, *(t for pair in near for t in pair)}
        own = [t for t in one.core if t not in COMMON]
        return bool(own) and all(t in found for t in own) and max(map(self._says, own)) >= _RARE

    def _says(self, token: str) -> float:
        return self.weight.get(token, 1.0)

    def _homophones(self, a: Spelling, b: Spelling) -> tuple[int, str]:
        """Chinese names of one sound, written with other characters: 新旺达 and 欣旺达."""
        if self.pinyin is None or len(a.key) < LEAST or len(b.key) < LEAST or spoken(a.key) or spoken(b.key):
            return 0, ""
        short, long = sorted(map(self.pinyin, (a.key, b.key)), key=len)
        return (76, f"sounds alike: {short}") if long.startswith(short) and len(short) > _STEM else (0, "")

    def _across(self, broad: Spelling, latin: Spelling) -> tuple[int, str]:
        """A name in characters beside one in letters: what it holds of letters, and how it sounds."""
        found = (0, "")
        if broad.tokens and broad.tokens[0] in latin.tokens[:1]:
            found = 72, f"shared word: {broad.tokens[0]}"
        if both := sorted(broad.named & {*latin.tokens}):
            found = max(found, (73, f"both name {both[0]!r}"))
        for sound in spoken(broad.key):
            for token in latin.core[:1]:
                if sound == token or (sound.startswith(token) and len(token) > _STEM):
                    found = max(found, (82, f"sounds alike: {sound}"))
                elif len(skeleton(token)) >= LEAST and skeleton(sound).startswith(skeleton(token)):
                    found = max(found, (74, f"sounds alike: {sound}"))
        if self.pinyin is not None and not spoken(broad.key):
            sound = self.pinyin(broad.key)
            core = "".join(latin.core)
            if len(core) > _STEM and (sound.startswith(core) or core.startswith(sound)):
                found = max(found, (80, f"sounds alike: {sound}"))
            elif len(core) >= _STEM and fuzz.ratio(sound, core) >= _SOUND:
                found = max(found, (76, f"sounds alike: {sound}"))
        return found


def _alike(a: Spelling, b: Spelling) -> tuple[int, str]:
    """The score of the same spelling: less where it is only a part of a name, none where both stand in brackets."""
    match sorted((a.part, b.part)):
        case [0, 0]:
            return (97, f"same name {a.key!r}") if a.key == b.key else (95, f"same letters {a.compact!r}")
        case [_, 1]:
            return 88 if WHOLE in (a.part, b.part) else 76, f"same name {a.key!r} but for what stands in brackets"
        case [0, 2]:
            return 74, f"{a.key!r} stands in brackets"
        case _:
            return 0, ""


def _characters(a: str, b: str) -> tuple[int, str]:
    """Names in characters: one within the other, or its characters in their order, as 上汽集团 of 上海汽车集团."""
    short, long = sorted((a, b), key=lambda k: (len(k), k))
    if short in COMMON or len(short) < 2:
        return 0, ""
    if short in long:
        ahead = 5 if long.startswith(short) else 0
        return round(70 + 20 * len(short) / len(long)) + ahead, f"{short} is in {long}"
    if len(short) > 2 and (short[0] == long[0] or len(short) > 3):
        rest = iter(long)
        if all(char in rest for char in short):
            return 72, f"the characters of {short} are in {long}"
    return 0, ""


def _typing(a: Spelling, b: Spelling) -> tuple[int, str]:
    """Typing errors: nearly the same letters, and not only by the words that both share."""
    if min(len(a.compact), len(b.compact)) < _TYPO_LENGTH:
        return 0, ""
    likeness = fuzz.ratio(a.compact, b.compact, score_cutoff=_TYPO)
    if not likeness:
        return 0, ""
    rest = ["".join(t for t in one.tokens if t not in other.tokens) for one, other in ((a, b), (b, a))]
    if not all(rest) or fuzz.ratio(*rest) < _REST:
        return 0, ""
    return round(likeness) - 5, f"{a.key!r} is nearly {b.key!r}"


def _stem(a: str, b: str) -> bool:
    """Two forms of one word, as industry and industrial, or a typing error."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if long.startswith(short):
        return len(short) >= _HEAD and len(long) - len(short) <= _TAIL
    if len(short) < _STEM:
        return False
    if short[:_STEM] == long[:_STEM]:
        same = next(at for at, (x, y) in enumerate(zip(short, long, strict=False)) if x != y)
        if same >= 0.7 * len(long):
            return True
    return len(long) - len(short) <= 2 and fuzz.ratio(a, b, score_cutoff=_TYPO) > 0


def _abbreviates(short: Spelling, long: Spelling) -> bool:
    """True if the one word of `short` is made of first letters of `long`, words like Group and legal forms at will."""
    if len(short.tokens) != 1 or not 2 <= len(short.compact) <= 8 or not short.compact.isalpha():
        return False
    if len(short.compact) == 2:
        return "".join(word[0] for word in long.tokens) == short.compact and not FREE & {*long.tokens}
    return any(short.compact in initials(words) for words in (long.tokens, long.full))


def initials(words: tuple[str, ...]) -> frozenset[str]:
    """The abbreviations that words may have by their first letters, of two letters or more."""
    made = {""}
    for at, word in enumerate(words[:10]):
        made = {m + word[0] for m in made} | (made if word in FREE and at else set())
    return frozenset(m for m in made if len(m) > 1) if len(words) > 1 else frozenset()
