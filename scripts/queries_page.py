"""Writes docs/queries.md: what is written by hand in queries_page.md beside this file, and the library of queries/.

With --check it writes nothing and fails if the page is out of date.
"""

from __future__ import annotations

import sys

from generated import ROOT, keep

from graphkit.model import read_model
from graphkit.query import read_library
from graphkit.query.page import library_page

PAGE = ROOT / "docs" / "queries.md"
BY_HAND = ROOT / "scripts" / "queries_page.md"
PLACE = "<!-- the library -->\n"


def page() -> str:
    """The page as it should be now."""
    before, place, after = BY_HAND.read_text(encoding="utf-8").partition(PLACE)
    assert place, f"{BY_HAND.name} has no line {PLACE.strip()}"
    return before + library_page(read_library(ROOT / "queries", read_model(ROOT / "schema"))) + after


def main() -> int:
    """0 if the page is true to queries/ now."""
    return keep(PAGE, page(), __file__)


if __name__ == "__main__":
    sys.exit(main())
