"""Reads a page of a report back: its texts without markup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import html


def page(folder: Path, name: str = "index.html") -> Any:
    """The page as a tree."""
    return html.fromstring((folder / name).read_text(encoding="utf-8"))


def text_of(element: Any) -> str:
    """Everything that an element says, blanks as one."""
    return " ".join(element.text_content().split())


def findings(folder: Path, name: str = "index.html") -> list[str]:
    """The key findings."""
    return [text_of(item) for item in page(folder, name).xpath('//section[@class="findings"]//li')]


def headings(folder: Path, name: str = "index.html") -> list[str]:
    """The headings of the sections."""
    return [text_of(h) for h in page(folder, name).xpath("//main/h2")]


def table(folder: Path, title: str, name: str = "index.html") -> list[list[str]]:
    """The rows of the table with this caption."""
    found = [t for t in page(folder, name).xpath("//table") if text_of(t.find("caption")) == title]
    return [[text_of(cell) for cell in row] for row in found[0].xpath("./tbody/tr")]
