"""Bad input: each mistake is a problem with file, line, column and a hint; one test a mistake."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from graphkit.api import Project, open_project
from graphkit.errors import ContentError
from graphkit.facts.entities import MAX_NAME
from graphkit.facts.tables import MAX_BYTES
from tests.facts.kernel_tables import ENTITIES, FACTS, SOURCES, fact, loader, one, read, says

# --- facts.csv, cell by cell: the row, the column, what is said, what would be right

CELLS = {
    "unknown predicate": ("doc-1#p1,acme,OPERATS,line-1", "predicate", "unknown predicate", "OPERATES"),
    "no predicate": ("doc-1#p1,acme,,line-1", "predicate", "is empty", "docs/schema.md"),
    "a predicate of entities.csv": ("doc-1#p1,acme,alias,Ace", "predicate", "unknown predicate", ""),
    "unknown metric": ("doc-1#p1,line-1,capasity,1 GWh", "predicate", "unknown predicate", "capacity"),
    "unknown unit": ("doc-1#p1,line-1,capacity,1 GWx", "value", "no unit", "GWh"),
    "unit of another metric": ("doc-1#p1,line-1,capacity,1 Ah", "value", "is no unit of capacity", "GWh"),
    "no unit": ("doc-1#p1,line-1,capacity,0.5", "value", "has no unit", "GWh"),
    "no number": ("doc-1#p1,line-1,capacity,", "value", "is empty", "a number with its unit"),
    "negative capacity": ("doc-1#p1,line-1,capacity,-0.5 GWh", "value", "negative", "0 or more"),
    "min above max": ("doc-1#p1,line-1,capacity,5-3 GWh", "value", "falls from its first end", "smaller"),
    "rewritten number": ("doc-1#p1,line-1,capacity,1.35E+01", "value", "rewritten by a spreadsheet", "text format"),
    "rewritten number with unit": ("doc-1#p1,line-1,capacity,1.35E+01 GWh", "value", "rewritten", "text format"),
    "formula": ('doc-1#p1,line-1,purpose,"=HYPERLINK(""x"")"', "value", "is a formula", "text format"),
    "error of a spreadsheet": ("doc-1#p1,line-1,capacity,#REF!", "value", "error of a spreadsheet", "text format"),
    "unknown entity": ("doc-1#p1,acme,OPERATES,line-11", "value", "unknown entity", "line-1"),
    "a name with a dash": ("doc-1#p1,acme,SUPPLIES,No — Ltd", "value", "'No — Ltd'", "entities.csv"),
    "unknown subject": ("doc-1#p1,acmee,OPERATES,line-1", "subject", "unknown entity", "acme"),
    "no subject": ("doc-1#p1,,OPERATES,line-1", "subject", "is empty", "id or name"),
    "subject of a wrong type": ("doc-1#p1,yibin,OPERATES,line-1", "subject", "is a Place", "Firm"),
    "object of a wrong type": ("doc-1#p1,acme,OPERATES,yibin", "value", "is a Place", "Site"),
    "edge to itself": ("doc-1#p1,acme,SUPPLIES,Acme Cells", "value", "the subject itself", "two entities"),
    "one of one": ("doc-1#p1,acme,SUPPLIES,one of borel", "value", "one of what", "one of a, b"),
    "unknown source": ("doc-3#p1,acme,SUPPLIES,borel", "source", "unknown source", "doc-"),
    "no source": (",acme,SUPPLIES,borel", "source", "is empty", "sources.csv"),
    "no place in the source": ("doc-1,acme,SUPPLIES,borel", "source", "no place", "doc-1#p3"),
    "a place that is none": ("doc-1#page 3,acme,SUPPLIES,borel", "source", "is no place", "p3.s2"),
    "unknown kind": ("doc-1#p1,acme,SUPPLIES,borel,,plan", "kind", "unknown kind", "planned"),
    "unknown basis": ("doc-1#p1,acme,SUPPLIES,borel,,,infered", "basis", "unknown basis", "inferred"),
    "inferred from nothing": ("doc-1#p1,acme,SUPPLIES,borel,,,inferred", "basis", "from what", "note"),
    "unknown qualifier": ("doc-1#p1,acme,SUPPLIES,borel,,,,itm=li2s", "qualifiers", "unknown qualifier", "item"),
    "qualifier of another predicate": ("doc-1#p1,acme,SUPPLIES,borel,,,,round=B", "qualifiers", "does not go", "item"),
    "qualifier without a value": ("doc-1#p1,acme,SUPPLIES,borel,,,,item", "qualifiers", "not name=value", "class="),
    "qualifier twice": ("doc-1#p1,acme,SUPPLIES,borel,,,,item=li2s;item=li2s", "qualifiers", "stands twice", "row"),
    "unknown term": ("doc-1#p1,line-1,class,all-solidd", "value", "is no class", "all-solid"),
    "share above 100 %": ("doc-1#p1,acme,SUPPLIES,borel,,,,share=120 %", "qualifiers", "is no share", "0 to 100"),
    "an amount below nothing": ("doc-1#p1,li2s,INPUT_TO,line-1,,,,per=-20 %", "qualifiers", "less than nothing", "0"),
    "unknown speaker": ("doc-1#p1,acme,SUPPLIES,borel,,,,,Nobody", "speaker", "unknown entity", "entities.csv"),
    "said without an end": ("doc-1#p1,acme,SUPPLIES,borel,,,,,,from 2024", "said", "open at one end", "both bounds"),
    "no such month": ("doc-1#p1,line-1,completion,,2025-13-40", "when", "is no month", "01 to 12"),
    "no such day": ("doc-1#p1,line-1,completion,,2025-02-30", "when", "no day 30", "28"),
    "Nov-25": ("doc-1#p1,line-1,completion,,Nov-25", "when", "rewritten by a spreadsheet", "text format"),
    "11/10/2025": ("doc-1#p1,line-1,completion,,11/10/2025", "when", "rewritten by a spreadsheet", "text format"),
    "serial number of a day": ("doc-1#p1,line-1,completion,,45971", "when", "serial number", "text format"),
    "an event after it was told": ("doc-1#p1,line-1,completion,,2026-03", "when", "after the day it was", "planned"),
    "a value on a milestone": ("doc-1#p1,line-1,completion,2025-03", "value", "takes no value", "when"),
    "control character": ("doc-1#p1,line-1,purpose,a\x07b", "value", "control character U+0007", "retype"),
    "character that turns writing": ("doc-1#p1,line-1,purpose,a\u202eb", "value", "turns the direction", "retype"),
    "too many cells": ("doc-1#p1,acme,SUPPLIES,borel,,,,,,,,,more", "", "13 cells under 12 headings", "quotes"),
    "stray quote": ('doc-1#p1,acme,SUPPLIES,"borel', "", "not readable as CSV", "stray quote"),
    "quote within quotes": ('doc-1#p1,line-1,purpose,"a "b" c"', "", "not readable as CSV", "doubled"),
    "curation with a clock": ("curation,acme,country,CN,,,,,,2025-01", "said", "no clock", "leave it empty"),
    "claim id that is none": ("doc-1#p1,acme,SUPPLIES,borel,,,inferred,,,,abc", "inferred_from", "no claim", "why"),
    "long text": (f"doc-1#p1,line-1,purpose,{'x' * 10_001}", "value", "10,001 characters", "10,000"),
}  # fmt: skip


@pytest.mark.parametrize("case", CELLS)
def test_a_wrong_cell_is_told_with_its_line_and_column(case: str, tmp_path: Path) -> None:
    row, column, message, hint = CELLS[case]
    says(read(loader(tmp_path, facts=fact(row))), "facts.csv", 7, column, message, hint)


def test_an_ambiguous_name_lists_the_candidates(tmp_path: Path) -> None:
    entities = ENTITIES + "acme-two,Firm,Second Acme,Acme,,,,\n"
    facts = FACTS.replace("planned,,,Acme,", "planned,,,acme,")
    reading = read(loader(tmp_path, entities=entities, facts=facts + "doc-1#p1,acme-two,SUPPLIES,Acme,,,,,,,,\n"))
    (error,) = reading.errors()
    assert (error.line, error.column) == (7, "value")
    assert "ambiguous: acme, acme-two" in error.message
    assert error.hint == "write the id"
    (warning,) = [p for p in reading.problems if p.level == "warning"]
    assert "shares a name" in warning.message


def test_a_row_said_twice_is_one_claim_and_a_warning(tmp_path: Path) -> None:
    reading = read(loader(tmp_path, facts=fact("doc-1#p1,acme,OPERATES,line-1")))
    problem = one(reading)
    assert (problem.level, problem.line, problem.message) == ("warning", 7, "says the same as line 2")
    assert list(reading.facts.repeats.values()) == [1]


def test_all_mistakes_of_all_tables_are_told_in_one_run(tmp_path: Path) -> None:
    folder = loader(
        tmp_path,
        entities=ENTITIES + "lonely,Firm,Lonely,,,,,\nbad id,Firm,Bad,,,,,\n",
        sources=SOURCES + "doc-4,,Example,2025-13-40,,,,,,,\n",
        facts=fact("doc-9#p,acmee,OPERATS,line-1,Nov-25,plan"),
    )
    reading = read(folder)
    places = {(Path(p.file).name, p.line, p.column) for p in reading.problems}
    assert places == {
        ("entities.csv", 7, "id"), ("entities.csv", 8, "id"), ("sources.csv", 4, "title"),
        ("sources.csv", 4, "published"), ("facts.csv", 7, "source"), ("facts.csv", 7, "subject"),
        ("facts.csv", 7, "predicate"), ("facts.csv", 7, "kind"), ("facts.csv", 7, "when"),
    }  # fmt: skip
    with pytest.raises(ContentError):
        reading.require()


def test_an_entity_that_nothing_mentions_is_an_error(tmp_path: Path) -> None:
    reading = read(loader(tmp_path, entities=ENTITIES + "lonely,Firm,Lonely,,,,,\n"))
    says(reading, "entities.csv", 7, "id", "no fact mentions lonely", "remove the row")
    assert reading.errors()


def test_curation_alone_is_no_mention(tmp_path: Path) -> None:
    entities = ENTITIES + "lonely,Firm,Lonely,,,,,\n"
    reading = read(loader(tmp_path, entities=entities, facts=fact("curation,lonely,country,CN")))
    says(reading, "entities.csv", 7, "id", "no fact mentions lonely")


def test_an_entity_of_a_row_that_is_wrong_is_not_called_unmentioned(tmp_path: Path) -> None:
    entities = ENTITIES + "carol,Firm,Carol,,,,,\n"
    reading = read(loader(tmp_path, entities=entities, facts=fact("doc-1#p1,carol,SUPPLIES,borel,Nov-25")))
    assert one(reading).column == "when"


def test_facts_of_an_entity_that_is_wrong_are_not_called_wrong_too(tmp_path: Path) -> None:
    entities = ENTITIES.replace(
        "acme,Firm,Acme Cells,Acme,,SZSE:002074,,", "acme,Firm,Acme Cells,Acme,,SZSE:002074,big,"
    )
    says(read(loader(tmp_path, entities=entities)), "entities.csv", 2, "flags", "unknown flag", "generic")


def test_facts_of_a_source_that_is_wrong_are_not_called_wrong_too(tmp_path: Path) -> None:
    sources = SOURCES.replace("2025-11-12", "Nov-25")
    reading = read(loader(tmp_path, sources=sources))
    says(reading, "sources.csv", 2, "published", "rewritten by a spreadsheet", "text format")
    assert reading.counts["t"]["facts.csv"].rejected == 4


# --- entities.csv

ENTITY_CELLS = {
    "unknown type": ("x1,Frm,X", "type", "unknown type", "Firm"),
    "no type": ("x1,,X", "type", "unknown type", "Firm"),
    "duplicate id": ("acme,Firm,Other", "id", "acme is also on line 2", "unique"),
    "no id": (",Firm,X", "id", "is no id", "letters"),
    "id with a blank": ("x 1,Firm,X", "id", "is no id", "letters"),
    "no name": ("x1,Firm,", "name", "is empty", "name"),
    "name of 10,000 characters": (f"x1,Firm,{'n' * 10_000}", "name", "10,000 characters", str(MAX_NAME)),
    "name without a letter": ("x1,Firm,???", "name", "no letter or digit", "name"),
    "bidi in an alias": ("x1,Firm,X,a\u2066b", "aliases", "turns the direction", "retype"),
    "formula as a name": ("x1,Firm,=A1", "name", "is a formula", "text format"),
    "external id that is none": ("x1,Firm,X,,,12345", "external_ids", "is no external id", "LEI"),
}


@pytest.mark.parametrize("case", ENTITY_CELLS)
def test_a_wrong_entity_is_told_with_its_line_and_column(case: str, tmp_path: Path) -> None:
    row, column, message, hint = ENTITY_CELLS[case]
    facts = fact("doc-1#p1,x1,SUPPLIES,borel") if row.startswith("x1,Firm") and column != "name" else FACTS
    reading = read(loader(tmp_path, entities=ENTITIES + row + "\n", facts=facts))
    found = [p for p in reading.problems if p.file.endswith("entities.csv")]
    (problem,) = found
    assert (problem.line, problem.column) == (7, column)
    assert message in problem.message
    assert hint in problem.hint


def test_an_id_in_two_loaders_is_an_error(tmp_path: Path) -> None:
    first = loader(tmp_path, "a")
    second = loader(
        tmp_path, "b", entities="id,type,name\nacme,Firm,Acme\n", sources="id,title,publisher,published\n",
        facts="source,subject,predicate,value\ndoc-1#p1,acme,SUPPLIES,borel\n",
    )  # fmt: skip
    (problem,) = read(first, second).problems
    assert (problem.file, problem.line, problem.column) == ("loaders/b/entities.csv", 2, "id")
    assert "loaders/a/entities.csv:2" in problem.message


# --- sources.csv

SOURCE_CELLS = {
    "duplicate id": ("doc-1,T,P,2025", "id", "doc-1 is also on line 2", "unique"),
    "no id": (",T,P,2025", "id", "is no id of a source", "no blanks"),
    "the id curation": ("curation,T,P,2025", "id", "is no id of a source", "as smm"),
    "no title": ("d,,P,2025", "title", "is empty", "title"),
    "no publisher": ("d,T,,2025", "publisher", "is empty", "publisher"),
    "undated": ("d,T,P,", "published", "is empty", "both bounds"),
    "undated at one end": ("d,T,P,from 2025,inferred,,,,,,why", "published", "open at one end", "both bounds"),
    "inferred without a reason": ("d,T,P,2025,inferred", "note", "needs its reason", "mentions"),
    "no date": ("d,T,P,2025-13-40", "published", "is no month", "01 to 12"),
    "unknown grade": ("d,T,P,2025,,,rumor", "grade", "unknown grade", "rumour"),
    "unknown visibility": ("d,T,P,2025,,,,publik", "visibility", "unknown visibility", "public"),
    "unknown basis": ("d,T,P,2025,infered", "published_basis", "unknown published basis", "inferred"),
    "recorded no day": ("d,T,P,2025,,,,,,Nov-25", "recorded", "is no day", "2025-12-07"),
}


@pytest.mark.parametrize("case", SOURCE_CELLS)
def test_a_wrong_source_is_told_with_its_line_and_column(case: str, tmp_path: Path) -> None:
    row, column, message, hint = SOURCE_CELLS[case]
    reading = read(loader(tmp_path, sources=SOURCES + row + "\n"))
    says(reading, "sources.csv", 4, column, message, hint)


def test_a_source_in_two_loaders_is_an_error(tmp_path: Path) -> None:
    first = loader(tmp_path, "a")
    second = loader(
        tmp_path, "b", entities="id,type,name\n", sources="id,title,publisher,published\ndoc-1,T,P,2025\n",
        facts="source,subject,predicate,value\ndoc-1#p9,acme,SUPPLIES,borel\n",
    )  # fmt: skip
    (problem,) = read(first, second).problems
    assert (problem.file, problem.line, problem.column) == ("loaders/b/sources.csv", 2, "id")
    assert "loaders/a/sources.csv:2" in problem.message


# --- files


@pytest.mark.parametrize("table", ["entities", "sources", "facts"])
def test_a_missing_column_is_named(table: str, tmp_path: Path) -> None:
    text = {"entities": ENTITIES, "sources": SOURCES, "facts": FACTS}[table]
    column = {"entities": "type", "sources": "publisher", "facts": "predicate"}[table]
    reading = read(loader(tmp_path, **{table: text.replace(column, "xyz", 1)}))  # type: ignore[arg-type]
    found = {(p.line, p.column, p.message) for p in reading.problems if p.file == f"loaders/t/{table}.csv"}
    assert found == {(1, column, "the column is missing"), (1, "xyz", "unknown column")}


def test_an_unknown_column_proposes_a_known_one(tmp_path: Path) -> None:
    reading = read(loader(tmp_path, facts=FACTS.replace("qualifiers", "qualifier")))
    says(reading, "facts.csv", 1, "qualifier", "unknown column", "qualifiers")


def test_a_column_twice_is_an_error(tmp_path: Path) -> None:
    says(read(loader(tmp_path, facts=FACTS.replace("said", "note", 1))), "facts.csv", 1, "note", "stands twice")


def test_a_cell_under_no_heading_is_not_dropped(tmp_path: Path) -> None:
    facts = FACTS.replace("inferred_from,note", "inferred_from,") + "doc-1#p4,acme,SUPPLIES,borel,,,,,,,,remark\n"
    says(read(loader(tmp_path, facts=facts)), "facts.csv", 7, "", "'remark' stands under no heading")


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_a_table_with_another_separator_is_told_so(mark: str, tmp_path: Path) -> None:
    reading = read(loader(tmp_path, facts=FACTS.replace(",", mark)))
    says(reading, "facts.csv", 1, "", "not parted by commas", "CSV UTF-8")


def test_a_broken_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    data = FACTS.encode().replace(b"doc-1#p2", b"doc-1#p2\xff")
    says(read(loader(tmp_path, facts=data)), "facts.csv", 4, "", "is not UTF-8", "CSV UTF-8")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf16_is_told_so(encoding: str, tmp_path: Path) -> None:
    says(read(loader(tmp_path, facts=FACTS.encode(encoding))), "facts.csv", 0, "", "UTF-16", "CSV UTF-8")


def test_a_zero_byte_is_told_with_its_line(tmp_path: Path) -> None:
    says(read(loader(tmp_path, facts=FACTS.replace("p2", "p2\0"))), "facts.csv", 4, "", "zero byte", "CSV UTF-8")


@pytest.mark.parametrize("content", ["", "\n\n", ",,,\n", "\ufeff"])
def test_an_empty_file_is_told_so(content: str, tmp_path: Path) -> None:
    says(read(loader(tmp_path, facts=content)), "facts.csv", 0, "", "the file is empty", "source,subject")


def test_a_table_of_facts_with_a_heading_only_is_an_error(tmp_path: Path) -> None:
    says(read(loader(tmp_path, facts=FACTS.splitlines()[0] + "\n")), "facts.csv", 0, "", "holds no facts", "add a row")


def test_a_huge_file_is_refused_by_its_size_and_at_once(tmp_path: Path) -> None:
    folder = loader(tmp_path)
    with (folder / "facts.csv").open("ab") as file:
        file.truncate(200 * 1024 * 1024)
    begin = time.monotonic()
    says(read(folder), "facts.csv", 0, "", "209,715,200 bytes are too many", f"{MAX_BYTES:,}")
    assert time.monotonic() - begin < 1


@pytest.mark.parametrize("table", ["entities", "sources", "facts"])
def test_a_missing_table_is_told_so(table: str, tmp_path: Path) -> None:
    reading = read(loader(tmp_path, **{table: None}))  # type: ignore[arg-type]
    found = [p for p in reading.problems if p.file == f"loaders/t/{table}.csv"]
    assert [(p.line, p.message) for p in found] == [(0, "the file is missing")]
    assert found[0].hint.startswith("its first line is")


def test_a_folder_in_place_of_a_table_is_told_so(tmp_path: Path) -> None:
    folder = loader(tmp_path, facts=None)
    (folder / "facts.csv").mkdir()
    says(read(folder), "facts.csv", 0, "", "cannot be read", "a file")


def test_a_line_end_within_a_cell_costs_its_lines_and_no_other(tmp_path: Path) -> None:
    reading = read(
        loader(tmp_path, facts=fact('doc-1#p1,line-1,purpose,"two\nlines"') + "doc-1#p5,acme,SUPPLIES,borel\n")
    )
    assert {p.line for p in reading.errors()} == {7, 8}
    assert reading.counts["t"]["facts.csv"].claimed == 6


@pytest.mark.parametrize("change", [lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t, lambda t: t + ",,,\n\n"])
def test_crlf_a_mark_in_front_and_blank_rows_are_accepted(change, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    plain = read(loader(tmp_path / "plain"))
    other = read(loader(tmp_path / "other", entities=change(ENTITIES), sources=change(SOURCES), facts=change(FACTS)))
    assert (plain.problems, other.problems) == ([], [])
    assert plain.facts == other.facts


# --- loader.toml and the project


def test_a_folder_without_loader_toml_is_told_so(tmp_path: Path) -> None:
    says(read(loader(tmp_path, settings=None)), "loader.toml", 0, "", "the file is missing", "title")


def test_a_broken_loader_toml_is_told_with_its_line(tmp_path: Path) -> None:
    says(read(loader(tmp_path, settings='title = "T"\nlicence = \n')), "loader.toml", 2, "", "not valid TOML", "title")


def test_an_unknown_key_of_loader_toml_proposes_a_known_one(tmp_path: Path) -> None:
    says(
        read(loader(tmp_path, settings='title="T"\nlicense="x"\n')),
        "loader.toml",
        0,
        "license",
        "unknown key",
        "licence",
    )


def test_a_folder_with_a_name_that_is_none_is_told_so(tmp_path: Path) -> None:
    problem = one(read(loader(tmp_path, "My Facts")))
    assert problem.file == "loaders/My Facts/loader.toml"
    assert "is no loader's name" in problem.message


def _project(tmp_path: Path, facts: str) -> Project:
    (tmp_path / "graphkit.toml").write_text('name = "t"\n', encoding="utf-8")
    (tmp_path / "schema").symlink_to(Path(__file__).resolve().parents[2] / "schema")
    loader(tmp_path, entities=ENTITIES + "line-2,Site,Line 2,,,,,\n", facts=facts)
    return open_project(tmp_path)


def test_a_circle_of_parts_is_told_with_its_place(tmp_path: Path) -> None:
    facts = fact("doc-1#p1,line-1,PART_OF,line-2") + "doc-1#p1,line-2,PART_OF,line-1\n"
    (problem,) = _project(tmp_path, facts).read().problems
    assert (problem.file, problem.line, problem.column) == ("loaders/t/facts.csv", 7, "value")
    assert "circle" in problem.message
    assert problem.hint


# --- the account of rows


def test_every_row_is_claimed_or_rejected_also_those_that_cannot_be_read(tmp_path: Path) -> None:
    facts = fact('doc-1#p1,line-1,purpose,"stray') + "doc-1#p1,a,b,c,,,,,,,,,too,many\ndoc-1#p1,acme,OPERATES,nothing\n"
    reading = read(loader(tmp_path, facts=facts, sources=SOURCES + 'd,"T\n', entities=ENTITIES + "x,Firm,a\x07\n"))
    counts = reading.counts["t"]
    assert [(c.rows, c.claimed, c.skipped, c.rejected) for _, c in sorted(counts.items())] == [
        (6, 5, 0, 1), (8, 5, 0, 3), (3, 2, 0, 1),
    ]  # fmt: skip
    assert reading.rejected() == ("t",)


def test_a_row_with_two_places_is_one_row_and_two_claims(tmp_path: Path) -> None:
    reading = read(loader(tmp_path, facts=fact("doc-1#p7; doc-2#p8,acme,SUPPLIES,borel")))
    count = reading.counts["t"]["facts.csv"]
    assert (count.rows, count.claimed, count.claims) == (6, 6, 7)


def test_one_loader_read_alone_may_speak_of_anothers_entities(tmp_path: Path) -> None:
    first = loader(tmp_path, "a", facts=FACTS.replace("doc-1#p3,borel,SUPPLIES,acme,,,,item=li2s,,,,\n", ""))
    second = loader(
        tmp_path, "b", entities="id,type,name\n", sources="id,title,publisher,published\n",
        facts="source,subject,predicate,value,qualifiers\ndoc-1#p3,borel,SUPPLIES,acme,item=li2s\n",
    )  # fmt: skip
    assert read(first, second).problems == []
    for name in ("a", "b"):
        alone = read(first, second, only=[name])
        assert alone.problems == []
        assert {c.loader for c in alone.facts.claims} == {name}
