"""How answers are printed: widths, colours, formats, and nothing from foreign data that a terminal obeys."""

from __future__ import annotations

import csv
import io
import json

import pytest
from rich.cells import cell_len

from graphkit.cli.grid import draw, records, wrap
from graphkit.cli.output import cell_text, print_table, to_json
from graphkit.values.table import Table

EVIL = "a\x1b[31mred\x07\x9b2J\u202eback\u2066"


def plain(text: str, _column: str, _head: bool) -> str:
    return text


def lines(columns: list[str], rows: list[list[str]], width: int | None) -> list[str]:
    return draw(columns, rows, width, frozenset(), plain)


def test_without_a_terminal_a_row_is_a_line() -> None:
    drawn = lines(["id", "note"], [["a", "word " * 80], ["b", "two\nlines"]], None)
    assert len(drawn) == 4
    assert drawn[3] == "b   two lines"


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    rows = [["sak-yibin-line-1", "Sak Power Yibin phase I 0.5 GWh line", "比亚迪固态电池示范线" * 3, "operating"]] * 3
    for line in lines(["id", "name", "native name", "status"], rows, width):
        assert cell_len(line) <= width


def test_ids_break_after_their_marks() -> None:
    assert wrap("sak-yibin-electrolyte-facility", 16) == ["sak-yibin-", "electrolyte-", "facility"]
    assert wrap("equipment_installation", 14) == ["equipment_", "installation"]


def test_dates_and_numbers_do_not_break_and_words_only_where_they_must() -> None:
    assert wrap("2025-11-30/2025-12-06", 12) == ["2025-11-30/", "2025-12-06"]
    assert wrap("352,000,000,000 USD", 15) == ["352,000,000,000", "USD"]
    assert wrap("on sak-yibin-line", 14) == ["on", "sak-yibin-line"]
    row = ["Sak Power Yibin phase I", "2025-11-10", "seed-000#p1, seed-000#p12"]
    for width in (60, 44, 36):
        drawn = "\n".join(lines(["name", "day", "sources"], [row], width))
        assert all(word in drawn for word in ("2025-11-10", "seed-000#p12")), drawn


def test_wide_characters_count_two_columns() -> None:
    assert [cell_len(line) for line in wrap("宁德时代" * 6, 10)] == [10, 10, 10, 10, 8]
    drawn = lines(["name", "type"], [["宁德时代", "Firm"], ["BYD", "Firm"]], 80)
    assert {cell_len(line[: line.index("Firm")]) for line in drawn[2:]} == {10}


def test_what_does_not_fit_is_written_one_under_the_other() -> None:
    columns = [f"column_{n}" for n in range(12)]
    drawn = lines(columns, [["some longer words here"] * 12] * 2, 60)
    assert drawn[0].startswith("column_0") and "some longer words here" in drawn[0]
    assert "" in drawn  # a blank line between the two


def test_empty_columns_are_left_out() -> None:
    assert lines(["id", "scope"], [["a", ""], ["b", ""]], 80)[0].strip() == "id"
    assert records(["id", "scope"], [["a", ""]], 80, plain) == ["id     a"]


def test_numbers_stand_to_the_right() -> None:
    drawn = draw(["n", "x"], [["1", "a"], ["100", "b"]], None, frozenset({0}), plain)
    assert drawn[2:] == ["  1  a", "100  b"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (True, "yes"), (2025, "2025"), (2800, "2800"), (352_000_000, "352,000,000"), (0.5, "0.5"),
        (1234567.891, "1,234,567.891"), (348.5, "348.5"), (["a", "b"], "a, b"), ({"name": "BYD", "x": 1}, "BYD"),
        ({"a": 1}, "a=1"), ("tab\there", "tab here"),
    ],
)  # fmt: skip
def test_cells(value: object, text: str) -> None:
    assert cell_text(value) == text


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "markdown"])
def test_control_characters_never_reach_the_terminal(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_table(Table.of(["x"], [[EVIL]], EVIL), form)
    out = capsys.readouterr().out
    assert not set(out) & set("\x1b\x07\x9b\u202e\u2066")


def test_json_keeps_what_it_escapes() -> None:
    assert json.loads(to_json({"x": EVIL})) == {"x": EVIL}


def test_csv_is_exact_in_a_file_and_holds_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    cells = ["=1+1", "+1+cmd|' /C calc'!A0", "-2 °C", "-3.5", "@x", EVIL, "a,b", 'say "x"']
    print_table(Table.of(["x"], [[c] for c in cells]), "csv")
    rows = [row[0] for row in csv.reader(io.StringIO(capsys.readouterr().out))][1:]
    assert rows == ["'=1+1", "'+1+cmd|' /C calc'!A0", "'-2 °C", "-3.5", "'@x", EVIL, "a,b", 'say "x"']


def test_markdown_escapes_its_own_marks(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(Table.of(["x"], [["a|b\n<i>"]]), "markdown")
    assert capsys.readouterr().out.splitlines()[2] == "| a\\|b &lt;i> |"


def test_no_rows(capsys: pytest.CaptureFixture[str]) -> None:
    for form, wanted in (("table", ""), ("json", "[]\n"), ("jsonl", ""), ("csv", "x\n")):
        print_table(Table.of(["x"], []), form, "nobody")
        out, err = capsys.readouterr()
        assert out == wanted
        assert err == ("nobody\n" if form == "table" else "")
