"""Names: a key to find them by, a slug for ids, a caption for pictures, and what no text may hold."""

from __future__ import annotations

import re
import unicodedata

MAX_TEXT = 2000
MAX_KEY = 200
MAX_PASSES = 8
MAX_KEY_BYTES = 600
MAX_SLUG = 200
ELLIPSIS = "…"
_TAIL = " ,;:-–—(/、，"
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
)
_CJK = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC")
#: Letters of Greek by name, as in β-alumina, and as they sound, in words.
_GREEK = {
    "α": ("alpha", "a"), "β": ("beta", "v"), "γ": ("gamma", "g"), "δ": ("delta", "d"), "ε": ("epsilon", "e"),
    "ζ": ("zeta", "z"), "η": ("eta", "i"), "θ": ("theta", "th"), "ι": ("iota", "i"), "κ": ("kappa", "k"),
    "λ": ("lambda", "l"), "μ": ("mu", "m"), "ν": ("nu", "n"), "ξ": ("xi", "x"), "ο": ("omicron", "o"),
    "π": ("pi", "p"), "ρ": ("rho", "r"), "σ": ("sigma", "s"), "ς": ("sigma", "s"), "τ": ("tau", "t"),
    "υ": ("upsilon", "y"), "φ": ("phi", "f"), "χ": ("chi", "ch"), "ψ": ("psi", "ps"), "ω": ("omega", "o"),
}  # fmt: skip
_GREEK_RUN = re.compile("[α-ω]+")
#: Letters in a row from which on they are a Greek word, not symbols.
_GREEK_WORD = 3
_CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
        "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
        "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
        "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u", "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj",
        "ћ": "c", "џ": "dz", "ѓ": "gj", "ќ": "kj", "ѕ": "dz", "ә": "a", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "o",
        "ұ": "u", "ү": "u", "һ": "h",
    }
)  # fmt: skip
_JOINERS = "\u200c\u200d"
_BIDI = {"\u061c", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}


#: Each ASCII character in its key: lower case, a blank for what is neither letter nor digit.
_ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}


def name_key(text: str) -> str:
    """Return the key under which a name is found, whatever its case, accents, width, punctuation and blanks.

    NFKC and casefold; accents are folded on Latin letters only; what is no letter, mark or digit becomes a blank,
    blanks are single; invisible format characters vanish; British `sulph` is `sulf`. At most 200 characters and 600
    bytes of UTF-8, made from the first 2,000 characters of the text. The key of a key is itself. May be empty.
    """
    key = text[:MAX_TEXT]
    for _ in range(MAX_PASSES):
        if key.isascii():
            return _folded_ascii(key)
        folded = _folded(key)
        if folded == key:
            break
        key = folded
    return key


def slug(text: str) -> str:
    """Return a readable id: a-z, 0-9 and hyphens, Chinese, Japanese and Korean letters kept; 1 to 200 characters.

    Greek symbols are spelled out, Greek and Cyrillic words written in Latin letters.

    Raises
    ------
    ValueError
        Nothing of the text can be kept.
    """
    kept = name_key(text)
    if not kept.isascii():  # else it holds nothing but letters, digits and blanks
        kept = _in_latin(kept)
        kept = "".join(ch if _in_slug(ch) else " " for ch in kept).replace("sulph", "sulf")
    result = "-".join(kept.split())[:MAX_SLUG].strip("-")
    if not result:
        raise ValueError(f"no id can be made of {text[:60]!r} — give an id of the letters a-z, digits and hyphens")
    return result


def marked_key(text: str) -> tuple[str, str]:
    """The key of a name, and the signs in it that tell names with one key apart: C++ is not C, Li1+x not Li1-x."""
    signs = (ch for ch in unicodedata.normalize("NFKC", text[:MAX_TEXT]) if ch not in "|~−")
    return name_key(text), "".join(ch for ch in signs if ch == "#" or unicodedata.category(ch) == "Sm")


def caption(text: str, width: int = 28) -> str:
    """Shorten a text for a picture: at most `width` columns, cut at a word, with an ellipsis if it was cut.

    A wide character (Chinese, full width) counts 2 columns, a combining or invisible one 0. A first word that is too
    long is cut within. Blanks become single.

    Raises
    ------
    ValueError
        `width` is below 2.
    """
    if width < 2:
        raise ValueError(f"a caption of {width} columns holds nothing — give a width of 2 or more")
    clean = " ".join(text.split())
    fits = _fitting(clean, width)
    if fits == len(clean):
        return clean
    fits = _fitting(clean, width - 1)
    cut = next((at for at in range(fits, 0, -1) if _may_break(clean, at)), fits)
    return (clean[:cut].rstrip(_TAIL) or clean[:fits].rstrip()) + ELLIPSIS


def is_visible(text: str) -> bool:
    """Whether something of a text can be seen: more than blanks and what no screen shows."""
    return any(ch.isprintable() and not ch.isspace() for ch in text)


def is_safe_text(text: str) -> str | None:
    """Return why a text must not be stored, or None if it may: the reason names the character and its place from 1.

    Refused: more than 2,000 characters; control characters, line ends and tabs among them; characters that turn the
    direction of writing; other invisible ones, but for the joiners that some scripts need; what is no character.
    """
    if len(text) <= MAX_TEXT and text.isascii() and text.isprintable():
        return None  # most texts
    if len(text) > MAX_TEXT:
        return f"the text has {len(text)} characters, more than {MAX_TEXT}"
    for place, ch in enumerate(text, start=1):
        kind = _unsafe(ch)
        if kind is not None:
            return f"{kind} U+{ord(ch):04X} at character {place}"
    return None


def _folded_ascii(text: str) -> str:
    """The same as `_folded` by a table, many times as fast: most names. What is folded so stays as it is."""
    return " ".join(text.translate(_ASCII).split()).replace("sulph", "sulf")[:MAX_KEY].strip()


def _folded(text: str) -> str:
    """Fold once, and cut; repeated until nothing changes."""
    compat = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    visible = "".join(ch for ch in compat if unicodedata.category(ch) != "Cf")
    letters = "".join(ch if unicodedata.category(ch)[0] in "LMN" else " " for ch in _without_accents(visible))
    key = " ".join(letters.split()).replace("sulph", "sulf")
    return key[:MAX_KEY].encode()[:MAX_KEY_BYTES].decode(errors="ignore").strip()


def _without_accents(text: str) -> str:
    """Drop the marks on Latin letters; all else is left composed."""
    kept: list[str] = []
    latin = False
    for ch in unicodedata.normalize("NFD", text):
        if unicodedata.combining(ch):
            if latin:
                continue
        else:
            latin = unicodedata.name(ch, "").startswith("LATIN ")
        kept.append(ch)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_UNDECOMPOSED)


def _in_latin(key: str) -> str:
    """A key with its Greek and Cyrillic letters in Latin ones."""
    plain = key.translate(_CYRILLIC)
    if not _GREEK_RUN.search(plain):
        return plain
    # Accents are folded on Latin letters only: those of Greek go here.
    bare = "".join(ch for ch in unicodedata.normalize("NFD", plain) if not "\u0300" <= ch <= "\u0345")
    return unicodedata.normalize("NFC", _GREEK_RUN.sub(lambda found: _greek(found[0]), bare))


def _greek(run: str) -> str:
    """Greek letters as they sound, of a few the names."""
    if len(run) < _GREEK_WORD:
        return " ".join(["", *(_GREEK[ch][0] for ch in run), ""])
    return "".join(_GREEK[ch][1] for ch in run)


def _in_slug(ch: str) -> bool:
    """Tell whether a character of a key may stand in a slug."""
    if ch.isascii():
        return ch.isalnum()
    return unicodedata.category(ch)[0] == "L" and unicodedata.name(ch, "").startswith(_CJK)


def _columns(ch: str) -> int:
    """Return how many columns a character takes: 0, 1 or 2."""
    if unicodedata.category(ch) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(ch) in "WF" else 1


def _fitting(text: str, width: int) -> int:
    """Return how many characters of a text fit into `width` columns."""
    used = 0
    for at, ch in enumerate(text):
        used += _columns(ch)
        if used > width:
            return at
    return len(text)


def _may_break(text: str, at: int) -> bool:
    """Tell whether a line may be cut before character `at`: at a blank, or beside a wide character."""
    if text[at] == " ":
        return True
    return bool(_columns(text[at])) and 2 in (_columns(text[at - 1]), _columns(text[at]))


def _unsafe(ch: str) -> str | None:
    """Name what makes a character unsafe, or None."""
    category, code = unicodedata.category(ch), ord(ch)
    if ch in _BIDI:
        return "a character that turns the direction of writing"
    if category == "Cc":
        return "a control character"
    if category in ("Zl", "Zp"):
        return "a line or paragraph separator"
    if category == "Cf" and ch not in _JOINERS:
        return "an invisible character"
    if category == "Cs" or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return "no character at all:"
    return None
