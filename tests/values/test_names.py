"""Names: keys, slugs, captions, and what no text may hold."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.values import caption, is_safe_text, name_key, slug
from graphkit.values.names import marked_key

anything = st.one_of(
    st.text(max_size=300),
    st.text(st.characters(), max_size=300),
    st.text("sulpухhαβύϊΣς", max_size=300),
    st.text("sulphÀéŁ固ｱ ﬁ-.İß\u00ad\u0301\u0345", max_size=300),
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("  CATL,  Co.\tLtd. ", "catl co ltd"),
        ("Société Générale", "societe generale"),
        ("Lithium Sulphide", "lithium sulfide"),
        ("SULPHUR", "sulfur"),
        ("Li₂S", "li2s"),
        ("ＢＹＤ", "byd"),
        ("Straße", "strasse"),
        ("Ørsted Łódź", "orsted lodz"),
        ("ガス", "ガス"),
        ("й", "й"),
        ("ﬁrm", "firm"),
        ("宁德时代（CATL）", "宁德时代 catl"),
        ("B&W", "b w"),
        ("zero\u200bwidth", "zerowidth"),
        ("!!!", ""),
        ("", ""),
        ("\ud800x", "x"),
        ("sul\u00adphide", "sulfide"),
        ("İ", "i"),
    ],
)
def test_name_key(text, key):
    assert name_key(text) == key


@given(anything)
def test_name_key_is_idempotent_and_bounded(text):
    key = name_key(text)
    assert name_key(key) == key
    assert len(key) <= 200 and len(key.encode()) <= 600
    assert key == " ".join(key.split())
    assert "sulph" not in key


@given(anything)
def test_name_key_ignores_blanks_around_and_normal_form(text):
    assert name_key(f"  {text} ") == name_key(text)
    assert name_key(unicodedata.normalize("NFD", text)) == name_key(unicodedata.normalize("NFC", text))


def test_name_key_is_cut():
    assert name_key("ab " * 100) == ("ab " * 67)[:200].strip()
    assert name_key("固" * 300) == "固" * 200
    assert name_key("\U00020000" * 300) == "\U00020000" * 150
    assert name_key("固" * 199 + "\U00020000") == "固" * 199


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BYD Co., Ltd.", "byd-co-ltd"),
        ("固态 电池 2027", "固态-电池-2027"),
        ("β-Li₃PS₄", "beta-li3ps4"),
        ("γ-Al2O3", "gamma-al2o3"),
        ("αΔ brass", "alpha-delta-brass"),
        ("Ελλάδος", "ellados"),
        ("Норникель", "nornikel"),
        ("ОАО «Щёкино-Йод»", "oao-shchekino-iod"),
        ("сулпh", "sulf"),
        ("--a--", "a"),
        ("Lithium sulphide", "lithium-sulfide"),
        ("ガス・한국", "ガス-한국"),
    ],
)
def test_slug(text, expected):
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("C++ GmbH", "C GmbH", False),
        ("Li1+x", "Li1-x", False),
        ("C# AG", "C AG", False),
        ("Société Foo, S.A.", "SOCIETE FOO S A", True),
        ("Al₂O₃", "Al2O3", True),
    ],
)
def test_signs_tell_names_with_one_key_apart(one, other, same):
    assert (marked_key(one) == marked_key(other)) is same


@given(anything)
def test_slug_is_well_formed_or_refused(text):
    try:
        found = slug(text)
    except ValueError as error:
        assert " — " in str(error)
        return
    assert 1 <= len(found) <= 200
    assert re.fullmatch(r"[a-z0-9]+|(?:[^\W_A-Z]|-)+", found)
    assert not found.startswith("-") and not found.endswith("-") and "--" not in found
    assert slug(found) == found


@pytest.mark.parametrize("text", ["", "!!!", "—", "שלום", "\u0301"])
def test_no_slug(text):
    with pytest.raises(ValueError):
        slug(text)


def columns(text):
    return sum(
        2 if unicodedata.east_asian_width(ch) in "WF" else 1
        for ch in text
        if unicodedata.category(ch) not in ("Mn", "Me", "Cf")
    )


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("short", 28, "short"),
        ("a  b\nc", 28, "a b c"),
        ("one two three", 9, "one two…"),
        ("one two three", 8, "one two…"),
        ("one two three", 7, "one…"),
        ("abcdefghij", 5, "abcd…"),
        ("固态电池", 8, "固态电池"),
        ("固态电池", 7, "固态电…"),
        ("固态电池", 6, "固态…"),
        ("BYD 固态电池", 9, "BYD 固态…"),
        ("one, two", 6, "one…"),
        ("", 28, ""),
        ("x" * 28, 28, "x" * 28),
        ("x" * 29, 28, "x" * 27 + "…"),
    ],
)
def test_caption(text, width, expected):
    assert caption(text, width) == expected


@given(anything, st.integers(2, 40))
def test_caption_fits(text, width):
    found = caption(text, width)
    assert columns(found) <= width
    clean = " ".join(text.split())
    assert found == clean if columns(clean) <= width else found.endswith("…") and clean.startswith(found[:-1])


def test_caption_width():
    assert caption("word " * 20) == "word word word word word…"
    with pytest.raises(ValueError):
        caption("x", 1)


@pytest.mark.parametrize(
    "text", ["", "plain text", "宁德时代 (CATL) — β-Li₃PS₄, 50 %", "é\u0301", "می\u200cخواهم", "x" * 2000]
)
def test_safe(text):
    assert is_safe_text(text) is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("a\x00", "U+0000 at character 2"),
        ("\n", "U+000A"),
        ("\t", "U+0009"),
        ("\x7f", "U+007F"),
        ("\x85", "U+0085"),
        ("ab\u202e", "U+202E at character 3"),
        ("\u2066", "U+2066"),
        ("\u200f", "U+200F"),
        ("\u061c", "U+061C"),
        ("\u2028", "U+2028"),
        ("\u200b", "U+200B"),
        ("\ufeff", "U+FEFF"),
        ("\U000e0041", "U+E0041"),
        ("\ud800", "U+D800"),
        ("\uffff", "U+FFFF"),
        ("\U0001fffe", "U+1FFFE"),
        ("x" * 2001, "2001"),
    ],
)
def test_unsafe(text, part):
    assert part in is_safe_text(text)


def test_every_control_and_bidi_character_is_unsafe():
    for code in [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]:
        assert is_safe_text(chr(code)) is not None


@given(st.text(st.characters(max_codepoint=127), max_size=400))
def test_an_invisible_character_changes_no_key(text: str) -> None:
    # With it the text is not ASCII, so the long way of folding must agree with the short one.
    assert name_key(text + "\u200d") == name_key(text)
