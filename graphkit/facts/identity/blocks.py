"""The blocks in which spellings meet: only those of one block are compared, so that many names take little time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from graphkit.facts.identity.across import initials_of
from graphkit.facts.identity.likeness import initials
from graphkit.facts.identity.sounds import LEAST, skeleton, skeletons, spoken
from graphkit.facts.identity.spelling import INSIDE, Spelling
from graphkit.facts.identity.words import COMMON

_END, _HEAD, _LETTERS = 5, 6, 5
#: Characters of a key that are looked at.
_CHARACTERS = 12


def blocks_of(one: Spelling, pinyin: Callable[[str], str] | None) -> set[str]:
    """The blocks in which a spelling stands; a capital says of which kind.

    The letters together (C), a word (T), a beginning or end (A, Z, X), an abbreviation (I), characters (W), a sound (P,
    S, L), a meaning (M), a firm that is widely known (K).
    """
    out = {f"C{one.compact}", f"C{one.joined}"}
    if one.part == INSIDE:
        return out
    out |= {f"T{t}" for t in (*one.tokens, *one.named) if t not in COMMON}
    if one.meaning:
        out.add(f"M{' '.join(sorted(one.meaning))}")
    if one.renown:
        out.add(f"K{one.renown}")
    if one.wide:
        return out.union(_of_characters(one), _of_sounds(one, pinyin))
    return out.union(_of_letters(one))


def _of_characters(one: Spelling) -> Iterator[str]:
    yield f"W{one.key[:2]}"
    yield f"W{one.key[:1]}{one.key[2:3]}"
    for i in range(min(len(one.key), _CHARACTERS)):
        yield from (f"W{one.key[i]}{c}" for c in one.key[i + 1 : i + 4])


def _of_sounds(one: Spelling, pinyin: Callable[[str], str] | None) -> Iterator[str]:
    heard = spoken(one.key)
    for sound in heard:
        yield from _sounding(sound, [skeleton(sound)])
    if heard or pinyin is None:
        return
    for sound in {pinyin(one.key), own := pinyin(one.rest)}:
        yield from _sounding(sound, [skeleton(sound)])
    yield f"X{own[:1]}{own[-4:]}"
    yield f"I{initials_of(one.rest, pinyin)}"
    yield from _beside(one, own)


def _of_letters(one: Spelling) -> Iterator[str]:
    yield from _sounding(one.own[0] if one.own else "", skeletons(one.own[0]) if one.own else ())
    yield f"P{''.join(one.core)[:_HEAD]}"
    yield from _sounding("".join(one.own), skeletons("".join(one.own)))
    yield from _beside(one, "".join(one.own))
    for token in one.core[:3]:
        if len(token) > _END:
            yield from (f"A{token[:_END]}", f"Z{token[-_END:]}")
        if len(token) >= _END:
            yield f"X{token[0]}{token[-4:]}"
    if len(one.compact) > _END:
        yield from (f"A{one.compact[:_END]}", f"Z{one.compact[-_END:]}")
    if len(one.tokens) == 1:
        yield f"I{one.compact}"
    elif one.own and len(one.own[0]) <= _LETTERS:
        yield f"I{one.own[0]}"
    for words in (one.plain, one.full):
        yield from (f"I{text}" for text in initials(words))


def _sounding(sound: str, bones: Iterable[str]) -> Iterator[str]:
    yield f"P{sound[:_HEAD]}"
    for bone in bones:
        if len(bone) >= LEAST:
            yield f"S{bone[:LEAST]}"


def _beside(one: Spelling, sound: str) -> Iterator[str]:
    """By a place in the name and how the rest of it sounds."""
    yield from (f"L{place} {skeleton(sound)}" for place in one.places)
