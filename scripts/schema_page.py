"""Writes docs/schema.md from schema/. With --check it writes nothing and fails if the page is out of date."""

from __future__ import annotations

import sys

from generated import ROOT, keep

from graphkit.model import read_model
from graphkit.model.page import schema_page

PAGE = ROOT / "docs" / "schema.md"


def main() -> int:
    """0 if the page is true to schema/ now."""
    return keep(PAGE, schema_page(read_model(ROOT / "schema")), __file__)


if __name__ == "__main__":
    sys.exit(main())
