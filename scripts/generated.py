"""Pages that a program writes: kept as they should be, or with --check found to be out of date."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def keep(page: Path, text: str, script: str) -> int:
    """Writes `text` to `page`; 0. With --check it writes nothing; 1, and the script to run is told, if they differ."""
    if "--check" in sys.argv[1:]:
        if not page.is_file() or page.read_text(encoding="utf-8") != text:
            shown = page.relative_to(ROOT).as_posix()
            print(f"{shown} is out of date: run python scripts/{Path(script).name}", file=sys.stderr)
            return 1
        return 0
    page.write_text(text, encoding="utf-8", newline="\n")
    return 0
