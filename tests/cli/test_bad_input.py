"""What bad input gets at the command line: a message with the place and a hint, exit 1, nothing half-written."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit.cli import run
from tests.cli.conftest import GRAPHKIT, Call, Served, append, rewrite
from tests.conftest import Neo4jServer

TABLES = "loaders/example"
FACT = "news-1#p1,{},,,,,,,"


def told(result: str, place: str, text: str) -> bool:
    """Whether a line of the output tells this of this place."""
    return any(line.startswith(place) and text in line for line in result.splitlines())


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "text"),
    [
        ("facts.csv", "source,subject,predicate,value", "source,subject,value", "facts.csv:1: predicate", "missing"),
        ("entities.csv", "acme-line-1,Site", "acme-line-1,Sites", "entities.csv:4: type", "did you mean Site"),
        ("facts.csv", "acme-line-1,capacity", "acme-line-1,capasity", "facts.csv:4: predicate", "capacity"),
        ("facts.csv", "0.5 GWh", "0.5 GWhh", "facts.csv:4: value", "GWh"),
        ("facts.csv", "news-1#p1,acme-cells,OPERATES,acme-line-1", "news-1#p1,acme-cells,OPERATES,acme-line-9",
         "facts.csv:2: value", "acme-line-1"),
        ("facts.csv", "news-1#p1,acme-cells", "news-2#p1,acme-cells", "facts.csv:2: source", "news-1"),
        ("facts.csv", "2025-11-10", "2025-13-40", "facts.csv:6: when", "2025-13-40"),
        ("facts.csv", "2025-11-10", "Nov-25", "facts.csv:6: when", "spreadsheet"),
        ("facts.csv", "0.5 GWh", "5E-01 GWh", "facts.csv:4: value", "5E-01"),
        ("facts.csv", "0.5 GWh", "-0.5 GWh", "facts.csv:4: value", "negative"),
        ("facts.csv", "0.5 GWh", "5 to 2 GWh", "facts.csv:4: value", "5"),
        ("entities.csv", "borel-materials,Firm", "acme-cells,Firm", "entities.csv:3: id", "line 2"),
        ("entities.csv", "Borel Materials", "B" * 10_000, "entities.csv:3: name", "10,000"),
    ],
    ids=["missing column", "unknown type", "unknown metric", "unknown unit", "unknown entity", "unknown source",
         "no date", "spreadsheet date", "spreadsheet number", "negative", "min above max", "duplicate id", "long name"],
)  # fmt: skip
def test_a_cell(on: Call, folder: Path, file: str, old: str, new: str, place: str, text: str) -> None:
    rewrite(folder / TABLES / file, old, new)
    result = on("check")
    assert result.code == 1
    assert told(result.out, f"{TABLES}/{place}", text), result.out
    assert on("--store", "embedded", "load").code == 1
    assert not (folder / ".graphkit").exists()  # nothing was begun


def test_an_ambiguous_name_lists_the_candidates(on: Call, folder: Path) -> None:
    append(folder / TABLES / "entities.csv", "acme-two,Firm,Acme Two,Acme,,,,")
    line = append(folder / TABLES / "facts.csv", "news-1#p1,Acme,OPERATES,acme-line-1,,,,,,,")
    out = on("check").out
    assert told(out, f"{TABLES}/facts.csv:{line}: subject", "acme-cells, acme-two"), out


def test_an_entity_that_nothing_mentions(on: Call, folder: Path) -> None:
    line = append(folder / TABLES / "entities.csv", "lonely,Firm,Lonely,,,,,")
    result = on("check")
    assert f"entities.csv:{line}" in result.out and "lonely" in result.out.casefold()


def test_a_circle(on: Call, folder: Path) -> None:
    append(folder / TABLES / "entities.csv", "acme-base,Site,Acme base,,,,,")
    append(folder / TABLES / "facts.csv", "news-1#p1,acme-line-1,PART_OF,acme-base,,,,,,,")
    append(folder / TABLES / "facts.csv", "news-1#p1,acme-base,PART_OF,acme-line-1,,,,,,,")
    result = on("check")
    assert result.code == 1
    assert "circle" in result.out and f"{TABLES}/facts.csv:1" in result.out


@pytest.mark.parametrize(
    ("data", "text"),
    [(b"id,type,name\n\xff,Firm,x\n", "UTF-8"), ("id,type,name\n".encode("utf-16"), "UTF-16"), (b"", "empty"),
     (b"id,type,name\na,Firm,\0\n", "zero byte"), (b"id;type;name\n", "commas")],
    ids=["broken utf-8", "utf-16", "empty", "zero byte", "semicolons"],
)  # fmt: skip
def test_a_file(on: Call, folder: Path, data: bytes, text: str) -> None:
    (folder / TABLES / "entities.csv").write_bytes(data)
    result = on("check")
    assert result.code == 1
    assert told(result.out, f"{TABLES}/entities.csv", text), result.out


def test_a_file_of_200_mb(on: Call, folder: Path) -> None:
    with (folder / TABLES / "facts.csv").open("r+b") as file:
        file.truncate(200 * 1024 * 1024)
    result = on("check")
    assert result.code == 1
    assert told(result.out, f"{TABLES}/facts.csv", "209,715,200 bytes")


def test_all_problems_in_one_run(on: Call, folder: Path) -> None:
    rewrite(folder / TABLES / "facts.csv", "0.5 GWh", "-0.5 GWh")
    rewrite(folder / TABLES / "facts.csv", "2025-11-10", "2025-13-40")
    rewrite(folder / TABLES / "sources.csv", "press", "rumor")
    rewrite(folder / "queries/money/prices.cypher", "$item", "$itme")
    result = on("check")
    assert result.code == 1
    for place in ("facts.csv:4", "facts.csv:6", "sources.csv:2", "queries/money/prices.cypher"):
        assert place in result.out
    assert "errors" in result.err
    assert len(on("check", "--format", "jsonl").out.splitlines()) == len(result.out.splitlines())


def test_a_query_with_an_undeclared_parameter(on: Call, folder: Path) -> None:
    rewrite(folder / "queries/money/prices.cypher", "// param item", "// param thing")
    result = on("check")
    assert result.code == 1
    assert told(result.out, "queries/money/prices.cypher: param", "$item is used and not declared")


def test_a_parameter_that_a_query_has_not(on: Call) -> None:
    result = on("query", "run", "who-makes", "-p", "itm=x")
    assert result.code == 2
    assert "hint: it takes: item" in result.err


@pytest.mark.parametrize("given", ["item", "=x"])
def test_what_is_no_parameter(on: Call, given: str) -> None:
    assert on("query", "run", "who-makes", "-p", given).code == 2


@pytest.mark.parametrize(
    "text", ["CREATE (n:Firm {id: 'x'})", "MATCH (n) DETACH DELETE n", "MATCH (n:Firm) SET n.x = 1"]
)
def test_a_write_in_a_read_only_run(call: Call, served: Served, text: str) -> None:
    base = ("--project", served.folder, "--store", "embedded")
    result = call(*base, "query", "cypher", text)
    assert result.code == 1
    assert "--write" in result.err
    assert call(*base, "load").err.endswith("nothing to change\n")


def test_cypher_that_is_none(call: Call, served: Served) -> None:
    result = call("--project", served.folder, "--store", "embedded", "query", "cypher", "MATHC (n) RETURN n")
    assert result.code == 1
    assert result.err.startswith("error: ")
    assert call("--project", served.folder, "query", "cypher", " ").code == 1


def test_a_server_that_is_down(on: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    result = on("--store", "bolt://127.0.0.1:9", "status")
    assert result.code == 1
    assert "bolt://127.0.0.1:9" in result.err and "hint: " in result.err


@pytest.mark.neo4j
def test_a_wrong_password(on: Call, neo4j_server: Neo4jServer, monkeypatch: pytest.MonkeyPatch) -> None:
    if not neo4j_server.password:
        pytest.skip("this server asks for no password")
    monkeypatch.setenv("NEO4J_PASSWORD", "not-the-secret")
    result = on("--store", neo4j_server.uri, "status")
    assert result.code == 1
    assert "NEO4J_PASSWORD" in result.err and "not-the-secret" not in result.err


def test_a_server_that_goes_away(folder: Path, call: Call, tmp_path: Path) -> None:
    """A listener that takes the connection and closes it."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:

        def close() -> None:
            while True:
                try:
                    server.accept()[0].close()
                except OSError:
                    return

        threading.Thread(target=close, daemon=True).start()
        result = call("--project", folder, "--store", f"bolt://127.0.0.1:{server.getsockname()[1]}", "load")
    assert result.code == 1
    assert result.err.startswith("error: ")


def test_another_projects_store(call: Call, served: Served, tmp_path: Path) -> None:
    assert run(["init", str(tmp_path / "other")]) == 0
    store = f"embedded:{served.folder / '.graphkit/store'}"
    # The password lies with the project that owns the store.
    shutil.copy(served.folder / ".graphkit/secret", served.folder / ".graphkit/store/secret")
    for words in (["load"], ["status"], ["show", "acme-cells", "--from-store"]):
        result = call("--project", tmp_path / "other", "--store", store, *words)
        assert result.code == 1
        assert "belongs to the project 'chain'" in result.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(on: Call, folder: Path) -> None:
    folder.chmod(0o500)
    try:
        for words in (["--store", "embedded", "load"], ["map", "-o", str(folder / "x.html")]):
            result = on(*words)
            assert result.code == 1
            assert "ermission" in result.err or "may not" in result.err
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize("path", ["/proc/nosuch/x", "nosuch/folder/x"])
def test_a_place_that_cannot_be_written(on: Call, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (["map", "-o", f"{path}.html"], ["export", "claims", "-o", path], ["export", "csv", "-o", path]):
        result = on(*words)
        if path.startswith("/proc") or words[1] != "csv":
            assert result.code == 1, words
            assert path.rpartition("/")[0] in result.err


def test_init_where_nothing_can_be_made(call: Call, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert call("init", tmp_path / "file").code == 2
    assert call("init", tmp_path / "file" / "deeper").code == 1
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


@pytest.mark.skipif(os.name == "nt", reason="locks by flock")
def test_a_locked_store(folder: Path, tmp_path: Path) -> None:
    store = f"embedded:{tmp_path / 'store'}"
    words = [*GRAPHKIT, "--project", str(folder), "--store", store]
    first = subprocess.Popen([*words, "query", "cypher", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    # Two at once: the second waits for the first, says so if it must, and neither fails.
    second = subprocess.Popen([*words, "load"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    out, _ = first.communicate("RETURN 1 AS one")
    _, err = second.communicate(timeout=90)
    assert (first.returncode, second.returncode) == (0, 0), err
    assert "one" in out


@pytest.mark.parametrize(
    "words",
    [["show", "acme-cells", "--as-of", "2025-13-40"], ["show", "nobody-there"], ["why", "acme-cells", "nosuch"],
     ["check", "nosuch"], ["--store", "http://x", "status"], ["--store", "embedded:", "status"],
     ["export", "nosuch", "-o", "x"], ["export", "csv", "-o", "-"], ["map", "-o", "-"], ["find"],
     ["load", "example", "--prune", "example"], ["find", "x", "--format", "xml"], ["check", "--sources", "nosuch"]],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_is_2(on: Call, words: list[str]) -> None:
    result = on(*words)
    assert result.code == 2
    assert result.out == ""


@pytest.mark.parametrize(
    "words", [["show", "acme-cell"], ["why", "acme-line-1", "capacty"], ["query", "run", "whomakes"]]
)
def test_unknown_names_suggest(on: Call, words: list[str]) -> None:
    if words == ["show", "acme-cell"]:
        words = ["show", "acme-cel1s"]
    result = on(*words)
    assert result.code in (1, 2)
    assert "hint: did you mean" in result.err


Change = Callable[[Path], None]


@pytest.mark.parametrize(
    ("text", "part"),
    [("name = ", "not valid TOML"), ('name = "a"\nstroe = "x"', "unknown key stroe"), ('name = "A B"', "name must be")],
)
def test_settings_that_are_wrong(on: Call, folder: Path, text: str, part: str) -> None:
    (folder / "graphkit.toml").write_text(text, encoding="utf-8")
    result = on("check")
    assert result.code == 1
    assert part in result.err


def test_a_schema_that_is_wrong(on: Call, folder: Path) -> None:
    (folder / "schema/nodes.toml").write_text("[Firm\n", encoding="utf-8")
    result = on("check")
    assert result.code == 1
    assert "schema/nodes.toml" in result.out


def test_no_project(call: Call, tmp_path: Path) -> None:
    result = call("--project", tmp_path, "check")
    assert result.code == 1
    assert "graphkit init" in result.err
