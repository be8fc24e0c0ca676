"""A project of one loader, whose mapping and tables a test spoils, and what the command line says of it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from graphkit.cli import run
from tests.facts.mapping.tables import HEAD, Content, loader

RULES = """
[[table.entity]]
as = "firm"
type = "Firm"
name = "{firm}"

[[table.claim]]
subject = "@firm"
predicate = "capacity"
value = "{GWh} GWh"
"""
ROWS = [["firm", "GWh"], ["Alpha", 3], ["Beta", 4]]
CSV = "firm,GWh\nAlpha,3\nBeta,4\n"


def mapping(file: str, more: str = "", rules: str = RULES) -> str:
    """A loader of one table with the headings firm and GWh."""
    return f'{HEAD}[[table]]\nfile = "{file}"\nkey = ["firm"]\n{more}\n{rules}'


def write(project: Path, text: str, files: Mapping[str, Content]) -> Path:
    """The loader `my`, in place of what was there."""
    shutil.rmtree(project / "loaders" / "my", ignore_errors=True)
    return loader(project / "loaders", text, files)


def rejected(project: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What `check` says of rows that it rejects."""
    capsys.readouterr()
    assert run(["--project", str(project), "check"]) == 0
    return [line for line in capsys.readouterr().out.splitlines() if line.startswith("rejected: ")]
