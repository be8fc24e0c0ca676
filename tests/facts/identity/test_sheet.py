"""A person's own sheet: which columns tell who is meant beside the name."""

from __future__ import annotations

from graphkit.facts.identity.sheet import Given, Match, match_sheet
from tests.facts.identity.people import FORMS, LEI, WRONG_LEI, row

ACME = row("acme", "Acme Cells", ids=[f"LEI:{LEI}", "SZSE:002594", "HKEX:1211", "DOMAIN:acme.com"])


def matched(columns: tuple[str, ...], *cells: tuple[str, ...]) -> list[Match | None]:
    """What the rows of a sheet mean, the first column being the name."""
    rows = tuple(enumerate(cells, 2))
    return match_sheet(Given("s.csv", columns, rows), columns[0], "Firm", "s", [ACME], (), FORMS)


def one(heading: str, cell: str) -> Match:
    """The match of a row with another name and an id."""
    (found,) = matched(("Name", heading), ("Zeta Works", cell))
    assert found is not None
    return found


def test_an_id_in_a_column_of_the_sheet_matches_whatever_the_name() -> None:
    for heading, cell, why in (
        ("LEI", LEI, f"same LEI {LEI}"),
        ("lei", f" {LEI.lower()} ", f"same LEI {LEI}"),
        ("Website", "https://www.acme.com/en", "same DOMAIN acme.com"),
        ("Ticker", "SZSE:002594", "same SZSE 002594"),
        ("Ticker", "XSHE:002594", "same SZSE 002594"),
        ("Ticker", "HKG:01211", "same HKEX 1211"),
    ):
        assert (one(heading, cell).id, one(heading, cell).why) == ("acme", why), (heading, cell)


def test_an_id_that_is_wrong_matches_nothing_and_says_so() -> None:
    found = one("LEI", WRONG_LEI)
    assert (found.id, found.why) == ("", f"LEI:{WRONG_LEI} has wrong digits and is not used")
    for heading, cell in (("LEI", ""), ("Ticker", "002594"), ("Remark", LEI), ("Website", "linkedin.com/acme")):
        assert (one(heading, cell).id, one(heading, cell).why) == ("", "")


def test_rows_of_one_name_are_one_with_all_their_ids() -> None:
    first, second = matched(("Name", "LEI"), ("Zeta Works", ""), ("ZETA Works", LEI))
    assert first is not None and second is not None
    assert (first.id, first.row) == (second.id, second.row) == ("acme", "s/zeta-works")
