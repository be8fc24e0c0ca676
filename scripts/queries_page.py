"""Writes docs/queries.md: what is written by hand in queries_page.md beside this file, and the library of queries/.

With --check it writes nothing and fails if the page is out of date.
"""

from __future__ import annotations

import sys
from pathlib import Path

from graphkit.model import read_model
from graphkit.query import read_library
from graphkit.query.page import library_page

ROOT = Path(__file__).resolve().parent.parent
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
    text = page()
    if "--check" in sys.argv[1:]:
        if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text:
            print("docs/queries.md is out of date: run python scripts/queries_page.py", file=sys.stderr)
            return 1
        return 0
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
