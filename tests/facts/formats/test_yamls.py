"""YAML: plain values only, words as they are written, aliases within bounds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.facts.formats.reading import read, refused, written


def values(folder: Path, text: str, **shape: Any) -> list[Any]:
    """The values of all rows."""
    return [row.value for _, row in read(written(folder, "a.yaml", text), **shape)[1]]


def test_words_are_what_is_written(tmp_path: Path) -> None:
    text = """
    country: NO
    ticker: 001216
    also: 0o17
    hex: 0x1F
    day: 2024-05-01
    time: 12:30:45
    yes: on
    share: 12.50
    power: 1e5
    GWh: 12.5
    number: 42
    minus: -3
    open: true
    closed: FALSE
    nothing:
    tilde: ~
    quoted: "42"
    single: 'true'
    """
    (row,) = values(tmp_path, text)
    assert row == {
        "country": "NO",
        "ticker": "001216",
        "also": "0o17",
        "hex": "0x1F",
        "day": "2024-05-01",
        "time": "12:30:45",
        "yes": "on",
        "share": "12.50",
        "power": "1e5",
        "GWh": 12.5,
        "number": 42,
        "minus": -3,
        "open": True,
        "closed": False,
        "nothing": None,
        "tilde": None,
        "quoted": "42",
        "single": "true",
    }
    assert isinstance(row["number"], int)


def test_rows_by_a_path_and_several_documents(tmp_path: Path) -> None:
    text = "plants:\n- city: Ningde\n- city: Yibin\n---\nplants:\n- {city: Suzhou, 2024: 5}\n"
    assert values(tmp_path, text, rows="plants[]") == [
        {"city": "Ningde"},
        {"city": "Yibin"},
        {"city": "Suzhou", "2024": 5},
    ]
    assert [line for line, _ in read(tmp_path / "a.yaml", rows="plants[]")[1]] == [1, 2, 3]
    assert values(tmp_path, "- a\n- b\n") == ["a", "b"]


def test_anchors_aliases_and_merges(tmp_path: Path) -> None:
    text = "base: &b {x: 1, y: 2}\nfirst: *b\nsecond: {<<: *b, y: 3}\nthird: {y: 4, <<: [*b, {z: 5, x: 9}]}\n"
    (row,) = values(tmp_path, text)
    assert row["first"] == {"x": 1, "y": 2}
    assert row["second"] == {"x": 1, "y": 3}
    assert row["third"] == {"x": 1, "y": 4, "z": 5}
    assert values(tmp_path, "a: {<<: plain}\n") == [{"a": {"<<": "plain"}}]


def test_a_billion_laughs_are_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    problem = refused(written(tmp_path, "a.yaml", "\n".join(lines)))
    assert "holds more than 2,000,000 values" in problem.message
    assert problem.line in (6, 7)


def test_laughs_over_many_documents_and_merges_are_refused(tmp_path: Path) -> None:
    big = "a: &a [" + "x, " * 1000 + "x]\nb: &b [" + "*a, " * 900 + "x]\n"
    assert "2,000,000" in refused(written(tmp_path, "a.yaml", "---\n".join([big] * 5))).message
    keys = "base: &b {" + ", ".join(f"k{n}: 1" for n in range(3000)) + "}\n"
    merged = keys + "rows:\n" + "- {<<: *b}\n" * 2000
    assert "2,000,000" in refused(written(tmp_path, "b.yaml", merged)).message


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        ("a: !!python/object/apply:os.system ['id']\n", "the tag tag:yaml.org,2002:python", 1),
        ("a: 1\nb: !custom x\n", "the tag !custom", 2),
        ("a: 1\na: 2\n", "the key 'a' stands twice", 2),
        ("? [1, 2]\n: x\n", "a key is not a single value", 1),
        ("a: *b\n", "repeats what is not there", 1),
        ("a: &a [*a]\n", "or itself", 1),
        ("a: [1, 2\nb: 3\n", "not readable as YAML", 2),
        ("\tx: 1\n", "not readable as YAML", 1),
        ("a: \x00\n", "not readable as YAML", 0),
        ("[" * 300 + "]" * 300, "nested more than 200 deep", 1),
        ("[" * 100_000, "nested more than 200 deep", 1),
        ("", "the file is empty", 0),
        ("just text", "one value", 0),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, said: str, line: int) -> None:
    problem = refused(written(tmp_path, "a.yaml", text))
    assert said in problem.message
    assert problem.line == line


def test_nesting_by_aliases_is_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 400)]
    assert "200 deep" in refused(written(tmp_path, "a.yaml", "\n".join(lines))).message
