"""What comes out of a store: claims and sources equal to those that went in, values of a query as JSON has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from neo4j.graph import Node, Path, Relationship

from graphkit.errors import StoreError
from graphkit.facts.claim import COLUMNS, Claim, Decision, Facts, Row, Source
from graphkit.facts.entities import curated
from graphkit.facts.interpret import Interpreter, Wrong
from graphkit.model import Model
from graphkit.values.dates import parse_date

_ONE_OF = re.compile(r"^one of:?\s+", re.IGNORECASE)


class _Checked(str):
    """The type of any entity of a stored claim: it equals whatever the model wants there.

    Who may stand where was checked when the claim was loaded, by the types of that day. It is not asked again, since
    the entity can be another loader's, which has since changed or gone.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str)

    def __hash__(self) -> int:
        return 0


def facts_of(
    claims: Iterable[Mapping[str, Any]],
    sources: Iterable[Mapping[str, Any]],
    model: Model,
    newer: Mapping[str, Source] | None = None,
    decisions: Mapping[str, Decision] | None = None,
) -> Facts:
    """The facts that these properties of Claim and Source nodes hold, with the curator's rulings.

    The cells as written are interpreted anew by `model`; who is meant is taken from the ids that were stored, so that
    a later change of names does not move a claim. `newer` are documents about to be written over the stored ones.

    Raises
    ------
    StoreError
        If a claim does not fit the model any more, its id is not that of its cells, or its document is missing.
    """
    documents = {props["id"]: _source(props, model) for props in sources} | dict(newer or {})
    reader = Interpreter(model, documents, str, lambda _: _Checked(), remembers=False)
    out = [_claim(props, reader) for props in sorted(claims, key=lambda props: str(props["id"]))]
    return Facts(tuple(out), dict(sorted(documents.items())), decisions=decisions or {})


def _claim(props: Mapping[str, Any], reader: Interpreter) -> Claim:
    row = Row(**dict(zip(COLUMNS, props["row"], strict=True)))
    hint = f"load {props['loader']} again from its tables, alone or with the others"
    if reader.model.families.get(row.predicate) == "entity":
        claim = curated(props["loader"], row, props["subject"], reader.sources.get(row.source))
    else:
        reader.resolve = _resolver(row, props, reader.model)
        try:
            claim = reader.claim(props["loader"], row, keyed=True)
        except Wrong as error:
            raise StoreError(f"claim {props['id']} in the store does not fit the schema: {error}", hint) from None
    if claim.id != props["id"]:
        raise StoreError(f"claim {props['id']} in the store was changed by hand", hint)
    return claim


def _resolver(row: Row, props: Mapping[str, Any], model: Model) -> Callable[[str], str]:
    """Cells of this row to the ids that they meant when it was loaded."""
    known: dict[str, str] = {row.subject: props["subject"]}
    if props.get("object"):
        known[row.value] = props["object"]
    if props.get("one_of"):
        known.update(_choices(row.value, list(props["one_of"])))
    stored = dict(text.split("=", 1) for text in props.get("qualifiers", []))
    for part in filter(None, row.qualifiers.split(";")):
        name, _, text = (s.strip() for s in part.partition("="))
        if name in stored and name in model.qualifiers and model.qualifiers[name].type == "entity":
            known.setdefault(text, stored[name])
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


def _choices(value: str, ids: list[str]) -> dict[str, str]:
    """The parts of `one of A, B` to the ids stored, which are sorted: an id is its own, names take the rest."""
    parts = [p for p in (p.strip() for p in re.split(r"[,|]", _ONE_OF.sub("", value))) if p]
    out: dict[str, str] = {}
    named: list[str] = []
    for part in parts:
        if part in ids:
            ids.remove(part)
            out[part] = part
        else:
            named.append(part)
    # Which name took which id does not matter: a claim holds them sorted.
    out.update(zip(named, ids, strict=False))
    return out


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


def decision_of(props: Mapping[str, Any]) -> Decision:
    """The ruling that the properties of a Decision node hold."""
    return Decision(
        id=props["id"],
        choose=props["choose"],
        claims=tuple(props["claims"]),
        reason=props["reason"],
        by=props["decided_by"],
        day=date.fromisoformat(props["decided_on"]),
    )


def plain_value(value: Any) -> Any:
    """A driver's value as JSON has it: nodes, relationships and paths become dicts, days and times ISO text."""
    match value:
        case Node():
            return {"labels": sorted(value.labels), **_properties(value)}
        case Relationship():
            return {"type": value.type, **_properties(value)}
        case Path():
            return {
                "nodes": [plain_value(n) for n in value.nodes],
                "relationships": [plain_value(r) for r in value.relationships],
            }
        case Mapping():
            return {str(k): plain_value(v) for k, v in value.items()}
        case str() | bytes() | bytearray():
            return value if isinstance(value, str) else value.hex()
        case Sequence() | set() | frozenset():
            return [plain_value(v) for v in value]
        case None | bool() | int() | float():
            return value
    iso = getattr(value, "iso_format", None)
    return iso() if iso else str(value)


def _properties(value: Node | Relationship) -> dict[str, Any]:
    """Properties by name, without the engine's bookkeeping."""
    return {
        k: plain_value(v) for k, v in sorted(value.items()) if k not in ("hash", "name_key") and not k.startswith("@")
    }
