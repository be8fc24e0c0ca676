"""Reads schema/*.toml into a `Model`; reports every mistake with its file and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from graphkit.errors import ContentError, Problem
from graphkit.model.schema import ENTITY_PREDICATES, Model
from graphkit.model.types import (
    EDGE_NAME,
    LABEL,
    NAME,
    RESERVED,
    RESERVED_ON_NODES,
    EdgeType,
    MetricType,
    NodeType,
    PropertyType,
    QualifierType,
    StageType,
    Term,
)
from graphkit.values.dates import DateWords
from graphkit.values.quantities import NumberWords, Units

_T = TypeVar("_T", bound=BaseModel)
_V = TypeVar("_V")
FILES = ("nodes", "edges", "properties", "qualifiers", "metrics", "stages", "vocabularies", "dates", "numbers", "units")
_TERM = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")


def read_model(folder: Path) -> Model:
    """The model that the TOML files of `folder` declare.

    Raises
    ------
    ContentError
        With every problem found: a missing or broken file, a wrong key, a name used twice,
        a type, vocabulary or unit that is not declared.
    """
    problems: list[Problem] = []
    tables = {name: _read(folder / f"{name}.toml", problems) for name in FILES}
    if problems:
        raise ContentError(problems)
    report = _Report(problems)
    model = Model(
        nodes=report.items("nodes", tables["nodes"], NodeType, LABEL),
        edges=report.items("edges", tables["edges"], EdgeType, EDGE_NAME),
        properties=report.items("properties", tables["properties"], PropertyType, NAME),
        qualifiers=report.items("qualifiers", tables["qualifiers"], QualifierType, NAME),
        metrics=report.items("metrics", tables["metrics"], MetricType, NAME),
        stages=report.items("stages", tables["stages"], StageType, NAME),
        vocabularies=report.vocabularies(tables["vocabularies"]),
        dates=report.words("dates", DateWords.from_table, tables["dates"]),
        numbers=report.words("numbers", NumberWords.from_table, tables["numbers"]),
        units=report.words("units", Units.from_table, tables["units"]),
    )
    if not problems:
        _cross_check(model, report)
    if problems:
        raise ContentError(problems)
    return model


def _read(path: Path, problems: list[Problem]) -> dict[str, Any]:
    file = f"schema/{path.name}"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.append(Problem(file, 0, "", "the file is missing", "copy it from the packaged schema"))
    except UnicodeDecodeError as error:
        problems.append(Problem(file, 0, "", f"not UTF-8: byte {error.start}", "save the file as UTF-8"))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        problems.append(Problem(file, int(found.group(1)) if found else 0, "", f"not valid TOML: {error}"))
    return {}


class _Report:
    """Turns tables into declarations and collects what is wrong with them."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def add(self, file: str, key: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(f"schema/{file}.toml", 0, key, message, hint))

    def items(self, file: str, table: Mapping[str, Any], cls: type[_T], pattern: str) -> dict[str, _T]:
        out: dict[str, _T] = {}
        for name, body in table.items():
            if not re.match(pattern, name):
                self.add(file, name, f"not a name of this kind (pattern {pattern})")
                continue
            item = self.item(file, name, body, cls)
            if item is not None:
                out[name] = item
        return out

    def item(self, file: str, key: str, body: object, cls: type[_T]) -> _T | None:
        try:
            return cls.model_validate(body)
        except ValidationError as error:
            for part in error.errors():
                self.add(file, ".".join([key, *map(str, part["loc"])]), part["msg"])
            return None

    def vocabularies(self, table: Mapping[str, Any]) -> dict[str, dict[str, Term]]:
        out: dict[str, dict[str, Term]] = {}
        for vocabulary, terms in table.items():
            out[vocabulary] = {}
            for term, body in terms.items():
                if not _TERM.match(term):
                    self.add("vocabularies", f"{vocabulary}.{term}", "not a term: letters, digits, - and _ only")
                item = self.item("vocabularies", f"{vocabulary}.{term}", body, Term)
                if item is not None:
                    out[vocabulary][term] = item
        return out

    def words(self, file: str, make: Callable[[dict[str, Any]], _V], table: dict[str, Any]) -> _V:
        try:
            return make(table)
        except (ValueError, KeyError, TypeError) as error:
            raise ContentError([*self.problems, Problem(f"schema/{file}.toml", 0, "", str(error))]) from None


def _cross_check(model: Model, report: _Report) -> None:
    seen = dict.fromkeys(ENTITY_PREDICATES, "entities.csv")
    for file, names in (
        ("edges", model.edges),
        ("metrics", model.metrics),
        ("stages", model.stages),
        ("properties", model.properties),
    ):
        for name in names:
            if name in seen:
                report.add(file, name, f"the name is already used in {seen[name]}", "predicates share one namespace")
            seen[name] = file
    _check_vocabularies(model, report)
    _check_types(model, report)
    _check_qualifiers(model, report)
    _check_metrics(model, report)


def _check_vocabularies(model: Model, report: _Report) -> None:
    if "tier" not in model.vocabularies:
        report.add("vocabularies", "tier", "the vocabulary of tiers is missing")
        return
    for vocabulary, terms in model.vocabularies.items():
        for term, entry in terms.items():
            key = f"{vocabulary}.{term}"
            if entry.tier and entry.tier not in model.vocabularies["tier"]:
                report.add("vocabularies", key, f"unknown tier {entry.tier}")
            seen, step = {term}, entry.parent
            while step:
                if step not in terms:
                    report.add("vocabularies", key, f"unknown parent {step}")
                    break
                if step in seen:
                    report.add("vocabularies", key, "its parents go round in a circle")
                    break
                seen.add(step)
                step = terms[step].parent


def _check_types(model: Model, report: _Report) -> None:
    used: list[tuple[str, str, tuple[str, ...]]] = []
    for name, edge in model.edges.items():
        used.append(("edges", name, (*edge.from_, *edge.to)))
    for name, prop in model.properties.items():
        used.append(("properties", name, prop.types))
    for name, metric in model.metrics.items():
        used.append(("metrics", name, metric.subjects))
    for name, stage in model.stages.items():
        used.append(("stages", name, (*stage.subjects, *stage.edge_from, *stage.edge_to)))
        if stage.edge and stage.edge not in model.edges:
            report.add("stages", name, f"unknown edge type {stage.edge}")
    for name, qualifier in model.qualifiers.items():
        used.append(("qualifiers", name, qualifier.types))
    for file, name, types in used:
        for unknown in sorted(set(types) - set(model.nodes)):
            report.add(file, name, f"unknown node type {unknown}", f"known: {', '.join(model.nodes)}")
    for name, node in model.nodes.items():
        if node.tier not in model.vocabularies["tier"]:
            report.add("nodes", name, f"unknown tier {node.tier}")


def _check_qualifiers(model: Model, report: _Report) -> None:
    owners = [("edges", n, (*e.key, *e.qualifiers)) for n, e in model.edges.items()]
    owners += [("metrics", n, m.key) for n, m in model.metrics.items()]
    owners += [("stages", n, (*s.key, *s.edge_qualifiers)) for n, s in model.stages.items()]
    owners += [("properties", n, p.key) for n, p in model.properties.items()]
    for file, name, names in owners:
        for unknown in sorted(set(names) - set(model.qualifiers)):
            report.add(file, name, f"unknown qualifier {unknown}", "declare it in qualifiers.toml")
    for file, entries in (("qualifiers", model.qualifiers), ("properties", model.properties)):
        for name, entry in entries.items():
            if entry.type == "term" and entry.vocabulary not in model.vocabularies:
                report.add(file, name, f"unknown vocabulary {entry.vocabulary}")
    for file, declared, reserved in (
        ("qualifiers", set(model.qualifiers), RESERVED),
        ("properties", set(model.properties), RESERVED_ON_NODES),
    ):
        for name in sorted(declared & reserved):
            report.add(file, name, "the name is reserved by graphkit or by graph formats")


def _check_metrics(model: Model, report: _Report) -> None:
    for name, metric in model.metrics.items():
        if metric.dimension is None and not metric.ordinal:
            report.add("metrics", name, "has neither a dimension nor directions")
        if metric.dimension and metric.dimension.endswith("/*"):
            if not any(d.startswith(metric.dimension[:-1]) for d in model.units.canonical):
                report.add("metrics", name, f"no unit has a dimension {metric.dimension}")
        elif metric.dimension and metric.dimension not in model.units.canonical:
            report.add("metrics", name, f"unknown dimension {metric.dimension}", "see units.toml")
        elif metric.unit and model.units.find(metric.unit).dimension != metric.dimension:
            report.add("metrics", name, f"{metric.unit} is no unit of {metric.dimension}")
        for prop in filter(None, (metric.property, metric.planned_property)):
            if prop in RESERVED:
                report.add("metrics", name, f"{prop} is reserved by graphkit or by graph formats")
