"""graphkit changes and stale as a person or a job calls them."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.conftest import Call, Served, append, rewrite

FILES = ("page.html", "page.md", "page.json")


class _Page(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_late_line_of_the_example(on: Call) -> None:
    result = on("changes", "--since", "2025-06", "--section", "moved", "--format", "json")
    (moved,) = json.loads(result.out)["changes"]
    assert (moved["id"], moved["what"], moved["new"]) == ("acme-line-1", "production_start", "2025-11-10")
    assert "by the day said, as of 2025-03-" in result.err


def test_formats_hold_the_same_items(on: Call) -> None:
    words = ("changes", "--since", "2025-06", "--all")
    items = json.loads(on(*words, "--format", "json").out)["changes"]
    assert items == [json.loads(line) for line in on(*words, "--format", "jsonl").out.splitlines()]
    assert len(list(csv.DictReader(io.StringIO(on(*words, "--format", "csv").out)))) == len(items)
    text = on(*words, "--format", "markdown").out
    assert text.startswith("# Changes since 2025-06-30")
    assert sum(line.startswith("| ") for line in text.splitlines()) == len(items) + 2 * text.count("\n## ")


def test_before_the_first_claim_counts_stand_for_the_lists(on: Call) -> None:
    short, whole = (on("changes", "--since", "2020", *more) for more in ((), ("--all",)))
    assert "all is new; --all prints it" in short.err
    assert len(short.out.splitlines()) < len(whole.out.splitlines())
    assert "New" in short.out
    assert "acme-line-1" not in short.out
    assert "acme-line-1" in whole.out


def test_nothing_changed_after_the_last(on: Call, tmp_path: Path) -> None:
    for clock in ("said", "recorded"):
        result = on("changes", "--since", "2030", "--by", clock)
        assert (result.code, result.out) == (0, "")
        assert "nothing changed since 2030-12-31" in result.err
    page = tmp_path / "page.html"
    assert on("changes", "--since", "2030", "-o", page).code == 0
    assert "Nothing changed." in page.read_text("utf-8")
    assert "Nothing changed." in on("changes", "--since", "2030", "--format", "markdown").out


def test_long_sections_are_cut_and_say_so(on: Call, folder: Path) -> None:
    facts = folder / "loaders/example/facts.csv"
    document = facts.read_text("utf-8").splitlines()[1].partition("#")[0]
    entities = folder / "loaders/example/entities.csv"
    for number in range(30):
        append(entities, f"buyer-{number},Firm,Buyer {number},,,,,")
        append(facts, f"{document}#p9,acme,SUPPLIES,buyer-{number},,,,,,,,")
    cut = on("changes", "--since", "2025-06").out
    assert "more: --all, or --section new" in cut
    for whole in (("--all",), ("--section", "new"), ("--entity", "acme")):
        text = on("changes", "--since", "2025-06", *whole).out
        assert all(f"Buyer {number}" in text for number in range(30))
        assert "more:" not in text


@pytest.mark.parametrize("name", FILES)
def test_the_same_bytes_every_time_and_from_the_store(name: str, call: Call, served: Served, tmp_path: Path) -> None:
    made = []
    for number, more in enumerate(((), (), ("--from-store",))):
        path = tmp_path / str(number) / name
        path.parent.mkdir()
        words = ("--project", served.folder, "--store", "embedded", "changes", "--since", "2025-06", "-o", path)
        assert call(*words, *more).code == 0
        made.append(path.read_bytes())
    assert made[0] == made[1] == made[2]
    assert b"acme-line-1" in made[0]


def test_the_page_runs_nothing_and_loads_nothing(on: Call, folder: Path, tmp_path: Path) -> None:
    rewrite(folder / "loaders/example/entities.csv", "Acme line 1", "<script>alert(1)</script><b onclick=x>&amp;")
    path = tmp_path / "page.html"
    assert on("changes", "--since", "2020", "-o", path).code == 0
    text = path.read_text("utf-8")
    page = _Page(text)
    assert not {"script", "b onclick", "link", "img", "iframe", "object", "base"} & set(page.tags)
    assert all(link.startswith("#") for link in page.links)
    assert "onclick" not in text.replace("&lt;b onclick=x&gt;", "")
    assert "<script>alert(1)</script><b onclick=x>&amp;" in page.text
    assert "prefers-color-scheme:dark" in text
    assert "url(" not in text


@pytest.mark.parametrize("name", FILES)
def test_nothing_that_is_not_public_is_in_the_file(name: str, on: Call, folder: Path, tmp_path: Path) -> None:
    tables = folder / "loaders/example"
    header = (tables / "sources.csv").read_text("utf-8").splitlines()[0].split(",")
    cells = {"id": "memo-7", "title": "Veiled memo", "publisher": "Veiled desk", "published": "2025-12-24",
             "grade": "company", "visibility": "internal"}  # fmt: skip
    append(tables / "sources.csv", ",".join(cells.get(column, "") for column in header))
    append(tables / "entities.csv", "veiled-works,Site,Veiled works,,,,,")
    append(tables / "facts.csv", "memo-7#p3,veiled-works,capacity,7.77 GWh,,,,,,,,")
    path = tmp_path / name
    assert on("changes", "--since", "2025-06", "--audience", "public", "-o", path).code == 0
    data = path.read_bytes().lower()
    for trace in (b"veiled", b"memo-7", b"7.77", b"2025-12-24"):
        assert trace not in data
    assert b"1 claim" in data or b'"left_out": 1' in data
    assert on("changes", "--since", "2025-06", "-o", path).code == 0
    assert b"veiled-works" in path.read_bytes()


def test_sources_without_a_day_of_recording_are_told(on: Call, folder: Path) -> None:
    sources = folder / "loaders/example/sources.csv"
    header = sources.read_text("utf-8").splitlines()[0].split(",")
    cells = {"id": "late-find", "title": "Late find", "publisher": "Example News", "published": "2025-02-01"}
    append(sources, ",".join(cells.get(column, "") for column in header))
    append(folder / "loaders/example/facts.csv", "late-find#p1,acme-line-1,class,all-solid,,,,,,,,")
    result = on("changes", "--since", "2020", "--by", "recorded", "--format", "json")
    assert "late-find" in json.loads(result.out)["unrecorded"]
    assert "unknown whether new" in result.err
    assert "late-find" in result.err


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("--since", "2025-13"), "not a day"),
        (("--since", "2025-06", "--until", "2025-05"), "before"),
        (("--since", "2025-06", "-o", "page.pdf"), ".html"),
        (("--since", "2025-06", "--entity", "acm-line"), "did you mean"),
        (("--since", "2025-06", "--section", "news"), "news"),
        ((), "--since"),
    ],
)
def test_wrong_usage(words: tuple[str, ...], hint: str, on: Call) -> None:
    result = on("changes", *words)
    assert result.code == 2
    assert hint in result.err
    assert result.out == ""


def test_entity_and_until(on: Call) -> None:
    words = ("changes", "--since", "2025-06", "--format", "json", "--entity")
    told = json.loads(on(*words, "Acme line 1").out)["changes"]
    assert told
    # Also the relation that ends at it; but not the other products of the firm's own.
    assert {t["id"] for t in told} == {"acme-line-1", "acme-cells"}
    assert {t["what"] for t in told if t["id"] == "acme-cells"} == {"OPERATES Acme line 1"}
    assert not json.loads(on(*words, "Acme line 1", "--until", "2025-07").out)["changes"]


def test_stale_of_the_example(on: Call) -> None:
    result = on("stale", "--days", "180", "--section", "plans", "--section", "relations", "--format", "json")
    lines = json.loads(result.out)
    assert {line["section"] for line in lines} <= {"plans", "relations"}
    assert all(line["days"] >= 180 for line in lines)
    assert "stale after 180 days" in result.err
    none = on("stale", "--days", "5000", "--section", "relations")
    assert (none.code, none.out) == (0, "")
    assert "nothing is stale" in none.err
