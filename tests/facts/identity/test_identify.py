"""Who is who: by rulings, exact ids and names; what must stay apart does."""

from __future__ import annotations

import pytest

from graphkit.facts.identity.keys import external
from tests.facts.identity.people import LEI, OTHER_LEI, WRONG_LEI, row, ruled, who

BYD = row("byd", "BYD", native=["比亚迪"], ids=["SZSE:002594"])


@pytest.mark.parametrize(
    "name",
    [
        "BYD",
        "byd co., ltd.",
        "ＢＹＤ",
        "BYD Company Limited",
        "比亞迪",
        "比亚迪股份有限公司",
        "BYD (比亚迪)",
        "比亚迪（BYD）",
    ],
)
def test_a_name_with_a_legal_form_width_or_script_is_the_curated_firm(name: str) -> None:
    found = who(BYD, row("t/x-1", name, line=7), row("t/y", "Yankee"))
    assert found.of == {"t/x-1": "byd"} and not found.problems


@pytest.mark.parametrize(
    "name",
    [
        "BYD Auto Co., Ltd.",
        "BYD (China)",
        "BYD (中国)",
        "FinDreams (BYD)",
        "Shenzhen BYD Lithium Battery",
        "比亚迪汽车有限公司",
    ],
)
def test_a_subsidiary_a_place_and_an_owner_in_brackets_are_not_the_firm(name: str) -> None:
    assert not who(BYD, row("t/x", name)).of


def test_the_reason_is_told_in_words() -> None:
    found = who(BYD, row("t/a", "BYD"), row("u/b", "Build Your Dreams", ids=["SZSE:002594"]), row("v/c", "Biyadi"),
                rulings=[ruled("v/c", "byd", "same")])  # fmt: skip
    assert found.why == {
        "t/a": "same name 'byd'",
        "u/b": "same SZSE 002594",
        "v/c": "ruled the same by Ada on 2026-01-05: it was looked up",
    }


def test_a_reason_through_another_names_it() -> None:
    found = who(BYD, row("t/a", "Battery Works of Shenzhen", ids=["QID:Q1"]), row("u/b", "BYD", ids=["QID:Q1"]))
    assert found.of == {"t/a": "byd", "u/b": "byd"}
    assert found.why == {"t/a": "same QID Q1, as u/b", "u/b": "same name 'byd'"}


def test_without_a_curated_entity_the_smallest_id_stands_for_all() -> None:
    assert who(row("u/acme", "Acme"), row("t/acme-inc", "Acme, Inc."), row("t/zeta", "Zeta")).of == {
        "u/acme": "t/acme-inc"
    }


def test_curated_entities_are_joined_by_a_ruling_alone() -> None:
    one, two = row("a-1", "Acme"), row("a-2", "Acme Inc.")
    assert not who(one, two).of
    assert who(one, two, rulings=[ruled("a-1", "a-2", "same")]).of == {"a-2": "a-1"}


# --- ids


def test_an_lei_with_right_digits_joins_and_a_wrong_one_is_told() -> None:
    good = who(row("t/a", "Alpha", ids=[f"LEI:{LEI}"]), row("u/b", "Beta", ids=[f"lei:{LEI.lower()}"]))
    assert good.of == {"u/b": "t/a"} and not good.problems
    bad = who(row("t/a", "Alpha", ids=[f"LEI:{WRONG_LEI}"], line=4), row("u/b", "Beta", ids=[f"LEI:{WRONG_LEI}"]))
    assert not bad.of
    assert [(p.file, p.line, p.level) for p in bad.problems] == [
        ("loaders/t/t.csv", 4, "warning"),
        ("loaders/u/t.csv", 2, "warning"),
    ]
    assert "wrong digits" in bad.problems[0].message


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("wikidata:Q42", "QID:Q42"),
        ("QID:42", ""),
        ("szse:002594", "SZSE:002594"),
        ("DOMAIN:https://www.CATL.com/en/", "DOMAIN:catl.com"),
        ("DOMAIN:linkedin.com", ""),
        ("ISIN:US0378331005", "ISIN:US0378331005"),
        ("ISIN:US0378331006", ""),
        ("LEI:", ""),
    ],
)
def test_external_ids_as_they_are_compared(text: str, compared: str) -> None:
    assert external(text) == compared


def test_names_do_not_join_what_other_leis_keep_apart() -> None:
    a, b = row("t/acme", "Acme", ids=[f"LEI:{LEI}"]), row("u/acme", "Acme", ids=[f"LEI:{OTHER_LEI}"])
    assert not who(a, b).of
    # Beside a curated entity only the one with the other id stays out.
    curated = row("acme", "Acme", ids=[f"LEI:{LEI}"])
    assert who(curated, b, row("v/acme", "Acme AG")).of == {"v/acme": "acme"}


def test_an_id_that_one_table_gives_to_two_names_joins_nothing_and_is_told() -> None:
    found = who(row("t/sintef", "SINTEF", ids=["QID:Q7"]), row("t/ntnu", "Norwegian University", ids=["QID:Q7"]))
    assert not found.of
    assert [p.column for p in found.problems] == ["external_ids"] and "both of t" in found.problems[0].message


def test_an_id_shared_by_two_types_is_told() -> None:
    found = who(row("t/a", "Alpha", ids=["QID:Q7"]), row("u/a", "Alpha works", kind="Site", ids=["QID:Q7"]))
    assert not found.of and "one is a Firm, another a Site" in found.problems[0].message


def test_the_ids_of_a_sites_owner_do_not_join_sites() -> None:
    ids = [f"LEI:{LEI}", "DOMAIN:acme.com"]
    assert not who(row("t/a", "Plant A", kind="Site", ids=ids), row("u/b", "Plant B", kind="Site", ids=ids)).of


# --- names


@pytest.mark.parametrize("kind", ["Site", "Person", "Place", "Market", "Application", "Policy", "Patent"])
def test_names_of_sites_people_and_places_join_nothing(kind: str) -> None:
    assert not who(row("springfield", "Springfield", kind=kind), row("t/springfield", "Springfield", kind=kind)).of


def test_types_are_never_mixed() -> None:
    assert not who(row("lfp", "LFP", kind="Material"), row("t/lfp", "LFP", kind="Technology")).of
    assert not who(row("acme", "Acme"), row("t/acme", "Acme", kind="Organization")).of


@pytest.mark.parametrize(
    "name", ["Battery", "New Energy Technology Co., Ltd.", "42", "X", "n/a", "TBD", "新能源科技有限公司", "未知"]
)
def test_numbers_letters_placeholders_and_common_words_join_nothing(name: str) -> None:
    assert not who(row("t/one", name), row("u/two", name)).of


def test_a_name_of_very_many_is_a_common_word() -> None:
    assert not who(*(row(f"t{n}/phoenix", "Phoenix") for n in range(60))).of


def test_generic_and_unnamed_entities_are_joined_by_nothing() -> None:
    for flag in ("generic", "unnamed"):
        assert not who(row("a", "Acme cell", kind="Product", flags=[flag]), row("t/b", "Acme cell", kind="Product")).of


def test_formulas_keep_case_and_signs() -> None:
    def joined(a: str, b: str) -> bool:
        return bool(who(row("t/a", a, kind="Material"), row("u/b", b, kind="Material")).of)

    assert joined("Li7La3Zr2O12", "Li7La3Zr2O12")
    assert not joined("Li3-xPO4", "Li3+xPO4")
    assert not joined("LiCo2", "LiCO2")
    assert joined("Lithium sulphide", "lithium sulfide")


def test_a_name_of_two_curated_entities_joins_nothing_and_is_told() -> None:
    found = who(row("a-1", "Acme"), row("a-2", "Acme Cells", aliases=["Acme"]), row("t/acme", "ACME", line=9))
    assert not found.of
    (problem,) = found.problems
    assert (problem.file, problem.line, problem.level) == ("loaders/t/t.csv", 9, "warning")
    assert "a-1 and a-2" in problem.message


def test_a_firm_with_names_of_two_curated_ones_stays_out_and_the_rest_is_joined() -> None:
    found = who(
        row("a", "Alpha"), row("b", "Beta"), row("t/alpha", "Alpha AG"), row("u/both", "Alpha", native=["Beta"])
    )
    assert found.of == {"t/alpha": "a"}


def test_an_alias_of_another_table_that_shares_a_word_is_often_a_sister_firm() -> None:
    lges = row("t/lges", "LG Energy Solution", aliases=["LG Chem", "LGES"])
    assert not who(lges, row("u/lg-chem", "LG Chem")).of
    assert who(lges, row("u/lges", "LGES")).of == {"u/lges": "t/lges"}
    # The curator's word is taken as it is.
    assert who(row("lges", "LG Energy Solution", aliases=["LG Chem"]), row("u/lg-chem", "LG Chem")).of


def test_an_alias_never_joins_two_entities_of_one_table() -> None:
    moli = row("t/molicel", "Molicel", aliases=["E-One Moli"])
    assert not who(moli, row("u/molicel", "Molicel"), row("u/e-one-moli", "E-One Moli")).of.get("u/e-one-moli")


def test_a_table_with_ids_of_its_own_knows_two_of_a_name_apart() -> None:
    assert not who(row("t/17", "Acme"), row("t/18", "Acme")).of
    assert who(row("t/acme", "Acme"), row("t/acme-inc", "Acme Inc.")).of == {"t/acme-inc": "t/acme"}


# --- rulings


def test_a_ruling_keeps_apart_what_a_name_would_join_and_the_rest_is_joined() -> None:
    rows = (row("gotion", "Gotion"), row("t/gotion", "Gotion"), row("u/gotion-inc", "Gotion, Inc."))
    assert who(*rows).of == {"t/gotion": "gotion", "u/gotion-inc": "gotion"}
    apart = [ruled("u/gotion-inc", "gotion", "different")]
    assert who(*rows, rulings=apart).of == {"t/gotion": "gotion"}


def test_rulings_that_contradict_each_other_are_told_with_their_lines_and_join_nothing() -> None:
    rows = [row(f"t/{name}", name) for name in ("alpha", "beta", "gamma")]
    rulings = [ruled("t/alpha", "t/beta", "same", 2), ruled("t/beta", "t/gamma", "same", 3),
               ruled("t/gamma", "t/alpha", "different", 4)]  # fmt: skip
    found = who(*rows, rulings=rulings)
    assert not found.of
    (problem,) = found.problems
    assert (problem.file, problem.line, problem.level) == ("loaders/decisions/identity.csv", 4, "error")
    assert "t/alpha is t/beta (line 2), t/beta is t/gamma (line 3)" in problem.message


def test_a_ruling_across_types_is_wrong() -> None:
    found = who(row("t/a", "Alpha"), row("u/a", "Alpha works", kind="Site"), rulings=[ruled("t/a", "u/a", "same", 5)])
    assert not found.of
    assert [(p.line, p.level) for p in found.problems] == [(5, "error")]


def test_a_ruling_on_nobody_is_told_unless_its_table_is_not_here() -> None:
    rulings = [ruled("byd", "t/gone", "same", 2), ruled("bydd", "t/a", "same", 3), ruled("byd", "away/b", "same", 4)]
    found = who(BYD, row("t/a", "Alpha"), rulings=rulings)
    assert [(p.line, p.level) for p in found.problems] == [(2, "warning"), (3, "warning")]


@pytest.mark.parametrize(
    ("ticker", "other"),
    [("SZSE:002594", "XSHE:002594"), ("SSE:600104", "SHA:600104"), ("HKEX:1211", "hk:01211"), ("TSE:7203", "TYO:7203")],
)
def test_an_exchange_has_several_codes(ticker: str, other: str) -> None:
    found = who(row("t/a", "Alpha", ids=[ticker]), row("u/b", "Beta", ids=[other]))
    assert found.why == {"u/b": f"same {ticker.replace(':', ' ')}"}


def test_one_number_at_two_exchanges_is_two_firms() -> None:
    assert not who(row("t/a", "Alpha", ids=["SZSE:000001"]), row("u/b", "Beta", ids=["SSE:000001"])).of
