"""CSV and TSV: what is found, what is told as a guess, and what costs a row or the table."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.facts.formats import BadRow, Shape, Titled, open_table
from tests.facts.formats.reading import cells, read, refused, written


def test_a_plain_table(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "supplier, buyer ,share\nLina,BYD,0.4\n\nSinoma,,\n")
    columns, rows, guesses = read(path)
    assert columns == ("supplier", "buyer", "share")
    assert rows == [(2, ["Lina", "BYD", "0.4"]), (4, ["Sinoma", "", ""])]
    assert guesses == []


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_from_the_heading(tmp_path: Path, mark: str) -> None:
    path = written(tmp_path, "a.csv", mark.join(["name", "city"]) + "\n" + mark.join(["Lina", "Suzhou"]) + "\n")
    columns, rows, guesses = read(path)
    assert (columns, rows, guesses) == (("name", "city"), [(2, ["Lina", "Suzhou"])], [])


def test_a_rival_delimiter_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "name;city, country;share\nLina;Suzhou, China;1,5\n")
    columns, rows, guesses = read(path)
    assert columns == ("name", "city, country", "share")
    assert rows == [(2, ["Lina", "Suzhou, China", "1,5"])]
    assert guesses == ["delimiter ';': ',' would part the heading too"]


def test_a_quoted_heading_does_not_mislead(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", '"a;b;c;d",share\nx,1\n')
    assert read(path)[0] == ("a;b;c;d", "share")


def test_tsv_takes_tabs_and_excels_own_line_is_obeyed(tmp_path: Path) -> None:
    assert cells(written(tmp_path, "a.tsv", "a,b\tc\nx,y\tz\n")) == [["x,y", "z"]]
    columns, rows, _ = read(written(tmp_path, "b.csv", "sep=;\r\na,b;c\r\n1;2\r\n"))
    assert (columns, rows) == (("a,b", "c"), [(3, ["1", "2"])])


def test_line_ends_within_quotes_and_the_line_of_each_row(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", 'name,note\r\nA,"one\r\ntwo"\r\nB,"say ""yes"""\r\n')
    assert read(path)[1] == [(2, ["A", "one\r\ntwo"]), (4, ["B", 'say "yes"'])]


@pytest.mark.parametrize("title", ["Title", "Title;;;", "Title, of 2025", "Plants, lines, and cells"])
def test_the_line_below_a_title_is_proposed(tmp_path: Path, title: str) -> None:
    path = written(tmp_path, "a.csv", f"{title}\nWerk;Land;2024;2025\nKiel;DE;1,5;2,5\nBonn;DE;3,5;4,5\n")
    with pytest.raises(Titled) as caught:
        read(path)
    assert caught.value.header == 2
    assert read(path, header=2)[:2] == (
        ("Werk", "Land", "2024", "2025"), [(3, ["Kiel", "DE", "1,5", "2,5"]), (4, ["Bonn", "DE", "3,5", "4,5"])],
    )  # fmt: skip


def test_rows_shorter_than_the_heading_change_no_delimiter(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "name,city,note\nLina,Suzhou\nBYD,Xi'an\n")
    assert read(path)[0] == ("name", "city", "note")


def test_the_heading_is_where_the_shape_says(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "Plants of 2024\n\nname,city,GWh\nLina,Suzhou,2\n")
    problem = refused(path)
    assert problem.line == 1
    assert problem.message == "the first line, 'Plants of 2024', is one cell, and line 3 has 3"
    assert "header = 3" in problem.hint
    assert read(path, header=3)[1] == [(4, ["Lina", "Suzhou", "2"])]
    assert read(path, header=1)[0] == ("Plants of 2024",)
    assert "heading is blank" in refused(path, header=2).message
    assert "has 4 lines" in refused(path, header=9).message


def test_a_file_without_headings(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "\nLina;BYD\nSinoma;CATL\n")
    columns, rows, _ = read(path, columns=("supplier", "buyer"))
    assert columns == ("supplier", "buyer")
    assert rows == [(2, ["Lina", "BYD"]), (3, ["Sinoma", "CATL"])]
    assert "exclude each other" in refused(path, columns=("a", "b"), header=1).message


def test_doubled_and_blank_headings(tmp_path: Path) -> None:
    problem = refused(written(tmp_path, "a.csv", "name,city, name\n"))
    assert (problem.line, problem.message) == (1, "the heading 'name' stands twice, at 1 and 3")
    columns, rows, guesses = read(written(tmp_path, "b.csv", "name,,city\nA,x,y\n"))
    assert columns == ("name", "column 2", "city")
    assert guesses == ["headings column 2: the cells are blank"]
    assert rows == [(2, ["A", "x", "y"])]


def test_headings_are_composed_and_their_blanks_single(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", 'Ko\u0308ln,"Capacity\n(GWh)"\n1,2\n')
    assert read(path)[0] == ("Köln", "Capacity (GWh)")


def test_short_and_long_rows(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "a,b\n1\n1,2,,\n1,2,3\n")
    rows = read(path)[1]
    assert rows[:2] == [(2, ["1", ""]), (3, ["1", "2"])]
    line, bad = rows[2]
    assert line == 4 and isinstance(bad, BadRow)
    assert (bad.message, bad.value) == ("3 cells under 2 headings", "3")


def test_cells_that_cannot_be_kept_cost_their_row(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", f"a,b\n1,x\x07y\n2,{'z' * 10_001}\n3,{'z' * 10_000}\n4,\u200bok\tok\n")
    rows = dict(read(path)[1])
    assert rows[2] == BadRow("a control character U+0007 at character 2", rows[2].hint, "b", "x\ufffdy")
    assert rows[3].message == "10,001 characters are too many: at most 10,000" and len(rows[3].value) == 80
    assert rows[4] == ["3", "z" * 10_000]
    assert rows[5] == ["4", "\u200bok\tok"]


def test_text_after_a_closed_quote_costs_its_row(tmp_path: Path) -> None:
    rows = read(written(tmp_path, "a.csv", 'a,b\n1,"x"y\n2,5" pipe\n'))[1]
    assert isinstance(rows[0][1], BadRow) and rows[0][0] == 2
    assert rows[1] == (3, ["2", '5" pipe'])


def test_a_cell_beyond_what_the_reader_takes_costs_its_row(tmp_path: Path) -> None:
    rows = read(written(tmp_path, "a.csv", f"a,b\n1,{'x' * 200_000}\n2,y\n"))[1]
    assert isinstance(rows[0][1], BadRow) and rows[1] == (3, ["2", "y"])


@pytest.mark.parametrize("rest", ["".join(f"{n},x\n" for n in range(50)), 'one\nb,"two"\nc,three\n'])
def test_a_quote_that_is_not_closed_is_told_with_its_line(tmp_path: Path, rest: str) -> None:
    problem = refused(written(tmp_path, "a.csv", 'a,b\n1,x\n2,"open\n' + rest))
    assert problem.line == 3
    assert "a quote that opens in the row of line 3 is not closed" in problem.message


@pytest.mark.parametrize("content", ["", "\n\n  \n", "\ufeff", "sep=;\n"])
def test_an_empty_file(tmp_path: Path, content: str) -> None:
    problem = refused(written(tmp_path, "a.csv", content))
    assert "empty" in problem.message or "nothing" in problem.message


def test_a_heading_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    assert read(written(tmp_path, "a.csv", "a,b"))[:2] == (("a", "b"), [])


@pytest.mark.parametrize("delimiter", ['"', "\n", ";;", "；"])
def test_what_cannot_part_cells(tmp_path: Path, delimiter: str) -> None:
    assert "cannot part cells" in refused(written(tmp_path, "a.csv", "a,b\n"), delimiter=delimiter).message


def test_a_line_without_end_is_no_row(tmp_path: Path) -> None:
    assert "line is too long" in refused(written(tmp_path, "a.csv", "a,b\n" + "x" * (5 * 1024**2))).message


def test_rows_come_as_they_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "a,b\n" + "1,2\n" * 100_000 + '3,"open\n')
    with open_table(path, "a.csv", Shape()) as sheet:
        assert next(iter(sheet)) == (2, ["1", "2"])  # what is wrong at the end is not known yet


_CELL = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff\ufeff", include_characters="\n"),
    max_size=12,
)
_ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(
    rows=st.lists(st.lists(_CELL, min_size=3, max_size=3), max_size=6),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=_ENCODINGS,
)
def test_what_is_written_is_read(
    tmp_path: Path, rows: list[list[str]], delimiter: str, end: str, quoting: int, encoding: str
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([["id", "one", "two"], *rows])
    path = written(tmp_path, "a.csv", text.getvalue().encode(encoding))
    assert cells(path) == [row for row in rows if "".join(row).strip()]
