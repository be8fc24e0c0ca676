"""Who may be one: what is shown to the curator, with which evidence, and what is not."""

from __future__ import annotations

import time

import pytest

from graphkit.facts.identity import Candidate, Hints, candidates
from graphkit.facts.identity.sounds import skeleton, spoken
from graphkit.facts.resolve import EntityRow
from graphkit.values.firms import pinyin
from tests.facts.identity.people import FORMS, LEI, row, ruled, who

SOUND = Hints(pinyin=pinyin)


def offered(*rows: EntityRow, hints: Hints | None = None) -> list[Candidate]:
    """The candidates among these."""
    return candidates(rows, who(*rows), (), FORMS, hints)


@pytest.mark.parametrize(
    ("name", "other", "evidence"),
    [
        ("Farasis", "Farasis Energy", "shared words: farasis"),
        ("GM", "General Motors", "'gm' may stand for 'general motors'"),
        ("BMW", "Bayerische Motoren Werke AG", "'bmw' may stand for"),
        ("CATL", "Contemporary Amperex Technology Co., Limited", "'catl' may stand for"),
        ("AutomotiveCellsCompany", "Automotive Cells Company", "same letters"),
        ("Shenzen Capchem", "Shenzhen Capchem", "'shenzen capchem' is nearly 'shenzhen capchem'"),
        ("Jinhe Industry", "Anhui Jinhe Industrial Co., Ltd.", "shared words: industry/industrial, jinhe"),
        ("Toyota (China)", "Toyota", "but for what stands in brackets"),
        ("FinDreams (BYD)", "BYD", "byd"),
        ("上汽集团", "上海汽车集团股份有限公司", "the characters of 上汽集团"),
        ("赣锋锂业", "江西赣锋锂业集团股份有限公司", "赣锋锂业 is in"),
        ("SK이노베이션", "SK Innovation", "shared word: sk"),
        ("포스코", "POSCO", "sounds alike: poseuko"),
        ("トヨタ自動車株式会社", "Toyota", "sounds alike: toyota"),
    ],
)
def test_names_that_are_alike_are_shown_with_what_they_share(name: str, other: str, evidence: str) -> None:
    both = row("t/one", name), row("u/two", other)
    assert not who(*both).of
    (found,) = offered(*both)
    assert evidence in found.evidence[0]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("LG Chem", "LG Energy Solution"),
        ("Enevate", "Enovix"),
        ("Nikola", "Nuvera"),
        ("American Battery Factory", "Canadian Solar"),
        ("University of Oslo", "University of Basel"),
        ("Samsung SDS", "Samsung Electronics"),
        ("Battery", "Battery Associates"),
        ("上海电气集团", "上汽集团"),
        ("新能源科技", "国轩新能源科技"),
    ],
)  # fmt: skip
def test_names_that_share_what_many_share_are_not(name: str, other: str) -> None:
    assert not offered(row("t/one", name), row("u/two", other))


def test_numbers_in_names_must_be_the_same() -> None:
    def product(identifier: str, name: str) -> EntityRow:
        return row(identifier, name, kind="Product")

    assert not offered(product("t/a", "Pouch cell 50E"), product("u/b", "Pouch cell 40E"))
    assert not offered(row("t/a", "NCM811", kind="Material"), row("u/b", "NCM 622", kind="Material"))
    assert offered(product("t/a", "Samsung INR21700 50E"), product("u/b", "INR21700-50E"))


def test_names_alike_within_one_table_are_shown_for_firms_alone() -> None:
    assert offered(row("t/cenntro", "Cenntro"), row("t/cenntro-group", "Cenntro Group"))
    names = [("t/bmw-i4-m", "BMW i4 M"), ("t/bmw-i4", "BMW i4")]
    assert not offered(*(row(i, name, kind="Vehicle") for i, name in names))


def test_two_curated_entities_are_no_candidates() -> None:
    assert not offered(row("xiaomi", "Xiaomi"), row("xiaomi-auto", "Xiaomi Auto"))
    assert not offered(row("xiaomi", "Xiaomi"), row("xiaomi-auto", "Xiaomi Auto"), row("t/x", "Xiaomi"))


def test_a_firm_and_an_organization_of_one_name_are_shown_and_other_types_are_not() -> None:
    (found,) = offered(row("t/a", "Fraunhofer"), row("u/b", "Fraunhofer", kind="Organization"))
    assert found.score == 97 and "one is a Firm, the other a Organization" in found.evidence
    assert not offered(row("t/a", "Tesla"), row("u/b", "Tesla", kind="Vehicle"))


def test_further_evidence_speaks_for_and_against() -> None:
    a, b = row("t/toyota", "Toyota"), row("u/toyota-motor", "Toyota Motor")
    same = Hints({"t/toyota": frozenset({"JP"}), "u/toyota-motor": frozenset({"JP", "US"})})
    other = Hints({"t/toyota": frozenset({"JP"}), "u/toyota-motor": frozenset({"CN"})})
    assert "same country: JP" in offered(a, b, hints=same)[0].evidence
    assert "countries differ: JP, CN" in offered(a, b, hints=other)[0].evidence


def test_an_id_that_could_not_join_is_evidence() -> None:
    ids = ["QID:Q7"]
    (found,) = offered(row("t/sintef", "SINTEF", ids=ids), row("t/ntnu", "Norwegian University", ids=ids))
    assert (found.score, found.evidence) == (90, ("same QID Q7", "both of t"))


def test_what_was_ruled_on_is_not_shown_again_nor_what_is_one_with_it() -> None:
    rows = [row("toyota", "Toyota"), row("t/toyota-motor", "Toyota Motor"), row("u/toyota-motor", "Toyota Motor Corp.")]
    found = who(*rows)
    assert [(c.a, c.b) for c in candidates(rows, found, (), FORMS)] == [("t/toyota-motor", "toyota")]
    for verdict in ("same", "different"):
        rulings = [ruled("u/toyota-motor", "toyota", verdict)]
        assert not candidates(rows, who(*rows, rulings=rulings), rulings, FORMS)


def test_a_merged_firm_is_shown_once_by_the_id_that_stands_for_it() -> None:
    rows = [
        row("byd", "BYD", ids=[f"LEI:{LEI}"]),
        row("t/byd", "BYD"),
        row("u/byd-auto", "BYD Auto"),
        row("v/byd-auto", "BYD Auto"),
    ]
    assert [(c.a, c.b) for c in offered(*rows)] == [("u/byd-auto", "byd")]


def test_korean_and_japanese_are_spoken_by_the_names_of_their_letters() -> None:
    assert spoken("トヨタ自动车") == ("toyota",)
    assert spoken("현대자동차") == ("hyeondaejadongca",)
    assert spoken("パナソニック") == ("panasoniku",)
    assert spoken("比亚迪 byd") == ()
    assert skeleton("poseuko") == skeleton("posco") == "psk"


def test_how_chinese_sounds_is_evidence() -> None:
    both = row("t/haiji", "Haiji Energy"), row("u/海基", "海基新能源科技有限公司")
    assert not offered(*both)
    (found,) = offered(*both, hints=SOUND)
    assert found.evidence == ("sounds alike: haiji",)


@pytest.mark.parametrize(
    ("name", "other", "evidence"),
    [
        ("斯柯达汽车", "Škoda Auto a.s.", "sounds alike: sikeda"),  # a foreign name in Chinese
        ("江苏海基新能源股份有限公司", "Jiangsu Higee", "both of jiangsu, and sound alike: haiji"),
        ("凯业盛能源有限公司", "KYS Battery", "kys may stand for kaiyesheng"),
        ("晶奥太阳能科技", "JA Solar", "ja may stand for jingao"),
        ("씨에스정밀", "CS Precision Co., Ltd.", "shared word: cs"),
        ("에너테크인터내셔날", "Enertech International", "sounds alike"),  # the r before a consonant is not heard
        ("중국과학원", "中国科学院", "both mean: academy, china, science"),
        ("중국과학원", "Chinese Academy of Sciences", "both mean: academy, china, science"),
        ("Danmarks Tekniske Universitet", "Technical University of Denmark", "denmark, technology, university"),
        ("Institutt for energiteknikk", "Institute for Energy Technology", "energy, for, institute, technology"),
        ("Guangzhou Xiaopeng Motors Technology Co., Ltd.", "XPeng", "xiaopeng"),
        ("蔚来汽车", "NIO Inc.", "both are names of 'nio'"),
        ("Hon Hai Precision Industry Co., Ltd.", "Foxconn", "both are names of 'foxconn'"),
        ("LGES", "LG Energy Solution", "'lges' may stand for"),  # a first word that is an abbreviation itself
        ("SKI", "SK Innovation", "'ski' may stand for"),
    ],
)
def test_one_firm_is_found_across_languages(name: str, other: str, evidence: str) -> None:
    both = row("t/one", name), row("u/two", other)
    (found,) = offered(*both, hints=SOUND)
    assert evidence in found.evidence[0]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("江苏天鹏电源有限公司", "Jiangsu Higee"),  # one province
        ("通用电气", "General Motors"),
        ("三菱化学", "Mitsubishi Motors"),  # a name that many firms have, with a word of another trade
        ("University of Oslo", "Universität Basel"),
        ("Deutsche Energie AG", "German Aerospace Center"),
        ("포르쉐", "POSCO"),
        ("深圳市天海科技有限公司", "Shenzhen Technology"),
    ],
)
def test_firms_that_share_a_place_a_trade_or_a_vague_sound_are_not(name: str, other: str) -> None:
    assert not offered(row("t/one", name), row("u/two", other), hints=SOUND)


def test_ten_thousand_names_take_seconds() -> None:
    parts = ["ka", "lo", "mi", "ne", "ru", "ta", "von", "der", "bra", "zen"]
    names = [
        f"{parts[n % 10]}{parts[n // 10 % 10]}{parts[n // 100 % 10]}{parts[n // 1000]} {kind}".title()
        for n in range(10_000)
        for kind in ("Battery Co., Ltd.",)
    ]
    rows = [row(f"t{n % 3}/x{n}", name) for n, name in enumerate(names)]
    start = time.process_time()
    found = who(*rows)
    candidates(rows, found, (), FORMS)
    assert time.process_time() - start < 30
