"""How like a name in Chinese, Japanese or Korean characters is to one in letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rapidfuzz import fuzz

from graphkit.facts.identity.meanings import is_place
from graphkit.facts.identity.sounds import LEAST, contracted, skeleton, skeletons, spoken
from graphkit.facts.identity.spelling import Spelling

#: Likeness of the sounds of two names.
_ALIKE = 85.0
#: The same where their consonants are the same already.
_VOWELS = 54.0
#: Letters of a sound that say something alone, and of one that is all of the name.
_LONG, _SHORT = 6, 4
#: Letters of an abbreviation of the characters' sounds.
_ABBREVIATION = range(2, 6)


def across(broad: Spelling, latin: Spelling, pinyin: Callable[[str], str] | None) -> tuple[int, str]:
    """Likeness of 100 and by what: letters that the one in characters holds, what it means, how it sounds."""
    found = [(0, ""), *_told(broad, latin)]
    if spoken(broad.key):
        found += _heard(broad, latin)
    elif pinyin is not None:
        found += _in_pinyin(broad, latin, pinyin)
    return max(found)


def _told(broad: Spelling, latin: Spelling) -> Iterator[tuple[int, str]]:
    if broad.tokens and broad.tokens[0] in latin.tokens[:1]:
        yield 72, f"shared word: {broad.tokens[0]}"
    if both := sorted(broad.named & {*latin.tokens}):
        yield 73, f"both name {both[0]!r}"
    if broad.meaning and broad.meaning == latin.meaning:
        yield 84, f"both mean: {', '.join(sorted(broad.meaning))}"


def _heard(broad: Spelling, latin: Spelling) -> Iterator[tuple[int, str]]:
    """By the sound of Korean and Japanese syllables."""
    for sound in spoken(broad.key):
        bones = skeleton(sound)
        for token in latin.own[:1]:
            if sound == token or (sound.startswith(token) and len(token) >= _LONG):
                yield 82, f"sounds alike: {sound}"
            elif (
                any(len(bone) >= LEAST and bones.startswith(bone) for bone in skeletons(token))
                and fuzz.ratio(sound[: len(token) + 2], token) >= _VOWELS
            ):
                yield 74, f"sounds alike: {sound}"


def _in_pinyin(broad: Spelling, latin: Spelling, pinyin: Callable[[str], str]) -> Iterator[tuple[int, str]]:
    """By the sound of Chinese characters, those that tell it from others."""
    if all(map(is_place, latin.own)):
        return
    own, core = "".join(latin.own), "".join(latin.core)
    for sound in dict.fromkeys(map(pinyin, (broad.rest, broad.key))):
        if sound in (own, core) and len(sound) >= _SHORT:
            yield 82, f"sounds alike: {sound}"
        elif len(core) >= _LONG and (sound.startswith(core) or core.startswith(sound)):
            yield 80, f"sounds alike: {sound}"
        elif len(core) >= _LONG - 1 and fuzz.ratio(sound, core) >= _ALIKE:
            yield 76, f"sounds alike: {sound}"
        elif contracted(sound, own):
            yield 76, f"{own} may stand for {sound}"
    first = latin.own[0]
    telling = len(first) > 2 or broad.words & latin.words
    if len(first) in _ABBREVIATION and telling and first == initials_of(broad.rest, pinyin):
        yield 76, f"{first} may stand for {pinyin(broad.rest)}"
    yield from _by_consonants(broad, latin, pinyin(broad.rest), own)


def _by_consonants(broad: Spelling, latin: Spelling, sound: str, own: str) -> Iterator[tuple[int, str]]:
    """By the consonants alone: a foreign name in Chinese, or a firm of one place."""
    bones = skeleton(sound)
    if bones not in skeletons(own):
        return
    if len(bones) > LEAST or (len(bones) == LEAST and fuzz.ratio(sound, own) >= _VOWELS):
        yield 74, f"sounds alike: {sound}"
    if (places := broad.places & latin.places) and len(bones) > 1:
        yield 74, f"both of {min(places)}, and sound alike: {sound}"


def initials_of(characters: str, pinyin: Callable[[str], str]) -> str:
    """The first letters of the sounds of characters: `byd` of `比亚迪`."""
    return "".join(pinyin(char)[:1] for char in characters)
