"""`graphkit map --view` and `--since`, the views that come with graphkit, and what `check` says of view files."""

from __future__ import annotations

import base64
import json
import re
import zlib
from pathlib import Path
from typing import Any

import pytest

from graphkit.api import Project, open_project
from graphkit.maps.changes import HEADINGS
from graphkit.maps.views import Known, fitted, read_views
from graphkit.maps.views.types import Filter, Note, Rule, Step, ViewFile, Where
from tests.cli.conftest import Call
from tests.cli.test_audience import ENTITIES, FACTS, SOURCES

ROOT = Path(__file__).parents[2]
VIEWS = ("disputed-and-overdue", "lines-by-status", "lithium-sulfide-to-car", "sulfide-route", "suppliers-in-china")


def block(path: Path, name: str) -> dict[str, Any]:
    """A block of data of a map's file."""
    found = re.search(rf'id="map-{name}">(.*?)</script>', path.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    if name == "details":
        return dict(json.loads(zlib.decompress(base64.b64decode(found[1]), zlib.MAX_WBITS | 16)))
    return dict(json.loads(found[1]))


def column(packed: Any) -> list[Any]:
    return [packed["d"][k] for k in packed["i"]] if isinstance(packed, dict) else packed


@pytest.fixture(scope="module")
def corpus() -> Project:
    return open_project(ROOT)


def test_the_map_holds_all_views_and_opens_with_one(on: Call, tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    assert on("map", "-o", target).code == 0
    meta = block(target, "meta")
    assert [v["name"] for v in meta["views"]] == ["lines-by-status"]  # the view of a new project
    assert "open" not in meta and "changes" not in meta
    assert on("map", "-o", target, "--view", "lines-by-status").code == 0
    assert block(target, "meta")["open"] == "lines-by-status"
    told = on("map", "-o", target, "--view", "lines-by-satus")
    assert told.code == 2 and "did you mean lines-by-status?" in told.err


def test_a_project_without_views_is_a_project(on: Call, folder: Path, tmp_path: Path) -> None:
    (folder / "views/lines-by-status.toml").unlink()
    (folder / "views").rmdir()
    assert on("map", "-o", tmp_path / "map.html").code == 0
    assert "views" not in block(tmp_path / "map.html", "meta")
    assert on("check").code == 0


def test_check_tells_of_views(on: Call, folder: Path, tmp_path: Path) -> None:
    assert on("check").code == 0
    (folder / "views/wrong.toml").write_text('title = "W"\n\n[filter]\nfocus = ["Acme line 7"]\n', encoding="utf-8")
    told = on("check")
    assert told.code == 1
    assert "views/wrong.toml:4: filter.focus: unknown entity 'Acme line 7' — did you mean acme-line-1" in told.out
    assert on("check", "example").code == 0  # of a loader alone: its own rows
    drawn = on("map", "-o", tmp_path / "map.html")
    assert drawn.code == 1 and "views/wrong.toml:4" in drawn.err
    assert not (tmp_path / "map.html").exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--since", "soon"], "not a day"),
        (["--since", "2026-05-01"], "2026-05-01 is after the day on which the map stands, 2025-11-12"),
        (["--since", "2025-11-01", "--as-of", "2025-06-30"], "is after the day on which the map stands, 2025-06-30"),
        (["--since", "2025-11-01", "--known-on", "2025-10-31"], "is after the day of what had been said, 2025-10-31"),
        (["--since", "2025-01", "--from-graphml", "x.graphml"], "--since speaks of the project's facts"),
        (["--view", "lines-by-status", "--from-graphml", "x.graphml"], "--view speaks of the project's facts"),
    ],
)
def test_wrong_usage(on: Call, tmp_path: Path, options: list[str], told: str) -> None:
    result = on("map", "-o", tmp_path / "map.html", *options)
    assert result.code == 2
    assert told in result.err
    assert not (tmp_path / "map.html").exists()


def test_the_same_facts_give_the_same_bytes(on: Call, tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        assert on("map", "-o", tmp_path / name, "--since", "2025-06", "--view", "lines-by-status").code == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_the_changes_are_those_of_the_command_changes(call: Call, tmp_path: Path) -> None:
    for since in ("2025-12-06", "2025-08"):
        listed = call("--project", ROOT, "changes", "--since", since, "--format", "json")
        assert listed.code == 0
        want = sorted(
            (HEADINGS[c["section"]], c["id"], c["old"] or "", c["new"] or "", c["change"] or "")
            for c in json.loads(listed.out)["changes"]
            if c["section"] != "stale"
        )
        target = tmp_path / "map.html"
        assert call("--project", ROOT, "map", "-o", target, "--since", since).code == 0
        told, ids = block(target, "details")["changes"], column(block(target, "data")["nodes"]["id"])
        columns = [column(told[n]) for n in ("section", "about", "old", "new", "change")]
        got = sorted(
            (section, ids[about[0]], old, new, change)
            for section, about, old, new, change in zip(*columns, strict=True)
            if section not in (HEADINGS["status"], HEADINGS["gone"])
        )
        assert got == want
        assert len(want) > 50


def test_the_marks_are_where_changes_says(call: Call, corpus: Project, tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    assert call("--project", ROOT, "map", "-o", target, "--since", "2025-12-06").code == 0
    marked, data = block(target, "meta")["changes"], block(target, "data")
    ids = column(data["nodes"]["id"])
    old, new = corpus.graph(known_on="2025-12-06"), corpus.graph()
    fresh = {ids[k] for k in marked["nodes"][1]}
    # New is what the earlier graph has not; xinjie-energy is first told of in the review of 2 January 2026.
    assert fresh <= new.entities.keys() - old.entities.keys()
    assert {"xinjie-energy", "xinjie-2gwh-line", "cn-ssb-ev-standard"} <= fresh
    starts, ends, types = (column(data["edges"][n]) for n in ("from", "to", "type"))
    edges = {(ids[starts[j]], types[j], ids[ends[j]]) for j in marked["edges"][1]}
    before = {(e.source, e.type, e.target) for e in old.edges.values()}
    after = {(e.source, e.type, e.target) for e in new.edges.values()}
    assert ("xinjie-energy", "OPERATES", "xinjie-2gwh-line") in edges
    assert edges <= after - before


PRIVATE = """title = "With the call"
[[step]]
title = "Open"
text = "The line runs."
select = "acme-line"
[[step]]
title = "Named"
text = "It is supplied."
select = "Quillon Works"
[[step]]
title = "In the text"
text = "They say that Zephyrium oxide goes in."
select = "acme"
"""


def test_no_view_tells_the_public_what_is_not_for_it(on: Call, folder: Path, tmp_path: Path) -> None:
    for name, text in (("entities", ENTITIES), ("sources", SOURCES), ("facts", FACTS)):
        (folder / f"loaders/example/{name}.csv").write_text(text, encoding="utf-8")
    (folder / "views/lines-by-status.toml").unlink()
    texts = {
        "story": PRIVATE,
        "around": 'title = "Around"\n[filter]\nfocus = ["quillon"]\n',
        "by-source": 'title = "By the call"\n[filter]\nsources = ["call"]\n',
        "quillon-works": 'title = "Their lines"\n',
        "note": 'title = "Notes"\n[[note]]\nat = "acme"\ntext = "Buys from Quillon Ltd."\n',
        "paraphrase": 'title = "P"\ndescription = "In spring a price fell by half."\n',
        "label": 'title = "L"\n[[color]]\nwhere = { type = "Firm" }\ncolor = "#000000"\nlabel = "zephyrium OXIDE"\n',
    }
    for name, text in texts.items():
        (folder / f"views/{name}.toml").write_text(text, encoding="utf-8")
    target = tmp_path / "map.html"
    whole = on("map", "-o", target)
    assert whole.code == 0 and "left out" not in whole.err
    assert len(block(target, "meta")["views"]) == len(texts)
    public = on("map", "-o", target, "--audience", "public", "--since", "2025-06")
    assert public.code == 0
    assert not block(target, "meta").get("views")
    page = target.read_text(encoding="utf-8") + json.dumps(block(target, "details"), ensure_ascii=False)
    for told in (page, public.err.replace("views/quillon-works.toml", "")):
        assert not [w for w in ("quillon", "zephyrium", "call#", "whisperer", "a price fell") if w in told.casefold()]
    assert "the views are left out" in public.err
    project = open_project(folder)
    project.write_map(tmp_path / "library.html", project.graph(audience="public"))
    assert not block(tmp_path / "library.html", "meta").get("views")
    chosen = on("map", "-o", target, "--audience", "public", "--view", "around")
    assert chosen.code == 2 and "cannot be shown to this audience" in chosen.err


def test_the_views_that_come_with_graphkit_show_whole(corpus: Project) -> None:
    found = corpus.views_of(corpus.graph())
    assert tuple(sorted(found.views)) == VIEWS
    assert found.remarks == ()
    assert len(found.views["lithium-sulfide-to-car"].says.step) == 6


def test_the_view_of_what_is_disputed_or_overdue_has_all_of_it(corpus: Project) -> None:
    graph = corpus.graph()
    view = corpus.views_of(graph).views["disputed-and-overdue"]
    told = {view.names.entities[note.at] for note in view.says.note}
    shown = {view.names.entities[f] for f in view.says.filter.focus}
    about = {i for c in graph.conflicts.values() if c.severity in ("high", "medium") for i in c.about}
    overdue = {i for i, e in graph.entities.items() if e.overdue}
    # Of two cars that are both called the first, the note stands at one.
    assert told == (about | overdue) - {"seres-sf5"}
    assert about | overdue <= shown


def test_numbers_and_days_in_the_texts_of_the_views_stand_in_the_facts(corpus: Project) -> None:
    """Each number of a text is one that a claim about an entity of its step, note or view has."""
    graph = corpus.graph()
    for name, view in corpus.views_of(graph).views.items():
        ids = view.names.entities
        for part in (*view.says.step, *view.says.note):
            near = [part.at] if hasattr(part, "at") else [*part.focus]
            claims = [c for c in graph.claims.values() if {ids[n] for n in near} & set(c.mentions())]
            said = " ".join(f"{c.text} {c.row.value} {c.row.when} {c.row.note}" for c in claims)
            days = re.sub(r"-0?", " ", said)
            for number in re.findall(r"\d[\d,.]*\d|\d", part.text):
                plain = number.replace(",", "")
                assert plain in said.replace(",", "") or f" {plain}" in days, (name, part.text, number)


def test_the_examples_of_the_page_on_views_are_right(corpus: Project, tmp_path: Path) -> None:
    page = (ROOT / "docs/views.md").read_text(encoding="utf-8")
    examples = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert len(examples) >= 5
    for k, text in enumerate(examples):
        (tmp_path / f"example-{k}.toml").write_text(text, encoding="utf-8")
    known = Known.of(corpus.facts, corpus.model)
    found = fitted(read_views(tmp_path, known), corpus.graph())
    assert len(found.views) == len(examples) and found.remarks == ()
    keys = {name for table in (ViewFile, Filter, Where, Rule, Note, Step) for name in table.model_fields}
    for name in keys - {"is_"}:
        shown = "without_…" if name.startswith("without_") else name
        assert f"`{shown}`" in page or f"{shown} =" in page or f"[[{shown}]]" in page, name


def test_a_new_project_is_made_with_a_view_that_fits_its_rows(on: Call, folder: Path) -> None:
    found = open_project(folder).views_of(open_project(folder).graph())
    assert list(found.views) == ["lines-by-status"] and found.remarks == ()
    assert len(found.views["lines-by-status"].says.step) == 2
    for name, text in (("entities", ENTITIES), ("sources", SOURCES), ("facts", FACTS)):  # and outlives them
        (folder / f"loaders/example/{name}.csv").write_text(text, encoding="utf-8")
    assert on("check").code == 0
