"""The examples of docs/loaders.md make the claims that the page says, no more and no fewer."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest

from graphkit.facts import Reading
from graphkit.facts.claim import CURATION
from graphkit.facts.mapping.language import loader_schema
from tests.facts.mapping.tables import HEAD, loader, read

ROOT = Path(__file__).parents[3]
_BLOCK = re.compile(r"```(csv|json|toml|claims) ?(\S*)\n(.*?)```", re.DOTALL)


@dataclass(frozen=True)
class Example:
    """Tables, a mapping, and what they claim."""

    heading: str
    files: tuple[tuple[str, str], ...]
    mapping: str
    claims: frozenset[str]


def examples() -> Iterator[Example]:
    """One for each section of the page that has claims."""
    for section in (ROOT / "docs" / "loaders.md").read_text("utf-8").split("\n## ")[1:]:
        heading, _, body = section.partition("\n")
        found = _BLOCK.findall(body)
        claims = next((text for kind, _, text in found if kind == "claims"), None)
        if claims is None:
            continue
        mapping = next(text for kind, _, text in found if kind == "toml")
        files = tuple((name, text) for kind, name, text in found if kind in ("csv", "json"))
        yield Example(heading, files, mapping, frozenset(map(plain, claims.strip().splitlines())))


def plain(line: str) -> str:
    """A claim of the page without its blanks."""
    return "|".join(part.strip() for part in line.split("|"))


def read_example(folder: Path, example: Example) -> Reading:
    """The example as the loader `my`."""
    head = "" if example.mapping.startswith("title") else HEAD
    return read(loader(folder, head + example.mapping, dict(example.files)))


EXAMPLES = list(examples())


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) == 11


@pytest.mark.parametrize("example", EXAMPLES, ids=[e.heading for e in EXAMPLES])
def test_an_example_claims_what_the_page_says(example: Example, tmp_path: Path) -> None:
    reading = read_example(tmp_path, example)
    assert [str(p) for p in reading.problems if p.level != "warning"] == []
    rows = (claim.row for claim in reading.facts.claims if claim.source != CURATION)
    made = {"|".join((r.subject, r.predicate, r.value, r.when, r.kind, r.qualifiers)) for r in rows}
    assert made == example.claims
    for tables in reading.counts.values():
        for count in tables.values():
            assert count.rows == count.claimed + count.skipped + count.rejected


def test_editors_find_the_mappings_right_that_are_read() -> None:
    """A text for a list, a number for a text, one table for a list of them: as the language is, so is its schema."""
    check = jsonschema.Draft202012Validator(loader_schema())
    texts = [path.read_text("utf-8") for path in (ROOT / "loaders").glob("*/loader.toml")]
    texts += [e.mapping if e.mapping.startswith("title") else HEAD + e.mapping for e in EXAMPLES]
    for text in texts:
        given = json.loads(json.dumps(tomllib.loads(text), default=str))  # TOML has days, JSON has none
        assert [error.message for error in check.iter_errors(given)] == []
    for wrong in ("[[table]]\nfle = 'a.csv'", "[[table]]\nfile = 'a.csv'\nheader = 'two'"):
        assert [*check.iter_errors(tomllib.loads(HEAD + wrong))]
