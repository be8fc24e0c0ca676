"""Tables whose headings are the obvious words: rules made from them, for a table that has none of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from graphkit.facts.formats import Nested, open_table
from graphkit.facts.mapping.files import Found, shape_of
from graphkit.facts.mapping.headings import meanings, units_of
from graphkit.facts.mapping.language import ClaimRule, ColumnSpec, EntityRule, TableSpec
from graphkit.facts.mapping.profile import ROWS, UNKNOWN
from graphkit.facts.mapping.questions import step
from graphkit.facts.mapping.rules import RuleError
from graphkit.model import Model

#: What a capacity can be of: its unit tells. The schema of a project may have fewer.
_CAPACITIES = ["capacity", "material_capacity", "area_capacity", "unit_capacity"]
#: Cells of such tables that say nothing. "na" may be sodium, and stays.
_UNSAID = tuple(word for word in UNKNOWN if word not in ("", "na", "none", "null"))


def with_obvious_rules(spec: TableSpec, found: Found, model: Model) -> tuple[TableSpec, str]:
    """The table itself if it has rules; else with those that its headings suggest, and what these are taken for.

    Raises
    ------
    RuleError
        If no heading says what the rows are about.
    """
    if not spec.claims_nothing:
        return spec, ""
    with open_table(found.path, found.shown, shape_of(spec)) as sheet:
        columns = _keys(islice(sheet, ROWS)) if sheet.nested else list(sheet.columns)
    meant = meanings(columns, model)
    units = units_of(meant, model)
    entities, claims = rules_of(meant, units, model)
    if not claims:
        hint = "write [[table.entity]] and [[table.claim]]; graphkit loader new drafts them"
        raise RuleError((), f"{found.shown} has no rules, and its headings do not say what its rows are", hint)
    key = spec.key or tuple(meant[w] for w in ("supplier", "buyer", "item", "firm", "site") if w in meant)
    given = {heading: ColumnSpec(unit=unit) for heading, unit in units.items()}
    column = {**given, **spec.column}
    types = {entity.as_: f" (a {entity.type})" for entity in entities}
    told = ", ".join(f"{heading!r} as {word}{types.get(word, '')}" for word, heading in meant.items())
    update = {"entity": tuple(entities), "claim": tuple(claims), "key": key, "column": column}
    update["unknown"] = unknown = spec.unknown or _UNSAID
    words = f"it has no rules, and is read by its headings: {told}"
    return spec.model_copy(update=update), f"{words}; {', '.join(unknown)} are taken for not known"


def _keys(rows: Iterable[tuple[int, object]]) -> list[str]:
    """What stands for the headings of nested rows: their keys, as paths."""
    values = (row.value for _, row in rows if isinstance(row, Nested))
    keys = dict.fromkeys(str(key) for value in values if isinstance(value, dict) for key in value)
    return [key if not set(key) & set('.[]"*@/') else step(key) for key in keys]  # blanks need no quotes


def rules_of(
    meant: Mapping[str, str], units: Mapping[str, str], model: Model
) -> tuple[list[EntityRule], list[ClaimRule]]:
    """The entities and claims that headings suggest, by their meanings and the units that stand in them."""
    return _entities(meant), _claims(meant, units, model)


def _entities(meant: Mapping[str, str]) -> list[EntityRule]:
    out = []
    types = {"supplier": "Firm", "buyer": "Firm", "firm": "Firm", "item": "Material", "site": "Site"}
    for word, kind in types.items():
        if word not in meant:
            continue
        external = (
            [f"{name.upper()}:{{{meant[name]}}}" for name in ("lei", "qid") if name in meant] if word == "firm" else []
        )
        out.append(
            EntityRule.model_validate(
                {"as": word, "type": kind, "name": f"{{{meant[word]}}}", "external_ids": external}
            )
        )
    return out


def _claims(meant: Mapping[str, str], units: Mapping[str, str], model: Model) -> list[ClaimRule]:
    out: list[dict[str, object]] = []
    when = {"when": f"from {{{meant['since']}}}"} if "since" in meant else {}
    note = {"note": told} if (told := _note(meant)) else {}
    if "supplier" in meant and "buyer" in meant:
        qualifiers = {"item": "@item"} if "item" in meant else {}
        if "share" in meant:
            qualifiers["share"] = f"{{{meant['share']}}}"
        if "volume" in meant and "volume" in model.allowed_qualifiers("SUPPLIES"):
            qualifiers["volume"] = _amount("volume", meant if "capacity" not in meant else {**meant, "unit": ""}, units)
        out.append(
            {
                "subject": "@supplier",
                "predicate": "SUPPLIES",
                "value": "@buyer",
                "qualifiers": qualifiers,
                **when,
                **note,
            }
        )
    if "firm" in meant and "site" in meant:
        out.append({"subject": "@firm", "predicate": "OPERATES", "value": "@site", **when, **note})
    if "firm" in meant and "item" in meant and "supplier" not in meant:
        out.append({"subject": "@firm", "predicate": "PRODUCES", "value": "@item", **when, **note})
    holder = "site" if "site" in meant else "firm" if "firm" in meant else "supplier"
    if "country" in meant and holder in meant:
        rule = {"subject": f"@{holder}", "predicate": "country", "value": f"{{{meant['country']}}}"}
        whose = {"basis": "inferred", "note": "whose country it is, the table does not say"} if "buyer" in meant else {}
        out.append({**rule, **whose})
    known = [name for name in _CAPACITIES if name in model.metrics]
    if "capacity" in meant and holder in meant and known:
        out.append({"subject": f"@{holder}", "predicate": known, "value": _amount("capacity", meant, units)})
    return [ClaimRule.model_validate(rule) for rule in out]


def _amount(word: str, meant: Mapping[str, str], units: Mapping[str, str]) -> str:
    """A template of a figure, with the column of units unless its own heading has one."""
    apart = meant.get("unit") if meant[word] not in units else None
    return f"{{{meant[word]}}} {{{apart}}}" if apart else f"{{{meant[word]}}}"


def _note(meant: Mapping[str, str]) -> str:
    """A template of the note: what the table says of the row, and of where it has it from."""
    if "source" not in meant:
        return f"{{{meant['note']}}}" if "note" in meant else ""
    return f"{{{meant['note']}?}} {{{meant['source']}?}}" if "note" in meant else f"source: {{{meant['source']}}}"
