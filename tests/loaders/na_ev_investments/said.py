"""What rows of the table claim, as plain tuples."""

from __future__ import annotations

from graphkit.facts import Reading
from graphkit.facts.claim import Claim
from tests.loaders.told import as_told

NAME = "na_ev_investments"
TABLE = "post_ira_ev_supply_chain_investments.csv"
BEFORE, AFTER = "before 2022-08-16", "2022-08-16/2024-05-24"
#: Subject, predicate, what is said, qualifiers, kind; `inferred` in place of the kind where the mapping reads it so.
Said = tuple[str, str, str, str, str]


def locator(company: str, product: str, city: str, state: str, sum_: str, jobs: str) -> str:
    """The place of a row in the table."""
    return (
        f"company_name={company}; product={product}; city={city}; state={state}; "
        f"reported_investment={sum_}; reported_jobs={jobs}"
    )


def said(reading: Reading, place: str) -> set[Said]:
    """What the row at a place claims."""
    return {said_of(claim) for claim in reading.facts.claims if claim.locator == place}


def said_of(claim: Claim) -> Said:
    """What a claim says."""
    subject, predicate, what, qualifiers, _ = as_told(claim)
    return subject, predicate, what, qualifiers, claim.kind if claim.basis == "stated" else claim.basis


def plan(firm: str, site: str, *claims: Said) -> set[Said]:
    """What most rows say: the site that a firm plans, and further claims."""
    return {planned(firm, "OPERATES", site), *claims}


def read_as(firm: str, site: str) -> Said:
    """The plan of a firm whose name in the cell is read as a longer one."""
    return (firm, "OPERATES", site, "", "inferred")


def planned(site: str, predicate: str, value: str, qualifiers: str = "") -> Said:
    """What is to be."""
    return (site, predicate, value, qualifiers, "planned")


def stands(site: str, place: str, state: str, country: str, code: str, point: str = "") -> set[Said]:
    """Where a site stands: place, state and country as ids, empty where the row does not tell them."""
    smallest = place or state or country
    out = {(site, "LOCATED_IN", smallest, "", "actual"), (site, "country", code, "", "actual")}
    if point:
        out.add((site, "coordinates", point, "", "actual"))
    if place:
        out.add((place, "LOCATED_IN", state, "", "actual"))
    if state:
        out.add((state, "LOCATED_IN", country, "", "actual"))
    return out


def announced(site: str, topic: str, when: str) -> Said:
    """When the plan was told."""
    return (site, "announcement", when, f"topic={topic}", "actual")


def form(product: str, term: str) -> Said:
    """What sort of product it is."""
    return (product, "form", term, "", "actual")


US, CANADA, MEXICO = "united-states", "canada", "mexico"
CELLS_AFTER = "cells, announced after the IRA"
PACKS_AFTER = "packs, announced after the IRA"
