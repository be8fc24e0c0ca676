"""Writes docs/schema.md from schema/. With --check it writes nothing and fails if the page is out of date."""

from __future__ import annotations

import sys
from pathlib import Path

from graphkit.model import read_model
from graphkit.model.page import schema_page

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "schema.md"


def main() -> int:
    """0 if the page is true to schema/ now."""
    text = schema_page(read_model(ROOT / "schema"))
    if "--check" in sys.argv[1:]:
        if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text:
            print("docs/schema.md is out of date: run python scripts/schema_page.py", file=sys.stderr)
            return 1
        return 0
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
