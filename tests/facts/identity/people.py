"""Entities for tests: rows of the curator and of other people's tables, in few words."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.facts.identity import Identity, Ruling, identify, ruling
from graphkit.facts.resolve import EntityRow
from graphkit.values.firms import LegalForms
from tests.facts.kernel_tables import model

FORMS: LegalForms = model().legal_forms
#: Two LEIs with right check digits, and one with a wrong last digit.
LEI, OTHER_LEI, WRONG_LEI = "529900T8BM49AURSDO55", "5493001KJTIIGC8Y1R12", "529900T8BM49AURSDO56"


def row(
    identifier: str,
    name: str,
    *,
    kind: str = "Firm",
    aliases: Iterable[str] = (),
    native: Iterable[str] = (),
    ids: Iterable[str] = (),
    flags: Iterable[str] = (),
    line: int = 2,
) -> EntityRow:
    """An entity; an id with `/` is one of other people's tables."""
    loader = identifier.partition("/")[0] if "/" in identifier else "ours"
    lists = (tuple(aliases), tuple(native), tuple(ids), tuple(flags))
    return EntityRow(identifier, kind, name, *lists, "", loader, f"loaders/{loader}/t.csv", line)


def ruled(a: str, b: str, verdict: str, line: int = 2) -> Ruling:
    """A ruling of Ada."""
    from datetime import date

    return ruling(a, b, verdict, "it was looked up", "Ada", date(2026, 1, 5), line)


def who(*rows: EntityRow, rulings: Iterable[Ruling] = ()) -> Identity:
    """Who is who."""
    return identify(rows, rulings, FORMS)
