"""Whether a mapping names entities by a column as it stands: only then does a name alone tell the id it will get."""

from __future__ import annotations

import tomllib

from graphkit.facts.mapping.language import ColumnSpec, EntityRule
from graphkit.facts.mapping.language import Mapping as Spec

#: What makes another text, or several, of a cell.
_CHANGES = ("from_", "split", "pattern", "lookup", "fill")


def named_otherwise(text: str, heading: str) -> str:
    """Why the entities of a loader.toml are not named by the cells of this column, in words; blank if they are.

    Blank too where the mapping has no rules of its own or cannot be read: reading the loader tells that.
    """
    try:
        spec = Spec.model_validate(tomllib.loads(text))
    except ValueError:  # no TOML, or no mapping
        return ""
    reasons: list[str] = []
    for table in spec.table:
        changed = _changed(table.column.get(heading))
        for rule in table.entity:
            reason = _reason(rule, heading, changed)
            if not reason:
                return ""
            reasons.append(reason)
    return next((r for r in reasons if repr(heading) in r), reasons[0] if reasons else "")


def _changed(column: ColumnSpec | None) -> str:
    """The key that makes another text of a column's cells."""
    return next((name.strip("_") for name in _CHANGES if column is not None and getattr(column, name)), "")


def _reason(rule: EntityRule, heading: str, changed: str) -> str:
    plain = f"{{{heading}}}"
    if rule.id:
        return f"@{rule.as_} has the id {rule.id}"
    if rule.name.strip() != plain:
        return f"@{rule.as_} has the name {rule.name or rule.find}"
    return f"the column {heading!r} of @{rule.as_} has {changed}" if changed else ""
