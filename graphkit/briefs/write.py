"""A report as a folder of three files that need no network: the report, the brief, the map."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graphkit.briefs.numbering import Numbering
from graphkit.briefs.pages import MARK, brief_page, index_page
from graphkit.briefs.report import report_of
from graphkit.errors import GraphkitError
from graphkit.graph import Entity, Graph
from graphkit.graph.opinions import Opinion
from graphkit.graph.part import part
from graphkit.maps import replaceable, tiers_in, write_map
from graphkit.model import Model
from graphkit.writing import new_folder

INDEX, BRIEF, MAP = "index.html", "brief.html", "map.html"
FILES = (INDEX, BRIEF, MAP)
#: How many relations away from its entity the map of a report reaches.
HOPS = 2


def write_report(
    graph: Graph,
    model: Model,
    folder: Path,
    project: str,
    entity: Entity | None = None,
    notes: Sequence[Opinion] = (),
) -> None:
    """Writes the report of a graph, or of one entity of it, as a folder: whole or not at all.

    Parameters
    ----------
    folder
        A new or empty folder, or one that an earlier report is in, which it replaces.
    project
        The project's title, which heads the report of the whole.
    notes
        Analysts' notes, which stand in it marked as opinion.

    Raises
    ------
    UsageError
        If a report cannot be of such an entity.
    GraphkitError
        If there is nothing to report, or the folder holds anything else or cannot be written.
    """
    if not graph.entities:
        raise GraphkitError("there is nothing to report: the graph is empty", "graphkit check tells what is read")
    refuse_foreign(folder)
    report = report_of(graph, model, project, entity, notes)
    numbering = Numbering(graph)
    whole = index_page(report, numbering)
    brief = brief_page(report, numbering.page(INDEX))
    shown = part(graph, focus=[entity.id], hops=HOPS) if entity else graph
    title = f"{project}: {entity.name}" if entity else project
    about = tuple(note for note in notes if any(i in shown.entities for i in note.about))
    with new_folder(folder, FILES) as place:
        (place / INDEX).write_bytes(whole)
        (place / BRIEF).write_bytes(brief)
        tiers = tiers_in(graph, shown, model) if entity else {}
        write_map(shown, place / MAP, model, title, notes=about, whole=entity is not None, tiers=tiers)


def refuse_foreign(folder: Path) -> None:
    """Refuses a folder in which a file bears a report's name and is none (`GraphkitError`)."""
    there = [folder / name for name in FILES if (folder / name).is_file()]
    foreign = [path for path in there if not (replaceable(path) if path.name == MAP else _own(path))]
    if there and folder / INDEX not in there:
        foreign = there
    if foreign:
        raise GraphkitError(
            f"{foreign[0]} is there and is no report of graphkit", "name another folder, or remove it first"
        )


def _own(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise GraphkitError(f"{path} cannot be read: {error.strerror or error}", "name another folder") from None
    return f'<meta name="generator" content="{MARK}">'.encode() in head
