"""Encodings: told, marked, found, and mixed."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.facts.formats import BadRow
from tests.facts.formats.reading import read, refused, written

_ROWS = {
    "gb18030": [["宁德时代新能源", "固态电池", "10万吨"], ["赣锋锂业", "碳酸锂", "5万吨"]],
    "big5": [["台積電股份有限公司", "晶圓代工", "10萬片"], ["鴻海精密工業", "電動車", "5萬輛"]],
    "cp932": [["トヨタ自動車", "全固体電池", "10"], ["出光興産", "硫化リチウム", "5"]],
    "cp949": [["삼성에스디아이", "전고체 배터리", "10"], ["엘지에너지솔루션", "배터리", "5"]],
    "cp1252": [["Société Générale", "Orléans", "10"], ["Müller Straße GmbH", "Köln", "5"]],
    "cp1250": [["Škoda Auto", "Mladá Boleslav", "10"], ["Elektrárna Dětmarovice", "Karviná", "5"]],
    "cp1251": [["Норникель", "Москва", "10"], ["Росатом", "Новоуральск", "5"]],
}


def _table(rows: list[list[str]]) -> str:
    return "".join(",".join(row) + "\n" for row in [["company", "product", "amount"], *rows])


@pytest.mark.parametrize("encoding", sorted(_ROWS))
def test_an_encoding_is_found_and_told_as_a_guess(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, "a.csv", _table(_ROWS[encoding]).encode(encoding))
    _, rows, guesses = read(path)
    assert [row for _, row in rows] == _ROWS[encoding]
    assert guesses == [f"encoding {encoding}"]


@pytest.mark.parametrize("encoding", sorted(_ROWS))
def test_an_encoding_that_is_told_is_no_guess(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, "a.csv", _table(_ROWS[encoding]).encode(encoding))
    _, rows, guesses = read(path, encoding=encoding)
    assert ([row for _, row in rows], guesses) == (_ROWS[encoding], [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_utf_8_and_marks_are_sure(tmp_path: Path, encoding: str) -> None:
    columns, rows, guesses = read(written(tmp_path, "a.csv", _table(_ROWS["gb18030"]).encode(encoding)))
    assert columns == ("company", "product", "amount")
    assert ([row for _, row in rows], guesses) == (_ROWS["gb18030"], [])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_a_guess(tmp_path: Path, encoding: str) -> None:
    _, rows, guesses = read(written(tmp_path, "a.csv", _table(_ROWS["cp1252"]).encode(encoding)))
    assert ([row for _, row in rows], guesses) == (_ROWS["cp1252"], [f"encoding {encoding}"])


def test_a_letter_late_in_the_file_counts(tmp_path: Path) -> None:
    text = "a,b\n" + "plain,1\n" * 300_000 + "Société,2\n"
    path = written(tmp_path, "a.csv", text.encode("cp1252"))
    _, rows, guesses = read(path)
    assert rows[-1] == (300_002, ["Société", "2"])
    assert guesses == ["encoding cp1252"]


def test_mixed_encodings_cost_the_rows_that_differ(tmp_path: Path) -> None:
    good = "".join(f"宁德时代{n},x\n" for n in range(20)).encode()
    path = written(tmp_path, "a.csv", b"a,b\n" + good + "Orléans,1\n".encode("cp1252") + b"end,2\n")
    _, rows, guesses = read(path)
    assert guesses == ["encoding utf-8: some bytes are not, perhaps two encodings are mixed"]
    line, bad = rows[20]
    assert line == 22 and isinstance(bad, BadRow)
    assert bad.message == "byte 0xe9 at character 4 is not of the file's encoding"
    assert rows[21] == (23, ["end", "2"])
    assert sum(isinstance(row, BadRow) for _, row in rows) == 1


def test_an_encoding_that_was_told_wrongly(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "a,b\nKöln,1\nx,2\n".encode("cp1252"))
    rows = read(path, encoding="utf-8")[1]
    assert isinstance(rows[0][1], BadRow) and rows[1] == (3, ["x", "2"])


@pytest.mark.parametrize("encoding", ["nonsense", "hex", "rot13", "idna", "punycode", "base64", "utf\0"])
def test_what_is_no_encoding_of_tables(tmp_path: Path, encoding: str) -> None:
    assert "is no encoding of tables" in refused(written(tmp_path, "a.csv", "a,b\n"), encoding=encoding).message


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"PK\x03\x04....", "workbook"), (b"\x1f\x8b\x08....", "gzip"), (b"PAR1....", "Parquet"), (b"%PDF-1.7", "PDF")],
)
def test_other_files_under_a_wrong_suffix(tmp_path: Path, content: bytes, word: str) -> None:
    problem = refused(written(tmp_path, "a.csv", content))
    assert word in problem.message and problem.hint


def test_one_zero_byte_costs_one_row(tmp_path: Path) -> None:
    rows = read(written(tmp_path, "a.csv", b"a,b\n1,x\x00\n2,y\n"))[1]
    assert isinstance(rows[0][1], BadRow) and rows[1] == (3, ["2", "y"])


def test_json_in_another_encoding(tmp_path: Path) -> None:
    text = '[{"name": "宁德时代新能源科技"}, {"name": "赣锋锂业股份"}]'
    for encoding, told in (("utf-16", []), ("utf-8-sig", []), ("gb18030", ["encoding gb18030"])):
        _, rows, guesses = read(written(tmp_path, "a.json", text.encode(encoding)))
        assert [row.value["name"] for _, row in rows] == ["宁德时代新能源科技", "赣锋锂业股份"]
        assert guesses == told
