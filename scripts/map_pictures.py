"""Pictures of the map's main views, of the corpus and of made-up chains of four sizes: build/pictures/SIZE-VIEW.png.

The picture in the README is the corpus' first look: `--readme` writes it too.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.maps import browser  # noqa: E402
from graphkit.api import open_project  # noqa: E402
from graphkit.maps import write_map  # noqa: E402
from tests.maps import chain as chains  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZES = (300, 1000, 5000, 20_000)
README = ROOT / "docs" / "images" / "map.png"


@dataclass(frozen=True)
class View:
    """What is to be seen: a window, a theme, and the view in the address."""

    name: str
    fragment: str = ""
    width: int = 1440
    height: int = 900
    dark: bool = False


def views(entity: str, vehicle: str, many: bool) -> Iterator[View]:
    """The main views of a map; `entity` and `vehicle` are to be selected, `many` is whether it opens on an overview."""
    yield View("first-look")
    if many:
        yield View("all-drawn", "#all=1")
    yield View("dark", dark=True)
    yield View("entity", f"#node={entity}")
    yield View("upstream", f"#node={vehicle}&trace=up")
    yield View("what-if", f"#strike={entity}")
    yield View("earlier", "#day=2024-12-31")
    yield View("table", "#table=1")
    yield View("matrix", "#matrix=1")
    yield View("large-screen", width=3840, height=2160)
    yield View("phone", width=390, height=844)
    yield View("narrow-phone", width=320, height=640)


@contextmanager
def at(chromium: Browser, path: Path, view: View) -> Iterator[Page]:
    """The map in that view, drawn to the end."""
    context = chromium.new_context(
        viewport={"width": view.width, "height": view.height}, color_scheme="dark" if view.dark else "light"
    )
    page = context.new_page()
    page.goto(path.as_uri() + view.fragment)
    page.wait_for_selector("html[data-whole]", timeout=120_000)
    page.wait_for_timeout(400)
    try:
        yield page
    finally:
        context.close()


def main() -> None:
    """Writes the pictures and names them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "pictures", metavar="DIR")
    parser.add_argument("--readme", action="store_true", help=f"write {README.relative_to(ROOT)} too")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    maps: list[tuple[str, Path, str, str, bool]] = []
    project = open_project(ROOT)
    project.write_map(given.out / "corpus.html")
    maps.append(("corpus", given.out / "corpus.html", "sak-power", "bmw-i7-test-vehicle", False))
    for size in SIZES:
        path = given.out / f"{size}.html"
        write_map(chains.synthetic(project.model, size).graph(), path, project.model, f"A made-up chain of {size:,}")
        maps.append((str(size), path, "firm-3", "vehicle-3", size > 1500))
    with browser() as chromium:
        for name, path, entity, vehicle, many in maps:
            for view in views(entity, vehicle, many):
                with at(chromium, path, view) as page:
                    page.screenshot(path=given.out / f"{name}-{view.name}.png")
                    if given.readme and name == "corpus" and view.name == "first-look":
                        page.screenshot(path=README)
            print(f"{name}: {path}")


if __name__ == "__main__":
    main()
