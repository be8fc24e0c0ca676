"""The parameters of a query as a person gives them: -p NAME=VALUE."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from graphkit.cli import complete
from graphkit.errors import UsageError

_F = TypeVar("_F", bound=Callable[..., Any])


def given_option(function: _F) -> _F:
    """The option -p, which may be repeated; the command gets its texts as `given`."""
    return click.option(
        "-p", "--param", "given", multiple=True, metavar="NAME=VALUE", shell_complete=complete.parameters,
        help="A parameter; may be repeated.",
    )(function)  # fmt: skip


def parameters_of(given: tuple[str, ...]) -> dict[str, str]:
    """The texts of -p by name.

    Raises
    ------
    UsageError
        If one has no name or no `=`, or a name is given twice.
    """
    out: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise UsageError(f"-p {text!r} is no parameter", "as -p status=planned")
        if name in out:
            raise UsageError(f"-p {name} is given twice")
        out[name] = value
    return out
