"""Which entities may be one: pairs that are alike, with score and evidence, for a curator to rule on.

Names meet in blocks (a word, the letters together, an abbreviation, characters, a sound), so that of 100,000 names only
those are compared that can be alike.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from graphkit.facts.identity.blocks import blocks_of
from graphkit.facts.identity.identify import Identity
from graphkit.facts.identity.keys import FIRMS, HINT, OWN, Known, known, wide
from graphkit.facts.identity.likeness import CUTOFF, Measure
from graphkit.facts.identity.meanings import is_place, read
from graphkit.facts.identity.rulings import Ruling
from graphkit.facts.identity.spelling import INSIDE, OUTSIDE, WHOLE, Spelling, spelling
from graphkit.facts.identity.words import COMMON
from graphkit.facts.resolve import EntityRow
from graphkit.values.firms import LegalForms
from graphkit.values.names import name_key

#: Spellings that a block compares all with all; of a larger one, only with those that consist of what it stands for.
MOST_IN_BLOCK, MOST_WITH_CORE, MOST_CORES = 30, 400, 5
#: Candidates kept for one entity, the likest.
MOST_EACH = 10
#: Score from which two entities of one table are shown: it had its reasons to keep them apart.
WITHIN = 78
_SAME_ID, _SAME_KEY = 90, 95
#: Characters of a key that are looked at, and of a name within it.
_MOST_CHARACTERS, _LONGEST_NAME = 16, 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entities that may be one.

    Attributes
    ----------
    a, b
        Their ids: of clusters, the ids that stand for them; a curated one is `b`.
    score
        Likeness, of 100.
    evidence
        What speaks for and against it, a sentence each.
    """

    a: str
    b: str
    score: int
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hints:
    """What else is known of entities, by id: countries of their seat, and how Chinese sounds where a library tells."""

    countries: Mapping[str, frozenset[str]] = field(default_factory=dict)
    pinyin: Callable[[str], str] | None = None


def candidates(
    entities: Iterable[EntityRow],
    identity: Identity,
    rulings: Iterable[Ruling],
    forms: LegalForms,
    hints: Hints | None = None,
) -> list[Candidate]:
    """Pairs of entities that may be one, the likest first; none that are one already or have been ruled on.

    One of the two has no curated entity in it, and both are of one type, firms and organizations counting as one.
    """
    rows = sorted((row for row in entities if row.good), key=lambda row: row.id)
    return _Search([known(row, forms) for row in rows], identity, rulings, hints or Hints()).found()


class _Search:
    """The comparison of all entities."""

    def __init__(self, found: list[Known], identity: Identity, rulings: Iterable[Ruling], hints: Hints) -> None:
        self.known = found
        self.hints = hints
        self.roots = [identity.of.get(one.id, one.id) for one in found]
        self.ruled = {_pair(identity.of.get(r.a, r.a), identity.of.get(r.b, r.b)) for r in rulings}
        words = _glossary(found)
        self.spellings = [s for at, one in enumerate(found) for s in _spellings(at, one, words)]
        frequency = Counter(t for s in self.spellings for t in dict.fromkeys(s.tokens))
        top = math.log(len(self.spellings) + 2)
        weight = {t: max(0.1, math.log((len(self.spellings) + 2) / n) / top) for t, n in frequency.items()}
        weight |= {t: 0.3 * w for t, w in weight.items() if t in COMMON}
        weight |= {t: 0.5 * w for t, w in weight.items() if is_place(t)}
        self.measure = Measure(weight, hints.pinyin)
        self.best: dict[tuple[str, str], tuple[int, str, int, int]] = {}

    def found(self) -> list[Candidate]:
        """All pairs, each with its best score, the likest first."""
        self._by_ids()
        seen: set[tuple[int, int]] = set()
        for a, b in self._met():
            if (a, b) not in seen:
                seen.add((a, b))
                one, two = self.spellings[a], self.spellings[b]
                if self._fit(one.entity, two.entity):
                    self._keep(one.entity, two.entity, *self.measure.of(one, two))
        made = [self._made(score, why, a, b) for score, why, a, b in self.best.values()]
        return sorted(_few(made), key=lambda c: (-c.score, c.b, c.a))

    def _fit(self, a: int, b: int) -> bool:
        pair = _pair(self.roots[a], self.roots[b])
        if pair[0] == pair[1] or pair in self.ruled or not any("/" in root for root in pair):
            return False
        one, two = self.known[a].row.type, self.known[b].row.type
        return one == two or (one in FIRMS and two in FIRMS)

    def _keep(self, a: int, b: int, score: int, why: str) -> None:
        one, two = self.known[a].row, self.known[b].row
        least = CUTOFF
        if one.loader == two.loader:
            least = WITHIN if one.type in FIRMS else _SAME_KEY
        if score < least:
            return
        pair = _pair(self.roots[a], self.roots[b])
        first, second = sorted((a, b))
        if pair not in self.best or (-score, why, first, second) < (-self.best[pair][0], *self.best[pair][1:]):
            self.best[pair] = (score, why, first, second)

    def _by_ids(self) -> None:
        holders: dict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(self.known):
            for text in one.ids:
                holders[text].append(at)
        for text, found in holders.items():
            for a, b in combinations(found[:MOST_IN_BLOCK], 2):
                if self._fit(a, b):
                    self._keep(a, b, _SAME_ID, f"same {text.replace(':', ' ', 1)}")

    def _met(self) -> Iterator[tuple[int, int]]:
        """Places of spellings that stand in one block."""
        blocks: dict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(self.spellings):
            for block in blocks_of(one, self.hints.pinyin):
                blocks[block].append(at)
        for name, found in blocks.items():
            if len(found) <= MOST_IN_BLOCK:
                yield from combinations(found, 2)
                continue
            cores = [at for at in found if _is_core(self.spellings[at], name)]
            for core in cores[:MOST_CORES]:
                yield from (_order(core, other) for other in found[:MOST_WITH_CORE] if other != core)

    def _made(self, score: int, why: str, a: int, b: int) -> Candidate:
        one, two = self.known[a], self.known[b]
        evidence = [why, *self._further(one, two, why)]
        first, second = self.roots[a], self.roots[b]
        if ("/" not in first, first) > ("/" not in second, second):
            first, second = second, first
        return Candidate(first, second, score, tuple(evidence))

    def _further(self, one: Known, two: Known, why: str) -> Iterator[str]:
        for text in sorted({*one.ids} & {*two.ids}):
            told = f"same {text.replace(':', ' ', 1)}"
            if told != why:
                yield told
        for key in sorted({*one.inside[1]} & {*two.inside[1]}):
            yield f"same in brackets: {key}"
        here, there = (self.hints.countries.get(k.id, frozenset()) for k in (one, two))
        if here and there:
            both = sorted(here & there)
            yield f"same country: {', '.join(both)}" if both else f"countries differ: {min(here)}, {min(there)}"
        if one.row.type != two.row.type:
            yield f"one is a {one.row.type}, the other a {two.row.type}"
        if one.row.loader == two.row.loader:
            yield f"both of {one.row.loader}"


def _glossary(found: Iterable[Known]) -> Mapping[str, str]:
    """Names of firms in characters to the word in letters that the same firm goes by: 比亚迪 to `byd`."""
    out: dict[str, str] = {}
    for one in found:
        if one.row.type not in FIRMS:
            continue
        own = [key for key, how in one.keys.items() if how == OWN]
        letters = sorted((k for k in own if not wide(k)), key=lambda k: (len(k.split()), k))
        word = next((w for w in letters[0].split() if w not in COMMON), "") if letters else ""
        for key in own if word else ():
            if wide(key) and key not in COMMON:
                out.setdefault(key, word)
                short = read(key)[0]
                if len(short) > 1 and short not in COMMON:
                    out.setdefault(short, word)
    return out


def _spellings(at: int, one: Known, words: Mapping[str, str]) -> Iterator[Spelling]:
    """The spellings of an entity's names, each key once."""
    for key, how in one.keys.items():
        part = WHOLE
        if how == HINT and one.inside[1]:
            part = INSIDE if key in one.inside[1] else OUTSIDE if key == one.inside[0] else WHOLE
        named = frozenset(_named(key, words)) if wide(key) else frozenset()
        yield spelling(at, key.lower(), name_key(one.texts[key]), part, named)


def _named(key: str, words: Mapping[str, str]) -> Iterator[str]:
    """The words of the names that stand within a key in characters."""
    for start in range(min(len(key), _MOST_CHARACTERS)):
        for end in range(start + 2, min(len(key), start + _LONGEST_NAME) + 1):
            if (word := words.get(key[start:end])) is not None:
                yield word


def _is_core(one: Spelling, block: str) -> bool:
    """True if a spelling is, but for common words, what its block stands for."""
    return one.core == (block[1:],) or one.compact == block[1:] or one.key == block[1:]


def _order(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _few(made: list[Candidate]) -> set[Candidate]:
    """The likest of each entity."""
    by: dict[str, list[Candidate]] = defaultdict(list)
    for one in made:
        by[one.a].append(one)
        by[one.b].append(one)
    kept = (heapq.nsmallest(MOST_EACH, found, key=lambda c: (-c.score, c.a, c.b)) for found in by.values())
    return {one for found in kept for one in found}
