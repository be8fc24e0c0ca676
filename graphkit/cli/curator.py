"""Who rules: the name that stands beside a ruling."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from graphkit.cli.context import Session
from graphkit.errors import ProjectError, UsageError

_F = TypeVar("_F", bound=Callable[..., Any])


def ruling_options(function: _F) -> _F:
    """The options --by and --on of a command that writes rulings."""
    function = click.option("--on", metavar="DAY", help="Day of the ruling; else today.")(function)
    return click.option(
        "--by", metavar="NAME", envvar="GRAPHKIT_CURATOR",
        help="Who decides; else GRAPHKIT_CURATOR, else git's user.name.",
    )(function)  # fmt: skip


def require_own(session: Session) -> None:
    """`ProjectError` if the project is the one that comes with graphkit, which is not for writing."""
    location = session.project.location
    if not location.own:
        raise ProjectError(
            f"{location.root} is the project that comes with graphkit", "name your own with --project DIR"
        )


def curator(session: Session, by: str | None) -> str:
    """The name of the person who rules.

    Raises
    ------
    ProjectError
        If the project is the one that comes with graphkit, which is not for writing.
    UsageError
        If nobody is named.
    """
    require_own(session)
    name = (by or _git_user(session.project.location.root)).strip()
    if not name:
        raise UsageError("who decides?", "--by NAME, or set GRAPHKIT_CURATOR")
    return name


def _git_user(root: Path) -> str:
    try:
        return subprocess.run(
            ["git", "config", "user.name"], cwd=root, capture_output=True, text=True, timeout=10, check=False
        ).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return ""  # no git: then the person has to say it
