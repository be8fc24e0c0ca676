"""The words of a mapping: what `loader.toml` may say of other people's tables, as frozen models.

docs/loaders.md explains each with an example. `loader_schema` gives the same as JSON Schema, for editors.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator


class _Spec(BaseModel):
    """Frozen; an unknown key is a mistake; numbers and dates of TOML are read as the text that they are."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, (str, int, float, dict, dt.date)) and not isinstance(value, bool) else value


def _text(value: Any) -> Any:
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def _texts(value: Any) -> Any:
    return [_text(v) for v in _listed(value)] if isinstance(_listed(value), list) else value


#: A text, or several; one may stand without brackets, and a number without quotes: so editors are told as well.
_Plain = str | float
Texts = Annotated[tuple[str, ...], BeforeValidator(_texts, json_schema_input_type=_Plain | list[_Plain])]
Text = Annotated[str, BeforeValidator(_text, json_schema_input_type=_Plain)]
#: A text with `{column}` in it.
Template = Text


class SourceSpec(_Spec):
    """A document: what the tables are, who published them, when. The columns of sources.csv."""

    id: Text = ""
    title: Text = ""
    publisher: Text = ""
    published: Text = ""
    published_basis: Text = ""
    origin: Text = ""
    grade: Text = ""
    visibility: Text = ""
    file: Text = ""
    recorded: Text = ""
    note: Text = ""


class LookupSpec(_Spec):
    """What a cell's text stands for: a list in place (`values`), or two columns of a table file."""

    values: dict[str, Text] = Field(default_factory=dict)
    file: str = ""
    key: str = ""
    value: str = ""
    sheet: Text = ""
    header: int = Field(default=0, ge=0)
    encoding: str = ""
    delimiter: str = ""
    missing: Literal["reject", "keep", "empty"] = "reject"

    @model_validator(mode="after")
    def _one_of_both(self) -> LookupSpec:
        if bool(self.values) == bool(self.file):
            raise ValueError('give either values = { "text" = "what it means" } or a file with key and value')
        if self.file and not (self.key and self.value):
            raise ValueError("a file needs key and value: the columns to look in and to take from")
        return self


class ColumnSpec(_Spec):
    """How the cells of a column are read; a new name with `from` makes a column of another one."""

    from_: Template = Field(default="", alias="from")
    unknown: Texts = ()
    split: Texts = ()
    pattern: str = ""
    repeat: bool = False
    lookup: str = ""
    decimal: Literal["", ".", ","] = ""
    date: Literal["", "dmy", "mdy", "ymd", "excel", "excel1904", "unix"] = ""
    unit: Text = ""
    fill: Literal["", "down"] = ""

    @model_validator(mode="after")
    def _repeats_a_pattern(self) -> ColumnSpec:
        if self.repeat and not self.pattern:
            raise ValueError("repeat goes with a pattern — that which is found again and again")
        return self


class Condition(_Spec):
    """A test of a cell as it stands in the file; of several words all must hold."""

    column: str
    is_: Texts | None = Field(default=None, alias="is")
    is_not: Texts | None = None
    matches: str | None = None
    filled: bool | None = None
    above: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Condition:
        if all(getattr(self, n) is None for n in ("is_", "is_not", "matches", "filled", "above", "below")):
            raise ValueError("says nothing of the column: is, is_not, matches, filled, above or below")
        return self


class SkipSpec(Condition):
    """A condition under which a row is passed over, and why."""

    because: str = Field(min_length=1)


Conditions = Annotated[
    tuple[Condition, ...], BeforeValidator(_listed, json_schema_input_type=Condition | list[Condition])
]


class UnpivotSpec(_Spec):
    """Columns that are values: each becomes a row with the heading in the column `name`, the cell in `value`."""

    columns: Texts
    name: str
    value: str


class JoinSpec(_Spec):
    """Another table of the loader, found by equal cells: its columns are then called NAME.column."""

    table: str
    on: dict[str, str] = Field(min_length=1)
    missing: Literal["reject", "empty"] = "empty"


class EntityRule(_Spec):
    """An entity of each row: made by type, id and name; or found by a name that the graph knows already; or, with id
    alone, the one that any row of the loader makes by this id."""

    as_: str = Field(alias="as", pattern=r"^[A-Za-z][A-Za-z0-9_]*$")
    type: Template = ""
    id: Template = ""
    name: Template = ""
    find: Template = ""
    aliases: Texts = ()
    native_names: Texts = ()
    external_ids: Texts = ()
    flags: Texts = ()
    note: Template = ""
    if_: Conditions = Field(default=(), alias="if")

    @model_validator(mode="after")
    def _made_or_found(self) -> EntityRule:
        if self.find and (self.type or self.id or self.name):
            raise ValueError("find names an entity that is there already; type, id and name make one")
        if not self.type and (self.name or not (self.find or self.id)):
            raise ValueError('give type and name, as type = "Firm", name = "{company}", or find = "{company}"')
        told = [n for n in ("aliases", "native_names", "external_ids", "flags", "note") if getattr(self, n)]
        if told and not self.type:
            raise ValueError(f"{told[0]} go with an entity that the rule makes — give it a type")
        return self


class SourceRule(SourceSpec):
    """A document that a row names; its texts are templates."""

    as_: str = Field(alias="as", pattern=r"^[A-Za-z][A-Za-z0-9_]*$")


class ClaimRule(_Spec):
    """What each row claims: the columns of facts.csv as templates; `@name` is the entity of a rule.

    Of several metrics in `predicate` the unit of the value tells which it is of.
    """

    subject: Template
    predicate: Annotated[Texts, Field(min_length=1)]
    value: Template = ""
    when: Template = ""
    kind: Template = ""
    basis: Template = ""
    qualifiers: dict[str, Template] = Field(default_factory=dict)
    speaker: Template = ""
    said: Template = ""
    source: Template = ""
    note: Template = ""
    if_: Conditions = Field(default=(), alias="if")


class TableSpec(_Spec):
    """One table: the file, which of its rows count, and what each of them claims."""

    name: str = ""
    file: Texts
    format: Literal["", "csv", "tsv", "json", "jsonl", "xlsx", "parquet", "yaml"] = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: Text = ""
    header: int = Field(default=0, ge=0)
    columns: tuple[str, ...] = ()
    rows: str = ""
    member: str = ""
    source: Template = ""
    key: Texts = ()
    unknown: Texts = ()
    only: Conditions = ()
    skip: Annotated[
        tuple[SkipSpec, ...], BeforeValidator(_listed, json_schema_input_type=SkipSpec | list[SkipSpec])
    ] = ()
    column: dict[str, ColumnSpec] = Field(default_factory=dict)
    unpivot: UnpivotSpec | None = None
    join: dict[str, JoinSpec] = Field(default_factory=dict)
    entity: tuple[EntityRule, ...] = ()
    document: tuple[SourceRule, ...] = ()
    claim: tuple[ClaimRule, ...] = ()
    keep: bool | str = False
    mended: str = ""

    @property
    def claims_nothing(self) -> bool:
        """True for a table that only joins and lookups read."""
        return not (self.entity or self.claim)


class Mapping(_Spec):
    """A whole `loader.toml` of a loader with tables of its own kind."""

    title: str = Field(min_length=1)
    description: str = ""
    licence: str = ""
    home: str = ""
    version: Text = ""
    tables: Literal["", "canonical", "mapped"] = ""
    optional: bool = False
    source: Annotated[
        tuple[SourceSpec, ...], BeforeValidator(_listed, json_schema_input_type=SourceSpec | list[SourceSpec])
    ] = ()
    lookup: dict[str, LookupSpec] = Field(default_factory=dict)
    table: tuple[TableSpec, ...] = ()


def loader_schema() -> dict[str, Any]:
    """The language as JSON Schema (draft 2020-12)."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Mapping.model_json_schema(by_alias=True)}


def fields_at(path: tuple[str, ...]) -> list[str]:
    """The keys that may stand below a path of keys; numbers of lists left out."""
    model: Any = Mapping
    for part in path:
        found = next((f for n, f in model.model_fields.items() if part in (n, f.alias)), None) if model else None
        if found is None:
            continue  # the name of a table of tables, as in [column.NAME]
        model = _model_in(found.annotation)
    return sorted(f.alias or n for n, f in model.model_fields.items()) if model else []


def _model_in(annotation: Any) -> Any:
    """The model that an annotation holds: in a list, a table of tables, an option."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _model_in(part)
        if found is not None:
            return found
    return None
