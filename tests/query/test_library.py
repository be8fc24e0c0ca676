"""Headers of queries, parameters, and each mistake that a query file can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import graphkit
from graphkit.errors import ContentError, Problem, QueryError, UsageError
from graphkit.facts.search import Names
from graphkit.query import Query, bind, pick, read_library, run_named, search, stream_named
from graphkit.store.bounded import Stream
from graphkit.values.table import Table

GOOD = """// title: Lines
// description: Lines by status,
// description: in two lines.
// param status: text = "" -- of this status; empty for all
// param limit: integer = 10 -- at most
// column site: the line
MATCH (s:Site) WHERE $status = '' OR s.status = $status // a comment with $nothing
RETURN s.name AS site ORDER BY site LIMIT $limit
"""


def read(folder: Path, text: str, project: graphkit.Project, name: str = "lines") -> Query:
    """The query that a file with this text is."""
    (folder / f"{name}.cypher").write_text(text, encoding="utf-8")
    return read_library(folder, project.model)[name]


def wrong(folder: Path, text: str | bytes, project: graphkit.Project, name: str = "lines") -> list[Problem]:
    """The problems of a file with this text."""
    data = text if isinstance(text, bytes) else text.encode()
    (folder / f"{name}.cypher").write_bytes(data)
    with pytest.raises(ContentError) as told:
        read_library(folder, project.model)
    return list(told.value.problems)


def test_a_good_header(tmp_path: Path, project: graphkit.Project) -> None:
    query = read(tmp_path, GOOD, project)
    assert (query.title, query.description) == ("Lines", "Lines by status, in two lines.")
    status, limit = query.parameters
    assert (status.name, status.type, status.default, status.required) == ("status", "text", "", False)
    assert (limit.default, limit.description) == (10, "at most")
    assert query.columns == (("site", "the line"),)
    assert query.text.startswith("MATCH") and query.text.endswith("$limit")


@pytest.mark.parametrize(
    ("old", "new", "column", "told"),
    [
        ("// title: Lines\n", "", "title", "is missing"),
        ("// description: Lines by status,\n// description: in two lines.\n", "", "description", "is missing"),
        ("// column site: the line\n", "", "column", "no column is declared"),
        ("// column site: the line", "// column the line", "column", "is no column"),
        ("limit: integer = 10 -- at most", "limit integer", "param", "is no parameter"),
        ("limit: integer", "limit: int", "param", "unknown type 'int'"),
        ("integer = 10", 'integer = "ten"', "param", "is no integer in JSON"),
        ("integer = 10", "integer = true", "param", "is no integer in JSON"),
        ("// param limit: integer = 10 -- at most\n", "", "param", "$limit is used and not declared"),
        (" LIMIT $limit", "", "param", "limit is declared and not used"),
        ("(s:Site)", "(s:Sites)", "", "unknown label Sites"),
        ("(s:Site)", "(s:Site|Plants)", "", "unknown label Plants"),
        ("(s:Site)", "(s:Site)<-[:OPERATE]-()", "", "unknown relationship type OPERATE"),
        ("RETURN", "SET s.x = 1 RETURN", "", "SET writes"),
        ("RETURN", "DETACH DELETE s RETURN", "", "DETACH writes"),
        ("MATCH (s:Site)", "LOAD CSV FROM 'x' AS l MATCH (s:Site)", "", "LOAD CSV writes"),
    ],
)
def test_each_mistake(old: str, new: str, column: str, told: str, tmp_path: Path, project: graphkit.Project) -> None:
    assert old in GOOD
    found = wrong(tmp_path, GOOD.replace(old, new, 1), project)
    assert any(p.file == "queries/lines.cypher" and p.column == column and told in p.message for p in found), found


def test_all_mistakes_in_one_run(tmp_path: Path, project: graphkit.Project) -> None:
    (tmp_path / "other.cypher").write_text("MATCH (n:Nobody) RETURN $x AS x", encoding="utf-8")
    found = wrong(tmp_path, GOOD.replace("(s:Site)", "(s:Sites)"), project)
    assert {p.file for p in found} == {"queries/lines.cypher", "queries/other.cypher"}
    assert len(found) >= 5


def test_a_file_without_a_statement(tmp_path: Path, project: graphkit.Project) -> None:
    assert any("no statement" in p.message for p in wrong(tmp_path, GOOD.partition("MATCH")[0], project))
    assert any("no statement" in p.message for p in wrong(tmp_path, "", project))


def test_a_file_that_is_no_utf8(tmp_path: Path, project: graphkit.Project) -> None:
    (problem,) = wrong(tmp_path, b"// title: \xff", project)
    assert "UTF-8" in problem.message


def test_a_name_that_cannot_be_typed(tmp_path: Path, project: graphkit.Project) -> None:
    assert any("is no name of a query" in p.message for p in wrong(tmp_path, GOOD, project, "My Lines"))


def test_strings_are_no_cypher(tmp_path: Path, project: graphkit.Project) -> None:
    text = GOOD.replace("RETURN s.name", "AND s.note <> 'SET $x (n:Nobody)' RETURN s.name")
    assert read(tmp_path, text, project)


@pytest.fixture
def typed(tmp_path: Path, project: graphkit.Project) -> Query:
    """A query with a parameter of each type, the first one without a default."""
    types = ("text", "integer", "number", "boolean", "date", "list")
    head = "// title: t\n// description: d\n// column x: x\n"
    head += "".join(f"// param p_{t}: {t}{'' if t == 'text' else ' = null'} -- a {t}\n" for t in types[:1])
    defaults = {"integer": "1", "number": "0.5", "boolean": "false", "date": '"2025-01-01"', "list": '["a"]'}
    head += "".join(f"// param p_{t}: {t} = {default}\n" for t, default in defaults.items())
    return read(tmp_path, head + "RETURN [" + ", ".join(f"$p_{t}" for t in types) + "] AS x", project, "typed")


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("p_text", "a=b", "a=b"),
        ("p_text", "", ""),
        ("p_integer", "12", 12),
        ("p_number", "2.5", 2.5),
        ("p_number", "3", 3),
        ("p_boolean", "True", True),
        ("p_date", "2025-11-10", "2025-11-10"),
        ("p_list", "a, b,", ["a", "b"]),
    ],
)
def test_binding(typed: Query, name: str, text: str, value: Any) -> None:
    assert bind(typed, {"p_text": "x", name: text})[name] == value


def test_defaults(typed: Query) -> None:
    assert bind(typed, {"p_text": "x"}) == {
        "p_text": "x", "p_integer": 1, "p_number": 0.5, "p_boolean": False, "p_date": "2025-01-01", "p_list": ["a"]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "needs p_text"),
        ({"p_text": "x", "nosuch": "1"}, "has no parameter 'nosuch'"),
        ({"p_text": "x", "p_integer": "1.5"}, "is no integer"),
        ({"p_text": "x", "p_integer": "true"}, "is no integer"),
        ({"p_text": "x", "p_number": "many"}, "is no number"),
        ({"p_text": "x", "p_boolean": "yes"}, "is no boolean"),
        ({"p_text": "x", "p_date": "2025-13-40"}, "is no date"),
    ],
)
def test_wrong_parameters(typed: Query, given: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError, match=told) as error:
        bind(typed, given)
    assert error.value.hint


def test_pick_suggests(project: graphkit.Project) -> None:
    with pytest.raises(UsageError) as told:
        pick(project.library, "whomakes")
    assert "who-makes" in str(told.value)


class Answers:
    """A store that answers with these columns."""

    def __init__(self, *columns: str) -> None:
        self.columns = columns

    def query(self, text: str, parameters: Any, seconds: float, write: bool, limit: int) -> Table:
        assert not write
        return Table.of(self.columns, [])

    @contextmanager
    def stream(self, text: str, parameters: Any, seconds: float) -> Iterator[Stream]:
        yield Stream(self.columns, iter(()))

    def entities(self, ids: Iterable[str] | None = None) -> list[Names]:
        raise AssertionError("no entity is asked for")


def test_columns_must_be_those_of_the_header(tmp_path: Path, project: graphkit.Project) -> None:
    query = read(tmp_path, GOOD, project)
    assert run_named(Answers("site"), query, {}, 1).title == "Lines"
    with pytest.raises(QueryError, match="gives the columns site, x"):
        run_named(Answers("site", "x"), query, {}, 1)
    with pytest.raises(QueryError, match="gives the columns site, x"), stream_named(Answers("site", "x"), query, {}, 1):
        pass
    with stream_named(Answers(), query, {}, 1) as rows:  # the embedded engine names no columns where nothing is found
        assert rows.columns == ("site",)


def test_every_column_and_parameter_of_the_library_is_told(project: graphkit.Project) -> None:
    for query in project.library.values():
        assert all(text for _, text in query.columns), query.name
        assert all(p.description and not p.required for p in query.parameters), query.name


def test_titles_are_questions_and_groups_are_those_of_the_pages(project: graphkit.Project) -> None:
    groups = {"firms", "materials", "sites", "vehicles", "technology", "money", "time", "evidence"}
    assert {q.group for q in project.library.values()} == groups
    assert [q.name for q in project.library.values() if not q.title.endswith("?")] == []


# --- folders


def test_the_folder_is_the_group(tmp_path: Path, project: graphkit.Project) -> None:
    for place in ("b.cypher", "sites/a.cypher", "money/rounds/c.cypher", ".hidden/d.cypher"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(GOOD, encoding="utf-8")
    library = read_library(tmp_path, project.model)
    assert [(q.group, name) for name, q in library.items()] == [("", "b"), ("money/rounds", "c"), ("sites", "a")]


def test_a_name_stands_once_in_all_folders(tmp_path: Path, project: graphkit.Project) -> None:
    for place in ("money", "sites"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "lines.cypher").write_text(GOOD, encoding="utf-8")
    with pytest.raises(ContentError) as told:
        read_library(tmp_path, project.model)
    (problem,) = told.value.problems
    assert problem.file == "queries/sites/lines.cypher"
    assert "taken by queries/money/lines.cypher" in problem.message


def test_problems_name_the_folder(tmp_path: Path, project: graphkit.Project) -> None:
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "lines.cypher").write_text(GOOD.replace("(s:Site)", "(s:Sites)"), encoding="utf-8")
    with pytest.raises(ContentError, match=r"queries/sites/lines\.cypher"):
        read_library(tmp_path, project.model)


# --- search


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["price"], "prices"),
        (["PRICES", "move"], "prices"),
        (["prcies"], "prices"),
        (["vehicle", "battery"], "vehicles-and-batteries"),
        (["evidence", "first"], "first-claims"),
        (["who makes"], "who-makes"),
    ],
)
def test_search(words: list[str], name: str, project: graphkit.Project) -> None:
    assert name in [q.name for q in search(project.library, words)]


def test_search_wants_every_word(project: graphkit.Project) -> None:
    assert search(project.library, ["prices", "zzzzzz"]) == []
    assert search(project.library) == list(project.library.values())
    assert {q.group for q in search(project.library, group="money")} == {"money"}
    with pytest.raises(UsageError, match="no group 'mony'") as told:
        search(project.library, group="mony")
    assert "money" in (told.value.hint or "")
