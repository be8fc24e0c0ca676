"""What a file `views/NAME.toml` may hold; docs/views.md has every key with an example."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

#: Key of a filter -> the facet of the page that it sets.
FACETS = {
    "types": "type",
    "relations": "relation",
    "statuses": "status",
    "countries": "country",
    "technologies": "technology",
    "sources": "source",
    "changes": "change",
}
#: What stands for "nothing is stated" in the lists of a filter.
NONE = "none"
#: What an entity's colour can tell.
MODES = ("type", "status", "country", "technology", "tier", "change")
MAX_STEPS = 40
MAX_NOTES = 60
MAX_RULES = 40

Text = Field(min_length=1, max_length=2000)
Names = tuple[str, ...]
Mode = Literal["type", "status", "country", "technology", "tier", "change"]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Sieve(_Table):
    """What of the map is shown: for each facet the values that are, or those that are not."""

    types: Names | None = None
    without_types: Names | None = None
    relations: Names | None = None
    without_relations: Names | None = None
    statuses: Names | None = None
    without_statuses: Names | None = None
    countries: Names | None = None
    without_countries: Names | None = None
    technologies: Names | None = None
    without_technologies: Names | None = None
    sources: Names | None = None
    without_sources: Names | None = None
    changes: Names | None = None
    without_changes: Names | None = None
    context: bool | None = None
    table: bool | None = None
    matrix: bool | None = None


class Filter(Sieve):
    """A sieve, the entities around which is drawn, and the day."""

    focus: Names = ()
    hops: int = Field(1, ge=0, le=9)
    day: str | None = None


class Where(_Table):
    """To what a rule applies: everything that is named must hold."""

    type: str | None = None
    status: str | None = None
    country: str | None = None
    technology: str | None = None
    property: str | None = None
    is_: str | None = Field(None, alias="is")
    changed: Literal["new", "changed", "unchanged"] | None = None
    entities: Names | None = None


class Rule(_Table):
    """A colour, for what `where` names; `label` puts it into the legend."""

    where: Where
    color: str = Field(pattern=r"^#[0-9A-Fa-f]{6}$")
    label: str = Field("", max_length=200)


def _which(text: str, several: str) -> Discriminator:
    """Tells a text from a list, so that a mistake is told of the one that was meant."""

    def tag(value: Any) -> str:
        return "nothing" if value is None else text if isinstance(value, str) else several

    return Discriminator(tag)


#: What a value that can be a text or a list is called where a mistake in it is told; no key of the file.
TAGS = ("nothing", "mode", "rules", "entity", "relation")
Rules = Annotated[tuple[Rule, ...], Field(max_length=MAX_RULES)]
Color = Annotated[
    Annotated[None, Tag("nothing")] | Annotated[Mode, Tag("mode")] | Annotated[Rules, Tag("rules")],
    _which("mode", "rules"),
]
Select = Annotated[
    Annotated[None, Tag("nothing")] | Annotated[str, Tag("entity")] | Annotated[tuple[str, str, str], Tag("relation")],
    _which("entity", "relation"),
]


class Note(_Table):
    """A text drawn beside an entity."""

    at: str
    text: str = Text


class Step(_Table):
    """A page of a story."""

    title: str = Field(min_length=1, max_length=200)
    text: str = Text
    filter: Sieve = Sieve()
    focus: Names = ()
    hops: int = Field(1, ge=0, le=9)
    day: str | None = None
    select: Select = None
    trace: Literal["near", "up", "down", "both"] = "near"
    color: Color = None


class ViewFile(_Table):
    """The whole file."""

    title: str = Field(min_length=1, max_length=200)
    description: str = Field("", max_length=2000)
    filter: Filter = Filter()
    color: Color = None
    caption: str = "name"
    note: tuple[Note, ...] = Field((), max_length=MAX_NOTES)
    step: tuple[Step, ...] = Field((), max_length=MAX_STEPS)
