"""By what two records of one firm meet: the key of its name, and ids that can be checked.

Legal forms come from schema/legal_forms.toml as `LegalForms`; nothing is read here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from graphkit.values._text import longest_first, strings
from graphkit.values.names import MAX_KEY, MAX_PASSES, MAX_TEXT, name_key

__all__ = ["LegalForms", "bracketed", "firm_key", "pinyin"]

_OPEN, _CLOSED = "([{【〔「『《〈", ")]}】〕」』》〉"
_BRACKET = re.compile(f"[{re.escape(_OPEN + _CLOSED)}]")
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WIDE = f"{_HAN}々ー\u3040-\u30ff\uac00-\ud7af"
_WITH_HAN = re.compile(f"[{_HAN}]")
_SEAM = re.compile(f"(?<=[{_WIDE}])(?=[a-z0-9])|(?<=[a-z0-9])(?=[{_WIDE}])")
_BLANK = re.compile(f"(?<=[{_WIDE}]) | (?=[{_WIDE}])")
_LETTERS = re.compile(r"(?<![^ ])[a-z](?: [a-z])+(?![^ ])")
_STROKE = re.compile(r"\b([A-Za-z])/([A-Za-z])\b")
_ACRONYM = re.compile("[a-z]{3,8}")
_SMALL = frozenset(("and", "of", "the", "for", "de"))


@dataclass(frozen=True, slots=True)
class LegalForms:
    """Words that a firm's name has for the law's sake, as they are written; an empty table takes nothing off.

    Attributes
    ----------
    behind, ahead
        At the end and at the beginning of a name.
    inside
        In brackets.
    former
        What begins a former name in brackets.
    """

    behind: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    former: tuple[str, ...] = ()

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> LegalForms:
        """Build the forms from the dict of schema/legal_forms.toml.

        Raises
        ------
        ValueError
            A list is missing or of the wrong kind.
        """
        return cls(*(strings(table.get(key), key) for key in ("behind", "ahead", "inside", "former")))


@dataclass(frozen=True, slots=True)
class _Folded:
    """The legal forms as they stand in keys, longest first, by their last and by their first character."""

    behind: Mapping[str, tuple[str, ...]]
    ahead: Mapping[str, tuple[str, ...]]
    inside: frozenset[str]
    former: tuple[str, ...]
    words: frozenset[str]


def firm_key(text: str, forms: LegalForms) -> str:
    """Return the key by which two names of one firm meet.

    Case, width, accents, punctuation and blanks do not matter, nor do traditional and simplified characters, letters
    with points between (`U.S.`), `&` for `and`, a blank beside a Chinese, Japanese or Korean character, and legal forms
    at either end. What stands in brackets stays (`Toyota (China)` is not Toyota), but for legal forms, former names and
    the initials of the name itself (`(CATL)`). A name of legal forms only stays whole, so a key is empty only where the
    text is blank. At most 200 characters; the key of a key is itself.
    """
    key, folded = text[:MAX_TEXT], _folded(forms)
    for _ in range(MAX_PASSES):
        shorter = _key_of(key, folded)
        if shorter == key:
            break
        key = shorter
    return key


def bracketed(text: str) -> tuple[str, tuple[str, ...]]:
    """Split a name from what stands in its brackets: `("BYD", ("比亚迪",))` of `BYD (比亚迪)`.

    An inside may be an alias, a place or a share: that is for the caller to say. Brackets of any kind and width; those
    within others stay in their inside. Where they do not match, or all is in brackets, the text is the name.
    """
    pieces = _pieces(unicodedata.normalize("NFKC", text))
    name = ""
    for piece, inside in pieces:
        part = "" if inside else " ".join(piece.split())
        if part:
            name = _BLANK.sub("", f"{name} {part}") if _meets_wide(name, part) else f"{name} {part}".lstrip()
    if not name:
        return " ".join(text.split()), ()
    return name, tuple(" ".join(piece.split()) for piece, inside in pieces if inside and piece.strip())


def pinyin(text: str) -> str:
    """Return a text with its Chinese characters in pinyin, without tones and blanks: `宁德时代` as `ningdeshidai`.

    For finding candidates only: one character may have several readings, and many names share one.
    """
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(text))


def _meets_wide(name: str, part: str) -> bool:
    """Tell whether a Chinese, Japanese or Korean character stands on both sides of the seam."""
    return bool(name) and all(re.match(f"[{_WIDE}]", ch) for ch in (name[-1], part[0]))


def _pieces(text: str) -> list[tuple[str, bool]]:
    """Split a text at its outermost brackets: (piece, whether it stood inside). One piece where they do not match."""
    if not _BRACKET.search(text):
        return [(text, False)]
    pieces: list[tuple[str, bool]] = []
    stack: list[str] = []
    begin = 0
    for at, ch in enumerate(text):
        if ch in _OPEN:
            if not stack:
                pieces.append((text[begin:at], False))
                begin = at + 1
            stack.append(_CLOSED[_OPEN.index(ch)])
        elif ch in _CLOSED:
            if not stack or stack.pop() != ch:
                return [(text, False)]
            if not stack:
                pieces.append((text[begin:at], True))
                begin = at + 1
    return [(text, False)] if stack else [*pieces, (text[begin:], False)]


def _key_of(text: str, forms: _Folded) -> str:
    """Fold once: brackets, spelling, legal forms."""
    pieces = _pieces(unicodedata.normalize("NFKC", text))
    if len(pieces) == 1:  # no brackets: most names
        key = _without_forms(_spelled(text), forms)
        key = key if key.isascii() else _BLANK.sub("", key)
        return key[:MAX_KEY].strip() or _bare(text)
    name = _spelled(" ".join(piece for piece, inside in pieces if not inside))
    kept = [
        (key, inside)
        for piece, inside in pieces
        if (key := _spelled(piece)) and not (inside and _no_part(key, name, forms))
    ]
    tail: list[str] = []
    while kept and kept[-1][1]:
        tail.insert(0, kept.pop()[0])
    head = _without_forms(" ".join(key for key, _ in kept), forms)
    key = _BLANK.sub("", " ".join((head, *tail)).strip())
    return key[:MAX_KEY].strip() or _bare(text)


def _bare(text: str) -> str:
    """The key of a name of which nothing would be left."""
    return _spelled(text) or " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _spelled(text: str) -> str:
    """Even out spelling: simplified characters, `name_key`, letters with points between as one word."""
    plain = unicodedata.normalize("NFKC", text).replace("&", " and ")
    if not plain.isascii():
        plain = plain.translate(_SIMPLIFIED)
    parts = [name_key(part) for part in _STROKE.sub(r"\1\2", plain).split("/")] if "/" in plain else [name_key(plain)]
    joined = " ".join([_LETTERS.sub(_close, part) for part in parts if part])
    return joined if joined.isascii() else _SEAM.sub(" ", joined)


def _close(found: re.Match[str]) -> str:
    """Letters without the blanks between them."""
    return found[0].replace(" ", "")


class _Simplified(dict[int, str]):
    """Character to simplified character, found when first met: each by itself, so that equal characters stay equal."""

    def __missing__(self, code: int) -> str:
        """Find one character."""
        ch = chr(code)
        self[code] = found = _converter()(ch) if _WITH_HAN.match(ch) else ch
        return found


_SIMPLIFIED = _Simplified()


@cache
def _converter() -> Callable[[str], str]:
    """Load the conversion tables, which takes a tenth of a second, when they are first needed."""
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


@lru_cache(maxsize=8)
def _folded(forms: LegalForms) -> _Folded:
    """Spell the forms as keys are spelled; a blank parts those of our letters from the name."""
    behind, ahead, inside, former = (
        longest_first(filter(None, map(_spelled, words)))
        for words in (forms.behind, forms.ahead, forms.inside, forms.former)
    )
    every = (*behind, *ahead, *inside)
    words = frozenset(word for form in every for word in form.split())
    ends = _by_character((f" {form}" if form.isascii() else form for form in behind), -1)
    return _Folded(ends, _by_character(ahead, 0), frozenset(every), former, words)


def _by_character(forms: Iterable[str], at: int) -> dict[str, tuple[str, ...]]:
    """Group forms by the character at a place, in their order."""
    groups: dict[str, list[str]] = {}
    for form in forms:
        groups.setdefault(form[at], []).append(form)
    return {ch: tuple(group) for ch, group in groups.items()}


def _no_part(key: str, name: str, forms: _Folded) -> bool:
    """Tell whether the inside of brackets is no part of the name: a legal form, a former name, the name's initials."""
    if key in forms.inside or any(_begins(key, word) for word in forms.former):
        return True
    return bool(_ACRONYM.fullmatch(key)) and _initials(key, name.split(), forms.words)


def _begins(key: str, word: str) -> bool:
    """Tell whether a key begins with a word, which ends there unless it is of characters."""
    return key.startswith(word) and (not word.isascii() or key[len(word) : len(word) + 1] in ("", " "))


def _initials(letters: str, words: list[str], forms: Iterable[str]) -> bool:
    """Tell whether letters are the beginnings of the words in their order, of two or more words.

    Each word gives one letter or more; only legal forms and small words may give none.
    """
    free = {*forms, *_SMALL}
    reached = {(0, 0)}  # letters used up, words that gave some (counted to two)
    for at, word in enumerate(words):
        steps = {
            (used + size, min(given + 1, 2))
            for used, given in reached
            for size in range(1, len(letters) - used + 1)
            if word.startswith(letters[used : used + size])
        }
        reached = steps | reached if at and word in free else steps
    return (len(letters), 2) in reached


def _without_forms(key: str, forms: _Folded) -> str:
    """Take legal forms off both ends, unless nothing else is there."""
    shorter: str | None = key
    found = key
    while (shorter := _shorter(found, forms)) is not None:
        found = shorter
    return key if found in forms.inside else found


def _shorter(key: str, forms: _Folded) -> str | None:
    """Take one legal form off; None if there is none, or nothing else."""
    for form in forms.behind.get(key[-1:], ()):
        if key.endswith(form) and len(key) > len(form):
            return key[: -len(form)].rstrip()
    for form in forms.ahead.get(key[:1], ()):
        if _begins(key, form) and len(key) > len(form):
            return key[len(form) :].lstrip()
    return None
