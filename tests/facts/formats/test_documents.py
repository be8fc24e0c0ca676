"""JSON and JSON Lines: rows by a path, what is around them, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.facts.formats import BadRow, Nested, Shape, documents, open_table
from tests.facts.formats.reading import read, refused, written

DOCUMENT = {
    "made": "2024-05-01",
    "companies": [
        {"name": "CATL", "plants": [{"city": "Ningde"}, {"city": "Yibin"}]},
        {"name": "BYD"},
        {"name": "Toyota", "plants": [{"city": "Motomachi"}]},
    ],
}


def test_rows_by_a_path_with_what_is_around_them(tmp_path: Path) -> None:
    columns, rows, guesses = read(written(tmp_path, "a.json", json.dumps(DOCUMENT)), rows="companies[].plants[]")
    companies = DOCUMENT["companies"]
    assert (columns, guesses) == ((), [])
    assert rows == [
        (1, Nested({"city": "Ningde"}, (DOCUMENT, companies[0]), (0, 0))),
        (2, Nested({"city": "Yibin"}, (DOCUMENT, companies[0]), (0, 1))),
        (3, Nested({"city": "Motomachi"}, (DOCUMENT, companies[2]), (2, 0))),
    ]


def test_without_a_path_an_object_is_a_row_and_an_array_many(tmp_path: Path) -> None:
    assert read(written(tmp_path, "a.json", '{"a": 1}'))[1] == [(1, Nested({"a": 1}))]
    assert read(written(tmp_path, "b.json", '[{"a": 1}, 5]'))[1] == [
        (1, Nested({"a": 1}, (), (0,))),
        (2, Nested(5, (), (1,))),
    ]
    assert read(written(tmp_path, "c.json", "[]"))[1] == []
    assert "one value" in refused(written(tmp_path, "d.json", "5")).message


def test_a_tree(tmp_path: Path) -> None:
    tree = {"children": [{"name": "pack", "children": [{"name": "cell"}]}]}
    rows = read(written(tmp_path, "a.json", json.dumps(tree)), rows="children[]*")[1]
    assert [row.value["name"] for _, row in rows] == ["pack", "cell"]
    assert rows[1][1].around == (tree, tree["children"][0])
    assert rows[1][1].keys == (0, 0)


def test_a_path_that_finds_nothing_tells_what_is_there(tmp_path: Path) -> None:
    path = written(tmp_path, "a.json", json.dumps(DOCUMENT))
    problem = refused(path, rows="companies[].sites[]")
    assert problem.message == "rows = 'companies[].sites[]' finds nothing: no 'sites'"
    assert problem.hint == "there are name, plants"
    assert refused(path, rows="firms[]").hint == "there are made, companies"
    assert "companies[].plants" in refused(path, rows="companies.plants[]").message
    assert "begins at the document" in refused(path, rows="../x").message
    assert "missing at 3" in refused(path, rows="a.[").message


def test_an_array_that_is_there_and_empty_is_a_table_without_rows(tmp_path: Path) -> None:
    assert read(written(tmp_path, "a.json", '{"companies": []}'), rows="companies[]")[1] == []


@pytest.mark.parametrize(
    ("content", "line"), [('{"a": 1,\n "b": }', 2), ("", 1), ('{"a": 1}\n{"a": 2}', 2), ("nothing", 1), ("[NaN]", 1)]
)
def test_what_is_no_json(tmp_path: Path, content: str, line: int) -> None:
    problem = refused(written(tmp_path, "a.json", content))
    assert "not readable as JSON" in problem.message
    assert problem.line == line


@pytest.mark.parametrize("depth", [300, 2000, 500_000])
def test_deep_nesting_is_refused(tmp_path: Path, depth: int) -> None:
    message = refused(written(tmp_path, "a.json", "[" * depth + "]" * depth)).message
    assert "nested more than 200 deep" in message or "depth limit" in message


def test_nesting_to_the_limit_is_read(tmp_path: Path) -> None:
    assert len(read(written(tmp_path, "a.json", "[" * 200 + "1" + "]" * 200))[1]) == 1
    assert "200 deep" in refused(written(tmp_path, "b.json", "[" * 201 + "1" + "]" * 201)).message


@pytest.mark.parametrize("name", ["delimiter", "sheet", "columns", "header"])
def test_what_is_for_flat_tables_is_refused(tmp_path: Path, name: str) -> None:
    value: Any = {"columns": ("a",), "header": 1}.get(name, ";")
    assert f"{name} is for flat tables" in refused(written(tmp_path, "a.json", "[]"), **{name: value}).message


def test_json_lines(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", '\ufeff{"a": 1}\n\n{"a": \n{"a": 3}\r\n"\\ud800"\n[{"a": 4}, {"a": 5}]')
    rows = read(path)[1]
    assert [line for line, _ in rows] == [1, 3, 4, 5, 6, 6]
    assert rows[0] == (1, Nested({"a": 1}))
    assert isinstance(rows[1][1], BadRow) and rows[1][1].value == '{"a": \n'
    assert isinstance(rows[3][1], BadRow)
    assert rows[5] == (6, Nested({"a": 5}, (), (1,)))


def test_json_lines_with_a_path(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", '{"id": 1}\n{"id": 2, "parts": [{"n": "x"}, {"n": "y"}]}\n')
    rows = read(path, rows="parts[]")[1]
    assert [(line, row.value, row.around[0]["id"]) for line, row in rows] == [(2, {"n": "x"}, 2), (2, {"n": "y"}, 2)]
    assert refused(path, rows="pieces[]").hint == "there are id, parts"


def test_json_lines_that_are_deep_broken_or_endless(tmp_path: Path) -> None:
    deep = "[" * 500 + "]" * 500
    rows = read(written(tmp_path, "a.jsonl", f'{deep}\n{{"a": 1}}\n'.encode() + b'{"a": "\xff"}\n'))[1]
    assert isinstance(rows[0][1], BadRow) and rows[1] == (2, Nested({"a": 1})) and isinstance(rows[2][1], BadRow)
    assert "too long" in refused(written(tmp_path, "b.jsonl", '"' + "x" * (5 * 1024**2))).message
    assert refused(written(tmp_path, "c.jsonl", "\n \n")).message == "the file is empty"


def test_json_lines_of_another_encoding(tmp_path: Path) -> None:
    lines = '{"a": "电池"}\n{"a": "锂"}\n'
    for encoding in ("utf-16", "gb18030"):
        path = written(tmp_path, "a.jsonl", lines.encode(encoding))
        told = {"encoding": encoding} if encoding == "gb18030" else {}
        assert [row.value["a"] for _, row in read(path, **told)[1]] == ["电池", "锂"]


def test_json_lines_come_as_they_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", '{"a": 1}\n' * 10_000)
    with open_table(path, "a.jsonl", Shape()) as sheet:
        assert sheet.nested
        assert next(iter(sheet)) == (1, Nested({"a": 1}))


def test_a_document_of_too_many_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_JSON_VALUES", 7)
    row = '{"a": [1, 2]}'  # an object, an array, a comma: three marks
    assert len(read(written(tmp_path, "a.json", f"[{row}, {row}]".replace("1, 2", "1")))[1]) == 2  # six
    problem = refused(written(tmp_path, "b.json", f"[{row}, {row}]"))  # eight
    assert problem.message == "8 values or so are too many for one document"
    assert "JSON Lines" in problem.hint
    assert len(read(written(tmp_path, "c.jsonl", f"{row}\n" * 10))[1]) == 10


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=("Cs",)), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(_VALUES, max_size=5))
def test_what_is_written_is_read(tmp_path: Path, values: list[Any]) -> None:
    rows = read(written(tmp_path, "a.json", json.dumps(values)))[1]
    assert [row.value for _, row in rows] == values
    if values:
        lines = "".join(json.dumps([value]) + "\n" for value in values)
        rows = read(written(tmp_path, "a.jsonl", lines))[1]
        assert [row.value for _, row in rows] == values
