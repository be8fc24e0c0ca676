"""What the shell offers on Tab: names of queries, entities, loaders, predicates. It never fails and never writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from graphkit.api import Project

Offer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _offer(choices: Callable[[Project, click.Context], Iterable[tuple[str, str]]]) -> Offer:
    def offered(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from graphkit.api import open_project
        from graphkit.errors import GraphkitError

        try:
            project = open_project(ctx.find_root().params.get("project"))
            found = [(value, text) for value, text in choices(project, ctx) if value.startswith(incomplete)]
        except (GraphkitError, OSError):
            return []  # a broken project has no names to offer; `graphkit check` tells why
        return [CompletionItem(value, help=text) for value, text in found]

    return offered


def _parameters(project: Project, ctx: click.Context) -> Iterable[tuple[str, str]]:
    # The words themselves: while `-p` still waits for its value, click has not taken the name.
    query = next((project.library[w] for w in ctx.meta.get("graphkit.words", ()) if w in project.library), None)
    return [(f"{p.name}=", p.description) for p in query.parameters] if query else []


def _predicates(project: Project, ctx: click.Context) -> Iterable[tuple[str, str]]:
    model = project.model
    return [(name, family) for name, family in model.families.items() if family != "entity"]


queries = _offer(lambda project, _: [(q.name, q.title) for q in project.library.values()])
parameters = _offer(_parameters)
entities = _offer(lambda project, _: [(e.id, e.name) for e in project.graph().entities.values()])
predicates = _offer(_predicates)
loaders = _offer(lambda project, _: [(folder.name, "loader") for folder in project.location.loaders])
