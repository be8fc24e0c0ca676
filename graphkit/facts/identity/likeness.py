"""How like two names are that are not the same, and by what: for the curator to look at, never to merge by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from graphkit.facts.identity.across import across
from graphkit.facts.identity.sounds import LEAST, contracted, spoken
from graphkit.facts.identity.spelling import INSIDE, OUTSIDE, WHOLE, Spelling
from graphkit.facts.identity.words import COMMON, FREE

#: Score, of 100, from which two names are shown to the curator.
CUTOFF = 70
_TYPO, _TYPO_LENGTH = 88.0, 6
#: Likeness of the words that are not shared, below which they are other words.
_REST = 75.0
_STEM = 5
#: Letters of a word cut short at least, as in Chem, and those that are cut at most.
_HEAD, _TAIL = 4, 6
#: Score where all that is no common word of a name is in the other; how much its rarest word must say, of 1.
_CORE, _RARE = 72, 0.7
#: Letters of such a word that may be anybody's.
_LETTERS = 2
#: Letters of a word that may be an abbreviation.
_ABBREVIATED = 3
#: What is taken off where a name is compared without what stands in its brackets.
_IN_PART = 4
#: What two forms of a word count beside the same word.
_NEARLY = 0.85


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
        score, why = self._compared(a, b)
        if score < CUTOFF:
            return _renown(a, b)
        return (max(CUTOFF, score - _IN_PART), why) if OUTSIDE in (a.part, b.part) else (score, why)

    def _compared(self, a: Spelling, b: Spelling) -> tuple[int, str]:
        if a.wide and b.wide:
            return max(_characters(a.key, b.key), self._homophones(a, b), _same_meaning(a, b))
        if a.wide or b.wide:
            return across(a, b, self.pinyin) if a.wide else across(b, a, self.pinyin)
        short, long = sorted((a, b), key=lambda s: (len(s.tokens), len(s.key), s.key))
        if _abbreviates(short, long):
            return 85 if len(short.compact) > 2 else 78, f"{short.key!r} may stand for {long.key!r}"
        return max(self._words(a, b), _typing(a, b))

    def _words(self, a: Spelling, b: Spelling) -> tuple[int, str]:
        """Words in common, by what they say: of the shorter name nearly all must be in the longer."""
        shared = {t for t in a.tokens if t in b.tokens}
        near = [
            (t, u)
            for t in a.tokens
            if t not in shared
            for u in b.tokens
            if u not in shared and (_stem(t, u) or contracted(t, u))
        ]
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
        long = len("".join(own)) > _LETTERS
        return long and all(t in found for t in own) and max(map(self._says, own)) >= _RARE

    def _says(self, token: str) -> float:
        return self.weight.get(token, 1.0)

    def _homophones(self, a: Spelling, b: Spelling) -> tuple[int, str]:
        """Chinese names of one sound, written with other characters: 新旺达 and 欣旺达."""
        if self.pinyin is None or len(a.rest) < LEAST or len(b.rest) < LEAST or spoken(a.key) or spoken(b.key):
            return 0, ""
        short, long = sorted(map(self.pinyin, (a.rest, b.rest)), key=len)
        return (76, f"sounds alike: {short}") if long.startswith(short) and len(short) > _STEM else (0, "")


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


def _same_meaning(a: Spelling, b: Spelling) -> tuple[int, str]:
    """Names of places and words of the trade alone, in two languages: 中国科学院, 중국과학원."""
    return (84, f"both mean: {', '.join(sorted(a.meaning))}") if a.meaning and a.meaning == b.meaning else (0, "")


def _renown(a: Spelling, b: Spelling) -> tuple[int, str]:
    """Two names of one large firm."""
    return (86, f"both are names of {a.renown!r}") if a.renown and a.renown == b.renown else (0, "")


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
        return "".join(word[0] for word in long.plain) == short.compact and not FREE & {*long.plain}
    return any(short.compact in initials(words) for words in (long.plain, long.full))


def initials(words: tuple[str, ...]) -> frozenset[str]:
    """The abbreviations that words may have by their first letters, of two letters or more.

    A first word of two or three letters may be an abbreviation already, and stay whole: LGES, LG Energy Solution.
    """
    made = {""}
    for at, word in enumerate(words[:10]):
        given = {word[0], word} if not at and 1 < len(word) <= _ABBREVIATED else {word[0]}
        made = {m + g for m in made for g in given} | (made if word in FREE and at else set())
    return frozenset(m for m in made if len(m) > 1) if len(words) > 1 else frozenset()
