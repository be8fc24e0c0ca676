"""How names in Korean, Japanese and Chinese characters sound; for candidates only.

Korean and Japanese letters sound as Unicode names them; Chinese characters as a library tells, which the caller has.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Consonants of a sound that two spellings must share before it counts.
LEAST = 3
_RUN = re.compile(r"[\uac00-\ud7af]+|[\u3040-\u30ff]+")
_SMALL = {"TU": "", "YA": "ya", "YU": "yu", "YO": "yo", "A": "a", "I": "i", "U": "u", "E": "e", "O": "o"}
_ALIKE = str.maketrans(
    {"c": "k", "q": "k", "g": "k", "j": "k", "l": "r", "v": "b", "f": "p", "z": "s", "x": "k", "d": "t"}
)
_VOWELS = re.compile("[aeiouyw]")
_TWICE = re.compile(r"(.)\1+")
#: An r before a consonant or at the end, which Korean and Japanese leave out: enertech is 에너테크, eneoteku.
_SILENT = re.compile(r"(?<=[aeiou])r(?![aeiouyr])")
#: A c that sounds like s, as in royce.
_SOFT = re.compile("c(?=[eiy])")
#: The names of our letters in Korean, which begin the names of many firms: 에스케이, 엘지, 씨에스.
_LETTERS = {
    "에이": "a", "비": "b", "씨": "c", "디": "d", "이": "e", "에프": "f", "지": "g", "에이치": "h", "아이": "i",
    "제이": "j", "케이": "k", "엘": "l", "엠": "m", "엔": "n", "오": "o", "피": "p", "큐": "q", "알": "r", "에스": "s",
    "티": "t", "유": "u", "브이": "v", "더블유": "w", "엑스": "x", "와이": "y", "제트": "z",
}  # fmt: skip
_SPELT = re.compile(f"^(?:{'|'.join(sorted(_LETTERS, key=len, reverse=True))}){{2,4}}")
_LETTER = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))
#: What a word may leave out between its first letter and its last ones: the rest of a syllable.
_LEFT_OUT = re.compile("[aeiou]{1,3}(?:n|ng)?")
_TAIL = 4


def spoken(key: str) -> tuple[str, ...]:
    """The runs of Korean or Japanese syllables of a key in our letters: `("toyota",)` of `トヨタ自动车`."""
    return tuple("".join(map(_syllable, run)) for run in _RUN.findall(key))


def lettered(key: str) -> str:
    """A key whose first syllables are names of our letters with these letters: `cs윈드` of `씨에스윈드`."""
    found = _SPELT.match(key)
    if found is None:
        return key
    return "".join(_LETTERS[name] for name in _LETTER.findall(found[0])) + key[found.end() :]


def skeleton(text: str) -> str:
    """The consonants of a word, those alike in sound as one: `psk` of both `posco` and `poseuko`."""
    return _TWICE.sub(r"\1", _VOWELS.sub("", text.replace("h", "") if text[:1] != "h" else text).translate(_ALIKE))


def skeletons(word: str) -> frozenset[str]:
    """The consonants of a word in letters as other writings may have them: with each r, or those that are heard."""
    heard = _SOFT.sub("s", word)
    return frozenset(skeleton(text) for text in (word, heard, _SILENT.sub("", heard)))


def contracted(a: str, b: str) -> bool:
    """True if one of two words leaves out the rest of the first syllable: XPeng, Xiaopeng."""
    short, long = (a, b) if len(a) < len(b) else (b, a)
    tail = short[1:]
    if len(tail) < _TAIL or short[0] != long[0] or not long.endswith(tail):
        return False
    return bool(_LEFT_OUT.fullmatch(long[1 : len(long) - len(tail)]))


@lru_cache(maxsize=20_000)
def _syllable(char: str) -> str:
    name = unicodedata.name(char, "")
    last = name.rpartition(" ")[2]
    if name.startswith("HANGUL SYLLABLE"):
        return last.lower()
    if " LETTER SMALL " in name:
        return _SMALL.get(last, "")
    return last.lower() if " LETTER " in name else ""
