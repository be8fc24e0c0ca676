"""Shipped loaders beside tables of other people: read, and what a row of them claims as plain tuples."""

from __future__ import annotations

import shutil
from pathlib import Path

from graphkit.facts import Reading, read_loaders
from graphkit.facts.claim import CURATION, Claim
from tests.facts.kernel_tables import model

ROOT = Path(__file__).resolve().parents[2]
#: The whole sets, where they lie beside the repository.
WHOLE = ROOT.parent / "shared" / "data"

#: Subject, predicate, what is said, qualifiers, document.
Told = tuple[str, str, str, str, str]


def mapping(name: str) -> Path:
    """The folder of a shipped loader."""
    return ROOT / "loaders" / name


def with_sample(name: str, root: Path) -> Path:
    """A loader's folder below `root`, with the sample of its tables in it."""
    folder = root / "loaders" / name
    shutil.copytree(mapping(name), folder)
    shutil.copytree(ROOT / "tests" / "data" / name, folder, dirs_exist_ok=True)
    return folder


def read(folder: Path, data: Path | None = None) -> Reading:
    """One loader alone, its tables from `data` if it is given."""
    return read_loaders([folder], model(), everything=True, data={folder.name: data} if data else None)


def told(reading: Reading, locator: str) -> set[Told]:
    """What the row at `locator` claims; ids without the loader's name."""
    return {as_told(claim) for claim in reading.facts.claims if claim.locator == locator}


def told_by(reading: Reading, *predicates: str) -> set[Told]:
    """What the rows claim by these predicates; not what curation says."""
    claims = (claim for claim in reading.facts.claims if claim.source != CURATION)
    return {as_told(claim) for claim in claims if claim.predicate in predicates}


def as_told(claim: Claim) -> Told:
    """A claim as a tuple: of a number its value in the metric's unit, or its bounds as `1000..` and `..0.1`."""
    qualifiers = "; ".join(f"{name}={value}" for name, value in sorted(claim.qualifiers))
    return short(claim.subject), claim.predicate, _what(claim), qualifiers, claim.source


def short(identifier: str) -> str:
    """An id without the name of its loader."""
    return identifier.partition("/")[2] or identifier


def _what(claim: Claim) -> str:
    if claim.object is not None:
        return short(claim.object)
    if claim.unit is not None:
        low, high = ("" if n is None else f"{n.normalize():f}" for n in (claim.min, claim.max))
        return f"{low if low == high else f'{low}..{high}'} {claim.unit}"
    return claim.word or (claim.date.text if claim.date else "")


def names(reading: Reading, identifier: str, predicate: str) -> set[str]:
    """What is told of an entity itself: its `alias`, `external_id`, `native_name` …"""
    return {
        claim.word or ""
        for claim in reading.facts.claims
        if short(claim.subject) == identifier and claim.predicate == predicate
    }


def account(reading: Reading, name: str) -> dict[str, tuple[int, int, int, int]]:
    """Of each table its rows, and how many of them were claimed, skipped and rejected."""
    return {t: (c.rows, c.claimed, c.skipped, c.rejected) for t, c in reading.counts[name].items()}
