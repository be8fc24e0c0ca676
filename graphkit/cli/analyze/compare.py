"""graphkit analyze compare."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from copy import copy
from importlib import import_module
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from graphkit.analysis.questions import ANALYSES
from graphkit.cli.analyze.shown import KEPT, put
from graphkit.cli.context import Session
from graphkit.errors import GraphkitError, UsageError

if TYPE_CHECKING:
    from graphkit.analysis.answer import Answer
    from graphkit.analysis.study import Study

#: Between the words of the two sides.
AGAINST = "--against"
#: Parameters of the answer as a whole, on whichever side they are given.
_WHOLE = ("format_", "map_file")
_HOW = "graphkit analyze compare disruption --strike NAME --against --as-of 2025-06"


@click.command(
    "compare",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    options_metavar="",
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="ANALYSIS [OPTION]... --against [OPTION]...")
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...]) -> None:
    """Ask one analysis twice and show what differs: rows added, gone and changed, before and after.

    What follows --against replaces the same options, or the TARGET, before it; all else stays as it is.

    \b
    graphkit analyze compare disruption --strike "lithium sulfide" --against --as-of 2025-06
    graphkit analyze compare exposure byd --against --known-on 2025-11
    graphkit analyze compare mitigate --strike xingfa-group --against --strike canmax
    graphkit analyze compare cuts byd-assb --against --operating
    """
    from graphkit.analysis.questions.compare import compare

    analysis, first, second = _sides(words)
    before = analysis.make_context(analysis.name, list(first), parent=ctx.parent)
    changed = _changed(analysis, second, ctx.parent)
    options = {**before.params, **{name: changed.pop(name) for name in _WHOLE if name in changed}}
    if not changed:
        raise UsageError(f"nothing to compare with: no option after {AGAINST}", _HOW)
    kept: list[tuple[Study, Answer]] = []
    ctx.meta[KEPT] = kept
    analysis.invoke(before)
    before.params = {**options, **changed}
    try:
        analysis.invoke(before)
    except GraphkitError as error:  # a name may not have been known on an earlier day
        raise type(error)(f"{AGAINST} {shlex.join(second)}: {error.message}", error.hint) from error
    del ctx.meta[KEPT]
    session = ctx.find_object(Session)
    assert session is not None
    said = (shlex.join(_asked(first)), f"the same with {shlex.join(_asked(second))}")
    together = options["format_"] in ("table", "markdown")
    put(kept[1][0], compare(kept[0], kept[1], said, together), options, session)


def _asked(words: Sequence[str]) -> list[str]:
    """What was asked, without where the facts come from and how the answer is printed: neither changes it."""
    out: list[str] = []
    ahead = iter(words)
    for word in ahead:
        if word in ("--format", "--map"):
            next(ahead, None)
        elif word != "--from-store" and not word.startswith(("--format=", "--map=")):
            out.append(word)
    return out


def _sides(words: tuple[str, ...]) -> tuple[click.Command, tuple[str, ...], tuple[str, ...]]:
    """The analysis, and the words of each side."""
    from graphkit.facts.hints import near

    if not words:
        raise UsageError("compare takes the name of an analysis", _HOW)
    name, *rest = words
    known = [one for one in ANALYSES if one != "compare"]
    if name not in known:
        raise UsageError(f"no analysis {name!r} to compare", near(name, known))
    found: click.Command = import_module(f"{__package__}.{name.replace('-', '_')}").command
    if AGAINST not in rest:
        return found, tuple(rest), ()
    at = rest.index(AGAINST)
    return found, tuple(rest[:at]), tuple(rest[at + 1 :])


def _changed(analysis: click.Command, words: tuple[str, ...], parent: click.Context | None) -> dict[str, object]:
    """The parameters that the second side names, read as the analysis reads them; it need not name all it requires."""
    loose = copy(analysis)
    loose.params = [copy(parameter) for parameter in analysis.params]
    for parameter in loose.params:
        parameter.required = False
    read = loose.make_context(analysis.name, list(words), parent=parent)
    given = [p.name for p in loose.params if read.get_parameter_source(p.name or "") is ParameterSource.COMMANDLINE]
    if "data" in given:
        raise UsageError("--data holds for both sides", f"give it before {AGAINST}")
    return {name: read.params[name] for name in given}
