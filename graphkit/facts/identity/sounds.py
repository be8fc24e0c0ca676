"""How names in Korean and Japanese letters sound, by the names that Unicode gives the letters; for candidates only."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Consonants of a sound that two spellings must share before it counts.
LEAST = 3
_RUN = re.compile(r"[\uac00-\ud7af]+|[\u3040-\u30ff]+")
_SMALL = {"TU": "", "YA": "ya", "YU": "yu", "YO": "yo", "A": "a", "I": "i", "U": "u", "E": "e", "O": "o"}
_ALIKE = str.maketrans({"c": "k", "q": "k", "g": "k", "l": "r", "v": "b", "f": "p", "z": "s", "x": "k", "d": "t"})
_VOWELS = re.compile("[aeiouyw]")
_TWICE = re.compile(r"(.)\1+")


def spoken(key: str) -> tuple[str, ...]:
    """The runs of Korean or Japanese syllables of a key in our letters: `("toyota",)` of `トヨタ自动车`."""
    return tuple("".join(map(_syllable, run)) for run in _RUN.findall(key))


def skeleton(text: str) -> str:
    """The consonants of a word, those alike in sound as one: `psk` of both `posco` and `poseuko`."""
    return _TWICE.sub(r"\1", _VOWELS.sub("", text.replace("h", "") if text[:1] != "h" else text).translate(_ALIKE))


@lru_cache(maxsize=20_000)
def _syllable(char: str) -> str:
    name = unicodedata.name(char, "")
    last = name.rpartition(" ")[2]
    if name.startswith("HANGUL SYLLABLE"):
        return last.lower()
    if " LETTER SMALL " in name:
        return _SMALL.get(last, "")
    return last.lower() if " LETTER " in name else ""
