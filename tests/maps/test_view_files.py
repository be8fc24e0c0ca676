"""Files of saved views: what is wrong is told with its line, and what a graph does not hold is left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graphkit.errors import ContentError, UsageError
from graphkit.graph import Graph, build
from graphkit.maps.views import Fitted, Known, View, fitted, pick, read_views
from graphkit.model import Model
from graphkit.toml_lines import line_of, lines_of
from tests.maps import chain as chains

STORY = """
title = "The cell from Malmö"
description = "What goes into it."

[filter]
without_types = ["Vehicle"]

[[color]]
where = { type = "Material" }
color = "#E69F00"
label = "what goes in"

[[color]]
where = { status = "operating", property = "form", is = "cell" }
color = "#0072B2"

[[note]]
at = "Malmö line 1"
text = "Late by five months."

[[step]]
title = "The material"
text = "Lithium sulfide goes into the electrolyte."
focus = ["lisulfide"]
hops = 2

[[step]]
title = "The line"
text = "It runs."
select = "malmo-line"
trace = "down"
day = "2025-03"
color = "status"
filter = { without_types = [] }

[[step]]
title = "The relation"
text = "Who makes it."
select = ["malmo-line", "PRODUCES", "Malmö all-solid cell"]
"""
NATIVE = 'title = "In the native names"\ncaption = "native"\n[filter]\ncontext = true\n'


def known_of(chain: chains.Chain) -> Known:
    return Known.of(chain.facts(), chain.model)


def read(folder: Path, known: Known, **texts: str) -> dict[str, View]:
    """The views of files with these texts, by their names."""
    (folder / "views").mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"views/{name}.toml").write_text(text, encoding="utf-8")
    return read_views(folder / "views", known)


def views_for(folder: Path, chain: chains.Chain, graph: Graph | None = None, **texts: str) -> Fitted:
    known = known_of(chain)
    return fitted(read(folder, known, **texts), graph or chain.graph())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'title = "T"\n\n[filter]\ntypes = ["Frim"]',
            "views/v.toml:4: filter.types: unknown type 'Frim' — did you mean Firm?",
        ),
        ('title = "T"\ntilte = "U"', "views/v.toml:2: tilte: unknown key — did you mean title?"),
        ('description = "D"', 'views/v.toml: title: is missing — as title = "Sulfide cells"'),
        ('title = "T"\n[filter]\nhop = 3', "views/v.toml:3: filter.hop: unknown key — did you mean hops?"),
        (
            'title = "T"\n[filter]\nfocus = [\n  "Malmö Cells",\n  "Nobody",\n]',
            "views/v.toml:5: filter.focus: unknown entity 'Nobody' — graphkit find TEXT searches all names",
        ),
        ('title = "T"\n[filter]\nfocus = ["malmo-lin"]', "did you mean malmo, malmo-line, "),
        ('title = "T"\n[filter]\ncountries = ["Sweden"]', "views/v.toml:3: filter.countries: unknown country 'Sweden'"),
        (
            'title = "T"\n[filter]\nsources = ["d9"]',
            "views/v.toml:3: filter.sources: unknown document 'd9' — one of d1, d2",
        ),
        ('title = "T"\n[filter]\ntechnologies = ["route:sulfde"]', "did you mean route:sulfide?"),
        (
            'title = "T"\n[filter]\ntypes = "Firm"',
            'views/v.toml:3: filter.types: is no list — in brackets, as types = ["Firm"]',
        ),
        (
            'title = "T"\n[filter]\ntypes = ["Firm"]\nwithout_types = ["Site"]',
            "views/v.toml:4: filter.without_types: types and without_types exclude each other — leave one of them out",
        ),
        ('title = "T"\n[filter]\nday = "soon"', "views/v.toml:3: filter.day: not a day: "),
        ('title = "T"\n[filter]\nday = "today"', "as 2025-12-06, 2025-12 or 2025"),
        (
            'title = "T"\n[[color]]\nwhere = { type = "Firm" }\ncolor = "blue"',
            "views/v.toml:4: color 1, color: is no colour — six digits after #, as \"#0072B2\"; it is 'blue'",
        ),
        (
            'title = "T"\n[[color]]\nwhere = { type = "Firm" }\ncolor = "#000000"\n'
            '[[color]]\nwhere = { tpye = "Firm" }\ncolor = "#000000"',
            "views/v.toml:6: color 2, where.tpye: unknown key — did you mean type?",
        ),
        ('title = "T"\n[[color]]\nwhere = {}\ncolor = "#000000"', "color 1, where: names nothing that must hold"),
        (
            'title = "T"\n[[color]]\nwhere = { property = "route", is = "sulphide" }\ncolor = "#000000"',
            "views/v.toml:3: color 1, where.is: unknown route 'sulphide' — did you mean sulfide?",
        ),
        ('title = "T"\ncolor = "stauts"', "views/v.toml:2: color: unknown colouring 'stauts' — did you mean status?"),
        ('title = "T"\ncaption = "nick"', "views/v.toml:2: caption: unknown caption 'nick'"),
        ('title = "T"\n[[note]]\nat = "cell"', "views/v.toml:2: note 1, text: is missing — as text = "),
        (
            'title = "T"\n[[step]]\ntitle = "A"\ntext = """\n[filter]\ntitle = 3\n"""\n'
            '[[step]]\ntitle = "B"\ntext = "b"\nselect = "Ghost"',
            "views/v.toml:11: step 2, select: unknown entity 'Ghost'",
        ),
        (
            'title = "T"\n[[step]]\ntitle = "A"\ntext = "a"\n[step.filter]\nrelations = ["MAKES"]',
            "views/v.toml:6: step 1, filter.relations: unknown relation 'MAKES'",
        ),
        (
            'title = "T"\n[[step]]\ntitle = "A"\ntext = "a"\ntrace = "up"',
            "step 1, trace: nothing is selected to trace from",
        ),
        ('title = "T\n', "views/v.toml:1: not valid TOML"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, schema: Model, text: str, told: str) -> None:
    with pytest.raises(ContentError) as error:
        read(tmp_path, known_of(chains.small(schema)), v=text)
    assert len(error.value.problems) == 1, error.value.problems
    assert told in str(error.value.problems[0])


def test_all_mistakes_of_all_files_are_told(tmp_path: Path, schema: Model) -> None:
    with pytest.raises(ContentError) as error:
        read(
            tmp_path,
            known_of(chains.small(schema)),
            a='title = "A"\ncaption = "x"\n[filter]\ntypes = ["X", "Y"]',
            b="x = 1",
        )
    assert [p.file for p in error.value.problems] == ["views/a.toml"] * 3 + ["views/b.toml"] * 2
    with pytest.raises(ContentError, match="no name of a view"):
        read(tmp_path / "views", known_of(chains.small(schema)), **{"Big Name": 'title = "T"'})


def test_no_folder_is_no_view(tmp_path: Path, schema: Model) -> None:
    assert read_views(tmp_path / "views", known_of(chains.small(schema))) == {}


def test_lines_of_tables_in_arrays_and_long_texts() -> None:
    lines = lines_of(
        'a = 1\n[[step]]\nx = """\ny = 2\n[z]\n"""\n[step.filter]\nt = [\n 1,\n]\n# """\n[[step]]\nq.r = 1\n'
    )
    assert lines == {
        ("a",): 1, ("step", 0): 2, ("step", 0, "x"): 3, ("step", 0, "filter"): 7, ("step", 0, "filter", "t"): 8,
        ("step", 1): 12, ("step", 1, "q", "r"): 13,
    }  # fmt: skip
    assert line_of(lines, ("step", 0, "filter", "t", 3)) == 8
    assert line_of(lines, ("step", 1, "missing")) == 12
    assert line_of(lines, ("missing",)) == 0


def test_the_nearest_view_is_named(tmp_path: Path, schema: Model) -> None:
    views = read(tmp_path, known_of(chains.small(schema)), story=STORY)
    assert pick(views, "story").says.title == "The cell from Malmö"
    with pytest.raises(UsageError, match="did you mean story"):
        pick(views, "stroy")
    with pytest.raises(UsageError, match="left out of this map"):
        pick({}, "story", ["story"])


def test_what_the_graph_does_not_hold_is_left_out(tmp_path: Path, schema: Model) -> None:
    chain = chains.small(schema)
    chain.source("d3", "Later", "2026-03-01")
    chain.entity("later", "Firm", "Later Works")
    chain.edge("later", "SUPPLIES", "malmo", source="d3", said="2026-03-01")
    # Somebody has said it, and later that it is not so.
    chain.edge("malmo", "SUPPLIES", "autos", said="2025-01-10")
    chain.edge("malmo", "SUPPLIES", "autos", kind="denied", source="d2", said="2025-12-01")
    text = STORY.replace("[[step]]", '[[note]]\nat = "Later Works"\ntext = "New."\n[[step]]', 1)
    text += '[[step]]\ntitle = "Then"\ntext = "A supplier."\nselect = "Later Works"\n'
    text += '[[step]]\ntitle = "Thus"\ntext = "It supplies."\nselect = ["malmo", "SUPPLIES", "autos"]\n'
    only = 'title = "Later"\n[filter]\nfocus = ["later"]\n'
    sourced = 'title = "By the later one"\n[filter]\nsources = ["d3"]\n'
    whole = views_for(tmp_path, chain, story=text, only=only, sourced=sourced)
    assert set(whole.views) == {"story", "only", "sourced"}
    assert [s.title for s in whole.views["story"].says.step] == ["The material", "The line", "The relation", "Then"]
    assert len(whole.remarks) == 1 and "step 5 left out" in whole.remarks[0]  # denied by now
    early = views_for(tmp_path, chain, build(chain.facts(), schema, known_on=date(2025, 12, 31)))
    assert set(early.views) == {"story"}
    assert set(early.left_out) == {"only", "sourced"}
    assert [s.title for s in early.views["story"].says.step] == ["The material", "The line", "The relation"]
    assert [n.text for n in early.views["story"].says.note] == ["Late by five months."]
    assert any("'Later Works', which this map does not show" in r for r in early.remarks)
    # The lines of the note and of the step, counted in the text.
    lines = text.splitlines()
    assert any(f"views/story.toml:{lines.index('[[note]]', 20) + 1}: note 2 left out" in r for r in early.remarks)
