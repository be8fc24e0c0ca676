"""The rules of a table, compiled: which templates, axes and tests each has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from graphkit.errors import split_hint
from graphkit.facts.entities import LISTS
from graphkit.facts.hints import near
from graphkit.facts.mapping.cells import Columns
from graphkit.facts.mapping.cleaning import MOST_SLOW, SlowPattern, WrongCell, test_of
from graphkit.facts.mapping.language import ClaimRule, Condition, EntityRule, SourceRule, SourceSpec, TableSpec
from graphkit.facts.mapping.metrics import Metrics
from graphkit.facts.mapping.planes import Raw
from graphkit.facts.mapping.templates import Cells, Parts, references
from graphkit.model import Model

#: Keys of a mapping from the outermost in, a number for the place in a list.
KeyPath = tuple[str | int, ...]
_CLAIM = ("value", "when", "kind", "basis", "speaker", "said", "source", "note")


class RuleError(ValueError):
    """A mistake in a mapping, found when its rules meet the columns of a table; `path` is the key's."""

    def __init__(self, path: KeyPath, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.path, self.message, self.hint = path, message, hint


@contextmanager
def at(*path: str | int) -> Iterator[None]:
    """Turns a `ValueError` within into a `RuleError` at the key `path`."""
    try:
        yield
    except RuleError:
        raise
    except ValueError as error:
        message, hint = split_hint(error)
        raise RuleError(path, message, hint) from None


@dataclass(frozen=True, slots=True)
class Field:
    """One text of a rule: a template, or the entity or document of a rule by its name."""

    made: Callable[[Cells], str]
    parts: Parts = ()
    names: str = ""

    def column(self) -> str:
        """The first column that it names, for a message."""
        return next((reference.column for reference in references(self.parts)), "")


def half_filled(text: Field, columns: Columns, cells: Cells) -> tuple[str, str] | None:
    """A column for whose sake a text is not made, and one that is filled in vain; None where it is not so."""
    named = references(text.parts)
    filled = [cells[columns.place(one.column)] != "" for one in named]
    empty = next((one.column for one, full in zip(named, filled, strict=True) if not full and not one.optional), "")
    given = next((one.column for one, full in zip(named, filled, strict=True) if full), "")
    return (empty, given) if empty and given else None


@dataclass(slots=True)
class Test:
    """A condition on the text of a column as it stands in the file."""

    column: str
    text: Callable[[Raw], str]
    holds: Callable[[str], bool]
    because: str = ""
    _slow: int = 0

    def __call__(self, raw: Raw) -> bool:
        """Whether it holds for a row (`WrongCell` if its pattern runs out of time on it, `SlowPattern` if it does so
        again and again)."""
        text = self.text(raw)
        try:
            return self.holds(text)
        except TimeoutError:
            self._slow += 1
            if self._slow >= MOST_SLOW:
                raise SlowPattern(self.column) from None
            raise WrongCell(
                self.column, text[:60], "the pattern takes too long on this cell", "write a simpler one"
            ) from None


@dataclass(slots=True)
class MadeEntity:
    """The rule of an entity; `axes` are those along which it has several, `spread` the lists with axes of their own."""

    rule: EntityRule
    texts: Mapping[str, Field]
    lists: Mapping[str, tuple[Field, ...]]
    axes: frozenset[int]
    tests: tuple[Test, ...]
    places: tuple[int, ...] = ()
    spread: tuple[tuple[str, Field, frozenset[int]], ...] = ()


@dataclass(slots=True)
class MadeClaim:
    """The rule of a claim; `metrics` tells of a figure which of several metrics it is of.

    `needed` are the axes of its subject and value: without a value along another one the claim is made. `valued` are
    those of its value.
    """

    rule: ClaimRule
    family: str
    metrics: Metrics | None
    texts: Mapping[str, Field]
    qualifiers: tuple[tuple[str, Field], ...]
    axes: frozenset[int]
    tests: tuple[Test, ...]
    needed: frozenset[int]
    valued: frozenset[int]

    @property
    def named(self) -> str:
        """Its predicate in words, of several metrics all."""
        return " or ".join(self.rule.predicate)


def endless(claim: MadeClaim) -> str:
    """What is told of a row that has the subject of a relation and not its other end; blank of what is no relation."""
    if claim.family != "edge" or not claim.texts["value"].names:
        return ""
    return f"no {claim.named}: {claim.rule.value} is empty"


@dataclass(slots=True)
class MadeDocument:
    """The rule of a document that rows name."""

    texts: Mapping[str, Field]
    axes: frozenset[int]


@dataclass(slots=True)
class Rules:
    """All rules of a table; `claims` in the order of the mapping, `types` those that an entity can be of."""

    source: Field
    types: frozenset[str] = frozenset()
    entities: dict[str, MadeEntity] = field(default_factory=dict)
    documents: dict[str, MadeDocument] = field(default_factory=dict)
    claims: list[MadeClaim] = field(default_factory=list)


class Compiler:
    """Compiles the rules of one table against its columns."""

    def __init__(self, columns: Columns, model: Model, unknown: Sequence[str]) -> None:
        self.columns = columns
        self.model = model
        self.unknown = unknown

    def rules(self, spec: TableSpec, source: str) -> Rules:
        """The rules of a table; `source` is the id of the document that rows are taken from unless they name one.

        Raises
        ------
        RuleError
            For the first thing that is wrong.
        """
        made = Rules(self._field(spec.source or source, {}, "source"), frozenset(self.model.nodes))
        for k, document in enumerate(spec.document):
            made.documents[document.as_] = self._document(k, document)
        for k, entity in enumerate(spec.entity):
            if entity.as_ in made.entities:
                raise RuleError(("entity", k, "as"), f"two entities are called {entity.as_}", "give each its own name")
            made.entities[entity.as_] = self._entity(k, entity)
        made.claims = [self._claim(k, claim, made) for k, claim in enumerate(spec.claim)]
        return made

    def kept(self, spec: TableSpec, rules: Rules, headings: Sequence[str]) -> list[MadeClaim]:
        """For each heading that no rule names a claim that keeps the cell as it stands, of the entity that `keep` names
        or of the first one."""
        if "detail" not in self.model.properties or "field" not in self.model.allowed_qualifiers("detail"):
            hint = "graphkit init shows them in schema/properties.toml and schema/qualifiers.toml"
            raise RuleError(("keep",), "the schema has no property detail with the qualifier field", hint)
        name = spec.keep if isinstance(spec.keep, str) else next(iter(rules.entities), "")
        if name not in rules.entities:
            hint = near(name, rules.entities) or "name one with as"
            raise RuleError(("keep",), f"no entity is called {name!r}", hint)
        out: list[MadeClaim] = []
        for heading in headings:
            if self.columns.nested and "[]" in heading and rules.entities[name].axes:
                continue  # each of its values would be said of each of the entities
            if set("{}") & set(heading):
                raise RuleError(("keep",), f"{heading[:40]!r} holds a brace", "rename the column")
            field = heading.replace("{", "{{").replace(";", ",").replace("=", ":")
            rule = ClaimRule(
                subject=f"@{name}", predicate=("detail",), value=f"{{{heading}}}", qualifiers={"field": field}
            )
            try:
                out.append(self._claim(len(rules.claims) + len(out), rule, rules))
            except RuleError:
                if not self.columns.nested:
                    raise  # a path may look like the column of a join or of a pattern
        return out

    def tests(self, conditions: Sequence[Condition], *path: str | int) -> tuple[Test, ...]:
        """Conditions as functions of a row."""
        out = []
        for k, spec in enumerate(conditions):
            with at(*path, k):
                holds = test_of(spec, self.unknown)
                out.append(Test(spec.column, self.columns.raw(spec.column), holds, getattr(spec, "because", "")))
        return tuple(out)

    def _field(self, text: str, named: Mapping[str, object], *path: str | int) -> Field:
        if text.startswith("@"):
            if text[1:] not in named:
                raise RuleError(path, f"no rule is called {text[1:]!r}", near(text[1:], named) or "name one with as")
            return Field(lambda cells: "", (), text[1:])
        with at(*path):
            return Field(*self.columns.template(text))

    def _axes(self, fields: Sequence[Field], named: Mapping[str, MadeEntity | MadeDocument]) -> frozenset[int]:
        own = (named[f.names].axes if f.names in named else self.columns.axes_of(f.parts) for f in fields)
        return frozenset().union(*own)

    def _document(self, k: int, rule: SourceRule) -> MadeDocument:
        texts = {n: self._field(getattr(rule, n), {}, "document", k, n) for n in SourceSpec.model_fields}
        return MadeDocument(texts, self._axes(list(texts.values()), {}))

    def _entity(self, k: int, rule: EntityRule) -> MadeEntity:
        path = ("entity", k)
        texts = {n: self._field(getattr(rule, n), {}, *path, n) for n in ("type", "id", "name", "find", "note")}
        if rule.type and not references(texts["type"].parts) and rule.type not in self.model.nodes:
            raise RuleError((*path, "type"), f"unknown type {rule.type!r}", near(rule.type, self.model.nodes))
        lists = {n: tuple(self._field(t, {}, *path, n) for t in getattr(rule, n)) for n in LISTS}
        every = [*texts.values(), *(f for fields in lists.values() for f in fields)]
        places = {self.columns.place(r.column) for f in every for r in references(f.parts)}
        axes = self._axes([texts[n] for n in ("type", "id", "name", "find")], {})
        # Aliases along an axis of their own belong to the one entity: they do not make several.
        told = [(n, f, self.columns.axes_of(f.parts)) for n, fields in lists.items() for f in fields]
        spread = tuple((n, f, own - axes) for n, f, own in told if own - axes)
        within = {n: tuple(f for m, f, own in told if m == n and not own - axes) for n in LISTS}
        tests = self.tests(rule.if_, *path, "if")
        return MadeEntity(rule, texts, within, axes, tests, tuple(sorted(places)), spread)

    def _family(self, predicates: Sequence[str], path: KeyPath) -> tuple[str, Metrics | None]:
        """The family of a rule's predicate; of several, which must be metrics, what chooses one."""
        families = [self.model.families.get(name) for name in predicates]
        for name, family in zip(predicates, families, strict=True):
            if family is None or family == "entity":
                raise RuleError(path, f"unknown predicate {name!r}", near(name, self.model.predicates()))
            if family != "metric" and len(predicates) > 1:
                raise RuleError(path, f"{name} is no metric", "of several predicates the unit tells which is meant")
        return str(families[0]), Metrics(predicates, self.model) if len(predicates) > 1 else None

    def _claim(self, k: int, rule: ClaimRule, made: Rules) -> MadeClaim:
        path = ("claim", k)
        family, metrics = self._family(rule.predicate, (*path, "predicate"))
        named: dict[str, MadeEntity | MadeDocument] = {**made.entities, **made.documents}
        texts = {n: self._field(getattr(rule, n), named, *path, n) for n in _CLAIM}
        texts["subject"] = self._field(rule.subject, made.entities, *path, "subject")
        qualifiers = []
        for name, text in sorted(rule.qualifiers.items()):
            for predicate in rule.predicate:
                if name not in self.model.allowed_qualifiers(predicate):
                    allowed = sorted(self.model.allowed_qualifiers(predicate))
                    raise RuleError((*path, "qualifiers"), f"{name} does not go with {predicate}", near(name, allowed))
            qualifiers.append((name, self._field(text, made.entities, *path, "qualifiers", name)))
        axes = self._axes([*texts.values(), *(f for _, f in qualifiers)], named)
        tests = self.tests(rule.if_, *path, "if")
        valued = self._axes([texts["value"]], named)
        needed = valued | self._axes([texts["subject"]], named)
        return MadeClaim(rule, family, metrics, texts, tuple(qualifiers), axes, tests, needed, valued)
