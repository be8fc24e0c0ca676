"""What a report says: of the corpus, of a maker or of what is made."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.analysis.kinds import ITEMS
from graphkit.briefs.asked import MAKERS, Asked
from graphkit.briefs.content import Report, Said, counted, long_day
from graphkit.briefs.corpus import corpus_sections
from graphkit.briefs.item import item_sections
from graphkit.briefs.maker import maker_sections
from graphkit.errors import UsageError
from graphkit.facts import CURATION
from graphkit.graph import Entity, Graph
from graphkit.graph.opinions import Opinion
from graphkit.model import Model

_READING = (
    "possible, could: each list of suppliers is taken as whole, and what is not known to be needless as essential. So "
    "it tells what may stop, if no supplier exists that no source names",
    "certain: only lists that a source tells to be whole can be lost, and only what a source tells to be essential "
    "counts. None for certain does not mean safe: it means that the sources do not force it",
    "a number in square brackets names a document below, with the paragraph",
    "a gap is what no claim says; it is never counted as 0, nor as a loss",
)
_NOTHING = Said("The sources tell nothing of it that these analyses could answer.")


def report_of(graph: Graph, model: Model, project: str, entity: Entity | None, notes: Sequence[Opinion]) -> Report:
    """The report on one entity, or on the whole graph.

    Raises
    ------
    UsageError
        If a report cannot be of an entity of this type.
    """
    asked = Asked(graph, model)
    if entity is None:
        findings, sections = corpus_sections(asked, notes)
    elif entity.type in MAKERS:
        findings, sections = maker_sections(asked, entity, notes)
    elif entity.type in ITEMS:
        findings, sections = item_sections(asked, entity, notes)
    else:
        raise UsageError(
            f"{entity.name} is of type {entity.type}, of which there is no report",
            f"a report is of {', '.join((*MAKERS, *ITEMS)).lower()}, or without ENTITY of everything",
        )
    kind = f"Report on the {entity.type.lower()}" if entity else "Report on the whole chain"
    also = "" if entity is None else ", ".join(dict.fromkeys((*entity.native_names, *entity.aliases)))
    return Report(
        title=entity.name if entity else project,
        kicker=f"{project} · {kind}" if entity else kind,
        also=also,
        about=_about(graph),
        findings=tuple(findings) or (_NOTHING,),
        sections=tuple(sections),
        reading=_READING,
    )


def _about(graph: Graph) -> tuple[str, ...]:
    documents = [s for s in graph.sources if s != CURATION]
    lines = [f"As of {long_day(graph.as_of)}"] if graph.as_of else []
    if graph.known_on:
        lines.append(f"what had been said by {long_day(graph.known_on)}")
    claims = sum(c.source != CURATION for c in graph.claims.values())
    told = f"{counted(claims, 'claim')} of {counted(len(documents), 'document')}"
    lines.append(f"{told} on {counted(len(graph.entities), 'entity', 'entities')}")
    if graph.left_out:
        lines.append(f"{counted(graph.left_out, 'claim')} of sources that are not public left out")
    return tuple(lines)
