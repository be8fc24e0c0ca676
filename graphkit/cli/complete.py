"""What the shell offers on Tab: names of queries, entities, loaders, predicates. It never fails and never writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from graphkit.api import Project
    from graphkit.query import Parameter as QueryParameter

Offer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]
#: From the project, the call so far and the word begun to words with what they mean.
Choices = Callable[["Project", click.Context, str], Iterable[tuple[str, str]]]


def _offer(choices: Choices) -> Offer:
    def offered(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from graphkit.api import open_project
        from graphkit.errors import GraphkitError

        try:
            project = open_project(ctx.find_root().params.get("project"))
            found = [(value, text) for value, text in choices(project, ctx, incomplete) if value.startswith(incomplete)]
        except (GraphkitError, OSError):
            return []  # a broken project has no names to offer; `graphkit check` tells why
        return [CompletionItem(value, help=text) for value, text in found]

    return offered


def _parameters(project: Project, ctx: click.Context, incomplete: str) -> Iterable[tuple[str, str]]:
    # The words themselves: while `-p` still waits for its value, click has not taken the name. Or an option, of `map`.
    words = (*ctx.meta.get("graphkit.words", ()), ctx.params.get("query"))
    query = next((project.library[w] for w in words if w in project.library), None)
    if query is None:
        return []
    named = next((p for p in query.parameters if incomplete.startswith(f"{p.name}=")), None)
    if named is None:
        return [(f"{p.name}=", p.description) for p in query.parameters]
    return [(f"{named.name}={value}", text) for value, text in _values(project, named)]


def _values(project: Project, parameter: QueryParameter) -> Iterable[tuple[str, str]]:
    """The words of an enum; of entities, the ids of those that the parameter may be."""
    choices = parameter.declared.choices
    match parameter.declared.kind:
        case "enum":
            return [(word, parameter.description) for word in choices]
        case "entity":
            entities = project.graph().entities.values()
            return [(e.id, e.name) for e in entities if not choices or e.type in choices]
    return []


def _predicates(project: Project, *_: object) -> Iterable[tuple[str, str]]:
    model = project.model
    return [(name, family) for name, family in model.families.items() if family != "entity"]


def _types(project: Project, *_: object) -> Iterable[tuple[str, str]]:
    return [(name, entry.description) for name, entry in project.model.nodes.items()]


def _relations(project: Project, *_: object) -> Iterable[tuple[str, str]]:
    return [(name, entry.description) for name, entry in project.model.edges.items()]


queries = _offer(lambda project, *_: [(q.name, q.title) for q in project.library.values()])
groups = _offer(
    lambda project, *_: [(g, "group") for g in dict.fromkeys(q.group for q in project.library.values()) if g]
)
parameters = _offer(_parameters)
entities = _offer(lambda project, *_: [(e.id, e.name) for e in project.graph().entities.values()])
predicates = _offer(_predicates)
types = _offer(_types)
relations = _offer(_relations)
views = _offer(lambda project, *_: [(path.stem, "view") for path in sorted(project.location.views.glob("*.toml"))])
loaders = _offer(lambda project, *_: [(folder.name, "loader") for folder in project.location.loaders])
conflicts = _offer(lambda project, *_: [(c.uid, c.name) for c in project.graph().conflicts.values()])
