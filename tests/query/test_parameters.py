"""Typed parameters: what a header may declare, what a value may be, and what is said of a wrong one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import graphkit
from graphkit.errors import ContentError, QueryError, UsageError
from graphkit.facts.search import Names
from graphkit.query import Query, bind, read_library, with_clocks
from graphkit.query.bind import Finder


def query_with(folder: Path, project: graphkit.Project, *parameters: str, name: str = "q") -> Query:
    """A query whose header has these parameters."""
    used = ", ".join(f"${line.partition(':')[0].strip()}" for line in parameters)
    head = "// title: t?\n// description: d\n// column x: x\n" + "".join(f"// param {line}\n" for line in parameters)
    (folder / f"{name}.cypher").write_text(f"{head}RETURN [{used}] AS x\n", encoding="utf-8")
    return read_library(folder, project.model)[name]


def refused(folder: Path, project: graphkit.Project, parameter: str) -> str:
    """What is told of a header with this parameter."""
    with pytest.raises(ContentError) as error:
        query_with(folder, project, parameter)
    return str(error.value)


@pytest.mark.parametrize(
    ("declared", "choices"),
    [
        ("entity", ()),
        ("entity(Firm)", ("Firm",)),
        ("entity(Firm|Site)", ("Firm", "Site")),
        ("entity( Firm | Site )", ("Firm", "Site")),
        ("enum(planned|building)", ("planned", "building")),
        ("enum(statuses)", ("planned", "building", "trial", "operating", "ended")),
        ("day", ()),
    ],
)
def test_types(declared: str, choices: tuple[str, ...], tmp_path: Path, project: graphkit.Project) -> None:
    (parameter,) = query_with(tmp_path, project, f"p: {declared} = null -- what").parameters
    assert (parameter.declared.choices, parameter.type) == (choices, declared.replace(" ", ""))
    assert (parameter.default, parameter.required, parameter.description) == (None, False, "what")


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("stages", "production_start"), ("metrics", "price"), ("node_types", "Firm"), ("edge_types", "SUPPLIES"),
        ("kinds", "forecast"), ("class", "all-solid"),
    ],
)  # fmt: skip
def test_lists_of_the_model(name: str, word: str, tmp_path: Path, project: graphkit.Project) -> None:
    query = query_with(tmp_path, project, f"p: enum({name}) = null")
    assert word in query.parameters[0].declared.choices
    assert bind(query, {"p": word.upper()}) == {"p": word}  # whatever its case


@pytest.mark.parametrize(
    ("parameter", "told"),
    [
        ("p: enum = null", "unknown type 'enum'"),
        ("p: enum(status) = null", "unknown list 'status'"),
        ("p: enum(status) = null", "did you mean statuses?"),
        ("p: enum(a|) = null", "'' is no word of an enum"),
        ("p: enum(a|b c) = null", "no word of an enum"),
        ("p: entity(Firms) = null", "did you mean Firm?"),
        ("p: day(2025) = null", "unknown type"),
        ('p: enum(a|b) = "c"', "is no enum(a|b) in JSON"),
        ('p: enum(a|b) = ""', "one of a, b, or null"),
        ('p: entity = ""', "the id of an entity, or null"),
        ('p: day = "2025-11"', "is no day in JSON"),
        ('p: day = "today"', "is no day in JSON"),
        ("as_of: text = null", "as_of is a clock"),
        ('known_on: day = "2025-01-01"', "known_on is a clock"),
        ("as_of: day", "as_of is a clock"),
    ],
)
def test_wrong_declarations(parameter: str, told: str, tmp_path: Path, project: graphkit.Project) -> None:
    assert told in refused(tmp_path, project, parameter)


def test_a_parameter_or_column_stands_once(tmp_path: Path, project: graphkit.Project) -> None:
    with pytest.raises(ContentError, match="p is declared twice"):
        query_with(tmp_path, project, "p: text", "p: integer = 1")
    with pytest.raises(ContentError, match="x is declared twice"):
        query_with(tmp_path, project, "p: text -- a\n// column x: again")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-11-10", "2025-11-10"), ("2025-11", "2025-11-30"), ("2024-02", "2024-02-29"), ("2025-Q4", "2025-12-31"),
        ("2025", "2025-12-31"), ("", None), (" ", None), ("Today", date.today().isoformat()),
    ],
)  # fmt: skip
def test_days(text: str, day: str | None, tmp_path: Path, project: graphkit.Project) -> None:
    assert bind(query_with(tmp_path, project, "p: day = null"), {"p": text}) == {"p": day}


@pytest.mark.parametrize(
    ("declared", "text", "told", "hint"),
    [
        ("day", "2025-13-40", "p='2025-13-40' is no day", "the month from 01 to 12"),
        ("day", "someday", "is no day", "2025-11"),
        ("day", "from 2024", "is no day", "write a day"),
        ("enum(statuses)", "buildng", "is no word of statuses", "did you mean building?"),
        ("enum(statuses)", "xyz", "is no word of statuses", "it may be planned, building, trial, operating, ended"),
        ("enum(planned|building)", "operating", "is no word of planned|building", "it may be planned, building"),
        ("enum(class)", "all-sold", "is no term of class", "did you mean all-solid?"),
    ],
)
def test_wrong_values(
    declared: str, text: str, told: str, hint: str, tmp_path: Path, project: graphkit.Project
) -> None:
    with pytest.raises(UsageError) as error:
        bind(query_with(tmp_path, project, f"p: {declared} = null"), {"p": text})
    assert told in error.value.message and hint in (error.value.hint or "")


def test_a_term_by_another_of_its_names(tmp_path: Path, project: graphkit.Project) -> None:
    query = query_with(tmp_path, project, "p: enum(class) = null")
    assert bind(query, {"p": "All solid"}) == {"p": "all-solid"}


def test_what_must_be_given_may_not_be_empty(tmp_path: Path, project: graphkit.Project) -> None:
    query = query_with(tmp_path, project, "e: entity -- whose", "s: enum(a|b) = null", "t: text = null")
    with pytest.raises(UsageError, match="needs e"):
        bind(query, {"e": ""})
    assert bind(query, {"e": "byd", "s": "", "t": ""}) == {"e": "byd", "s": None, "t": ""}


# --- entities


class Town:
    """A store that knows these names, and counts how often they are all read."""

    def __init__(self, *entities: Names) -> None:
        self.known, self.read = entities, 0

    def entities(self, ids: Iterable[str] | None = None) -> list[Names]:
        if ids is None:
            self.read += 1
            return list(self.known)
        wanted = set(ids)
        return [e for e in self.known if e.id in wanted]


def names(
    id_: str, type_: str, name: str, *aliases: str, native: str = "", external: str = "", flag: str = ""
) -> Names:
    """An entity's names."""
    return Names(id_, type_, name, aliases, *(((text,) if text else ()) for text in (native, external, flag)))


TOWN = (
    names("byd", "Firm", "BYD", "BYD Auto", native="比亚迪", external="SZSE:002594"),
    names("byd-cell", "Product", "BYD cell"),
    names("acme-sulfide", "Material", "Lithium sulfide", "Li2S"),
    names("acme", "Firm", "Acme"),
    names("acme-line", "Site", "Acme"),
    names("acme-quiet", "Firm", "A supplier", flag="unnamed"),
    names("supplier", "Firm", "A supplier"),
)


def found(folder: Path, project: graphkit.Project, declared: str, text: str, town: Town) -> Any:
    """What the text is bound to."""
    return bind(query_with(folder, project, f"p: {declared} = null"), {"p": text}, Finder(town))["p"]


@pytest.mark.parametrize(
    ("declared", "text", "wanted"),
    [
        ("entity", "byd", "byd"),
        ("entity", "Byd", "byd"),
        ("entity", "byd auto", "byd"),
        ("entity", "比亚迪", "byd"),
        ("entity", "szse:002594", "byd"),
        ("entity", "LITHIUM  Sulphide", "acme-sulfide"),
        ("entity", "li2s", "acme-sulfide"),
        ("entity", "acme", "acme"),  # an id wins over a name
        ("entity(Site)", "ACME", "acme-line"),  # two have the name, one is a site
        ("entity", "a supplier", "supplier"),  # a party without a name is meant by its id alone
        ("entity", "acme-quiet", "acme-quiet"),
    ],
)
def test_an_entity_by_any_name(
    declared: str, text: str, wanted: str, tmp_path: Path, project: graphkit.Project
) -> None:
    assert found(tmp_path, project, declared, text, Town(*TOWN)) == wanted


@pytest.mark.parametrize(
    ("declared", "text", "told", "hints"),
    [
        ("entity", "ACME", "names 2 entities", ["acme (Acme, Firm)", "acme-line (Acme, Site)"]),
        ("entity", "lithum sulfide", "is no entity of the store", ["acme-sulfide (Lithium sulfide, Material)"]),
        ("entity(Product)", "byd", "is byd (BYD, Firm)", ["it may be a Product", "byd-cell (BYD cell, Product)"]),
        ("entity(Firm|Site)", "Li2S", "is acme-sulfide (Lithium sulfide, Material)", ["it may be a Firm or Site"]),
        ("entity", "zzzz", "is no entity of the store", ["graphkit find TEXT"]),
        ("entity", "SZSE:002595", "is no entity of the store", ["graphkit find TEXT"]),  # one digit off is another firm
    ],
)
def test_a_wrong_entity(
    declared: str, text: str, told: str, hints: list[str], tmp_path: Path, project: graphkit.Project
) -> None:
    with pytest.raises(UsageError) as error:
        found(tmp_path, project, declared, text, Town(*TOWN))
    assert f"p={text!r} {told}" in error.value.message
    assert all(hint in (error.value.hint or "") for hint in hints)


def test_suggestions_are_of_the_types_that_may_be(tmp_path: Path, project: graphkit.Project) -> None:
    with pytest.raises(UsageError) as error:
        found(tmp_path, project, "entity(Product)", "byd auto", Town(*TOWN))
    assert "BYD, Firm" in error.value.message and "Firm" not in (error.value.hint or "")


def test_names_are_read_once_and_only_where_needed(tmp_path: Path, project: graphkit.Project) -> None:
    town = Town(*TOWN)
    query = query_with(tmp_path, project, 'a: entity = "byd"', "b: entity = null", "c: entity = null")
    assert bind(query, {}, Finder(town)) == {"a": "byd", "b": None, "c": None}
    assert bind(query, {"b": "byd-cell"}, Finder(town))["b"] == "byd-cell"
    assert town.read == 0
    assert bind(query, {"b": "Li2S", "c": "BYD"}, Finder(town)) == {"a": "byd", "b": "acme-sulfide", "c": "byd"}
    assert town.read == 1


def test_an_empty_store_is_told(tmp_path: Path, project: graphkit.Project) -> None:
    with pytest.raises(QueryError, match="holds no entities"):
        found(tmp_path, project, "entity", "byd", Town())


# --- clocks


def test_clocks_set_the_parameters_that_are_declared(tmp_path: Path, project: graphkit.Project) -> None:
    both = query_with(tmp_path, project, "as_of: day = null", "known_on: day = null", name="both")
    none = query_with(tmp_path, project, "p: day = null", name="none")
    library = {"both": both, "none": none}
    given = with_clocks(library, both, {}, {"as_of": "2025-11", "known_on": None})
    assert bind(both, given) == {"as_of": "2025-11-30", "known_on": None}
    assert with_clocks(library, none, {"p": "2025"}, {"as_of": None, "known_on": None}) == {"p": "2025"}
    with pytest.raises(UsageError, match="none has no clock --known-on") as error:
        with_clocks(library, none, {}, {"known_on": "2025"})
    assert error.value.hint == "queries that take it: both"
    with pytest.raises(UsageError, match="--as-of and -p as_of=… are given"):
        with_clocks(library, both, {"as_of": "2025"}, {"as_of": "2025"})


def test_an_empty_text_means_that_nothing_is_given(project: graphkit.Project) -> None:
    assert bind(project.library["figures"], {"metric": ""})["metric"] == bind(project.library["figures"], {})["metric"]


def test_a_whole_number_fits_a_database(project: graphkit.Project) -> None:
    with pytest.raises(UsageError, match="is no integer"):
        bind(project.library["support"], {"at_least": "99999999999999999999999"})
