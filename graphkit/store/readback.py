"""Claims and sources out of a store, equal to those that went in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from graphkit.errors import StoreError
from graphkit.facts.claim import COLUMNS, Claim, Facts, Row, Source
from graphkit.facts.entities import curated
from graphkit.facts.interpret import Interpreter, Wrong
from graphkit.model import Model
from graphkit.values.dates import parse_date


def facts_of(claims: Iterable[Mapping[str, Any]], sources: Iterable[Mapping[str, Any]], model: Model) -> Facts:
    """The facts that these properties of Claim and Source nodes hold.

    The cells as written are interpreted anew by `model`; who is meant is taken from the ids that were stored, so that
    a later change of names does not move a claim.

    Raises
    ------
    StoreError
        If a claim does not fit the model any more, or its id is not that of its cells.
    """
    documents = {props["id"]: _source(props, model) for props in sources}
    stored = sorted(claims, key=lambda props: str(props["id"]))
    kinds = {p["subject"]: p["word"] for p in stored if p["predicate"] == "is_a"}
    reader = Interpreter(model, documents, str, lambda identifier: kinds.get(identifier, ""))
    out: list[Claim] = []
    for props in stored:
        row = Row(**dict(zip(COLUMNS, props["row"], strict=True)))
        if props["family"] == "entity":
            claim = curated(props["loader"], row)
        else:
            reader.resolve = _resolver(row, props)
            try:
                claim = reader.claim(props["loader"], row)
            except Wrong as error:
                raise StoreError(
                    f"claim {props['id']} in the store does not fit the schema: {error}",
                    "load it again from its tables",
                ) from None
        if claim.id != props["id"]:
            raise StoreError(f"claim {props['id']} in the store was changed by hand", "load it again from its tables")
        out.append(claim)
    return Facts(tuple(out), dict(sorted(documents.items())))


def _resolver(row: Row, props: Mapping[str, Any]) -> Callable[[str], str]:
    """Cells of this row to the ids that they meant when it was loaded."""
    known: dict[str, str] = {row.subject: props["subject"]}
    if props.get("object"):
        known[row.value] = props["object"]
    if props.get("one_of"):
        parts = [p.strip() for p in re.split(r"[,|]", re.sub(r"^one of:?\s+", "", row.value, flags=re.IGNORECASE))]
        # Stored sorted; each part is matched by its own text where it is an id, else in order of what is left.
        left = [i for i in props["one_of"] if i not in parts]
        for part in parts:
            known[part] = part if part in props["one_of"] else left.pop(0)
    stored = dict(text.split("=", 1) for text in props.get("qualifiers", []))
    for part in filter(None, row.qualifiers.split(";")):
        name, _, text = (s.strip() for s in part.partition("="))
        known.setdefault(text, stored.get(name, text))
    if row.speaker and props.get("speaker_id"):
        known[row.speaker] = props["speaker_id"]
    publisher = None if row.speaker else props.get("speaker_id")

    def resolve(text: str) -> str:
        if text in known:
            return known[text]
        if publisher:
            return str(publisher)
        raise ValueError(f"unknown entity {text!r}")

    return resolve


def _source(props: Mapping[str, Any], model: Model) -> Source:
    recorded = props.get("recorded")
    return Source(
        id=props["id"],
        title=props["title"],
        publisher=props["publisher"],
        published=parse_date(props["published"], model.dates),
        published_basis=props["published_basis"],
        origin=props.get("origin", ""),
        grade=props["grade"],
        visibility=props["visibility"],
        file=props.get("file", ""),
        recorded=date.fromisoformat(recorded) if recorded else None,
        note=props.get("note", ""),
        loader=props["loader"],
    )
