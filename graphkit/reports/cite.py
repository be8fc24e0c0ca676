"""How a claim is cited: document, day, paragraph, speaker."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from graphkit.errors import GraphkitError
from graphkit.facts import CURATION, Claim, Source
from graphkit.graph import Graph

#: After a stop and what closes it, before what a sentence begins with; a Chinese stop needs no blank.
_SENTENCE = re.compile(
    r"""(?:(?<=[.!?。！？])|(?<=[.!?。！？]["”’)])|(?<=[.!?。！？]["”’)]["”’)]))\s+(?=["“(A-Z0-9])|(?<=[。！？])(?=[^\s"”’）])"""
)


def cite(graph: Graph, claims: Iterable[str]) -> list[str]:
    """`source#place` of each claim, sorted, once; claims of curation are left out."""
    found = {f"{c.source}#{c.locator}" for i in claims if (c := graph.claims[i]).source != CURATION}
    return sorted(found, key=_natural)


def claim_record(graph: Graph, claim: Claim) -> dict[str, Any]:
    """A claim in full, with its document, for tables and JSON."""
    source = graph.sources.get(claim.source)
    return {
        "claim": claim.id,
        "subject": claim.subject,
        "predicate": claim.predicate,
        "says": says(graph, claim),
        "when": claim.date.text if claim.date else None,
        "kind": claim.kind,
        "basis": claim.basis,
        "qualifiers": dict(claim.qualifiers),
        "speaker": graph.name(claim.speaker),
        "said": [d.isoformat() for d in claim.said] if claim.said else None,
        "source": claim.source,
        "title": source.title if source else None,
        "published": source.published.text if source else None,
        "locator": claim.locator or None,
        "loader": claim.loader,
        "note": claim.note or None,
    }


def says(graph: Graph, claim: Claim) -> str:
    """What the claim says, in a few words."""
    if claim.one_of:
        return "one of " + ", ".join(graph.name(i) for i in claim.one_of)
    if claim.object:
        return graph.name(claim.object)
    return claim.text or claim.word or (claim.date.text if claim.date else claim.kind)


def passage(source: Source, locator: str, folder: Path) -> str | None:
    """The paragraph or sentence of a saved text that a locator names; None where the folder has no such text.

    `pN` is the N-th line that is not empty, `pN.sM` its M-th sentence.

    Raises
    ------
    GraphkitError
        If the text cannot be read or has no such paragraph.
    """
    path = folder / source.file
    if not source.file or not path.is_file():
        return None
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise GraphkitError(f"{path} cannot be read: {error}") from None
    place, _, sentence = locator.partition(".s")
    number = int(place[1:])
    if number > len(lines):
        raise GraphkitError(f"{path} has {len(lines)} paragraphs; {source.id}#{locator} names number {number}")
    if not sentence:
        return lines[number - 1]
    sentences = sentences_of(lines[number - 1])
    if int(sentence) > len(sentences):
        raise GraphkitError(
            f"{path}: paragraph {number} has {len(sentences)} sentences; {source.id}#{locator} names more"
        )
    return sentences[int(sentence) - 1]


def sentences_of(paragraph: str) -> list[str]:
    """The sentences of a paragraph: ended by a stop, a mark of question or exclamation, before a capital or a digit."""
    return [part for part in (p.strip() for p in _SENTENCE.split(paragraph)) if part]


def _natural(text: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", text)]
