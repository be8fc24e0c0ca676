"""How reports look: one sheet for both pages, on a screen and on paper, light and dark; the brief is set smaller."""

from __future__ import annotations

from importlib import resources


def index_style() -> str:
    """The sheet of the whole report."""
    return _asset("report.css")


def brief_style() -> str:
    """The sheet of the brief."""
    return _asset("report.css") + _asset("brief.css")


def _asset(name: str) -> str:
    return (resources.files("graphkit.briefs") / "assets" / name).read_text(encoding="utf-8").replace("\r\n", "\n")
