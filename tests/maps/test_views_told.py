"""What is told of files of saved views: relations that nobody states, selections out of focus, changes without a day
since when, and all mistakes of a file at once, each with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graphkit.cli import run
from graphkit.errors import ContentError, Problem
from graphkit.graph import build
from graphkit.maps import map_html
from graphkit.maps.views import fitted, inspect, read_views
from graphkit.model import Model
from tests.maps import chain as chains
from tests.maps.test_network_files import block
from tests.maps.test_view_files import known_of

TITLE = 'title = "T"\n'


def told(folder: Path, schema: Model, text: str, name: str = "v") -> list[Problem]:
    """What is told of a view of this text, on the small chain."""
    (folder / "views").mkdir(exist_ok=True)
    (folder / f"views/{name}.toml").write_text(text, encoding="utf-8")
    return sorted(inspect(folder / "views", known_of(chains.small(schema)))[1])


def step(text: str, filter_: str = "") -> str:
    """A view of one step; the first line of `text` is the sixth of the file, plus those of `filter_`."""
    return f'{TITLE}{filter_}\n[[step]]\ntitle = "S"\ntext = "s"\n{text}\n'


@pytest.mark.parametrize(
    ("select", "message"),
    [
        # It is the line that produces the cell.
        (
            '["cell", "PRODUCES", "malmo-line"]',
            """no document tells that 'cell' PRODUCES 'malmo-line' — told is ["malmo-line", "PRODUCES", "cell"]""",
        ),
        # Of the same type, from one of the ends.
        (
            '["autos", "PRODUCES", "Malmö all-solid cell"]',
            'told are ["autos", "PRODUCES", "car"], ["malmo", "PRODUCES", "cell"], ["malmo-line", "PRODUCES", "cell"]',
        ),
        ('["malmo", "PRODUECS", "cell"]', "unknown relation 'PRODUECS' — did you mean PRODUCES?"),
        ('["malmo", "PRODUCES", "cel"]', "unknown entity 'cel' — did you mean cell"),
        ('["malmo", "PRODUCES"]', "names neither an entity nor a relation — as select = "),
        ("3", "names neither an entity nor a relation — as select = "),
    ],
)
def test_a_relation_that_nobody_tells(tmp_path: Path, schema: Model, select: str, message: str) -> None:
    (problem,) = told(tmp_path, schema, step(f"select = {select}"))
    assert (problem.file, problem.line, problem.column) == ("views/v.toml", 6, "step 1, select")
    assert message in str(problem)


def test_a_relation_told_by_a_milestone_alone_is_told(tmp_path: Path, schema: Model) -> None:
    # cell vehicle_installation car is all that is said of INSTALLED_IN.
    assert told(tmp_path, schema, step('select = ["cell", "INSTALLED_IN", "car"]')) == []


def test_a_denial_tells_no_relation(tmp_path: Path, schema: Model) -> None:
    chain = chains.small(schema)
    chain.edge("malmo", "SUPPLIES", "autos", kind="denied")
    (tmp_path / "v.toml").write_text(step('select = ["malmo", "SUPPLIES", "autos"]'), encoding="utf-8")
    with pytest.raises(ContentError, match="no document tells that 'malmo' SUPPLIES 'autos'"):
        read_views(tmp_path, known_of(chain))


@pytest.mark.parametrize("ends", [("malmo", "autos"), ("autos", "malmo")])
def test_a_symmetric_relation_is_selected_from_either_end(tmp_path: Path, schema: Model, ends: tuple[str, str]) -> None:
    chain = chains.small(schema)
    chain.edge("malmo", "PARTNERS_WITH", "autos")
    select = f'select = ["{ends[0]}", "PARTNERS_WITH", "{ends[1]}"]'
    (tmp_path / "v.toml").write_text(step(select), encoding="utf-8")
    graph = chain.graph()
    found = fitted(read_views(tmp_path, known_of(chain)), graph)
    assert found.remarks == ()
    html = map_html(graph, schema, "M", views=found.views)
    (place,) = block(html, "map-meta")["views"][0]["steps"][0]["select"]
    names = block(html, "map-data")["edges"]["type"]
    types = [names["d"][k] for k in names["i"]] if isinstance(names, dict) else names
    assert types[place] == "PARTNERS_WITH"


# autos - PRODUCES - car - INSTALLED_IN - cell - PRODUCES - malmo, malmo-line; boss and sweden hang on relations that
# are not of the chain: boss at malmo, sweden at the line.
OUT = "is not in the focus of this step"


@pytest.mark.parametrize(
    ("filter_", "rows", "hint"),
    [
        ('[filter]\nfocus = ["autos"]\n', 'select = "cell"', "add it to focus, or give hops = 2"),
        ('[filter]\nfocus = ["autos"]\nhops = 0\n', 'select = "car"', "add it to focus, or give hops = 1"),
        ('[filter]\nfocus = ["malmo"]\nhops = 9\n', 'select = "boss"', "(context = true) it is 1 away"),
        # The step's own focus counts, with its own hops.
        ('[filter]\nfocus = ["cell"]\n', 'focus = ["autos"]\nselect = "cell"', "add it to focus, or give hops = 2"),
        ("", 'focus = ["autos"]\nhops = 0\nselect = "car"', "add it to focus, or give hops = 1"),
        ('[filter]\nfocus = ["cell"]\n', 'select = "Malmö Cells"', None),
        ('[filter]\nfocus = ["autos"]\n', 'focus = ["cell"]\nselect = "malmo"', None),
        ('[filter]\nfocus = ["autos"]\n', 'hops = 2\nfocus = ["autos"]\nselect = "cell"', None),
        ('[filter]\nfocus = ["malmo"]\ncontext = true\n', 'select = "boss"', None),
        ('[filter]\nfocus = ["malmo"]\n', 'select = "boss"\nfilter = { context = true }', None),
        ("", 'select = "boss"', None),
    ],
)
def test_a_selection_out_of_focus(tmp_path: Path, schema: Model, filter_: str, rows: str, hint: str | None) -> None:
    problems = told(tmp_path, schema, step(rows, filter_))
    if hint is None:
        assert problems == []
        return
    (problem,) = problems
    text = step(rows, filter_).splitlines()
    assert problem.line == next(n for n, row in enumerate(text, 1) if row.startswith("select"))
    assert OUT in problem.message and hint in problem.hint


def test_who_is_in_focus_and_named_nearly_alike_is_proposed(tmp_path: Path, schema: Model) -> None:
    rows = 'select = "Malmö Cells"'
    (problem,) = told(tmp_path, schema, step(rows, '[filter]\nfocus = ["malmo-line", "car", "cell"]\nhops = 0\n'))
    assert problem.hint.startswith("did you mean Malmö ")
    assert problem.hint.endswith("? Else add it to focus, or give hops = 1")


def test_both_ends_of_a_relation_are_to_be_in_focus(tmp_path: Path, schema: Model) -> None:
    rows = 'focus = ["malmo-line"]\nhops = 0\nselect = ["malmo-line", "PRODUCES", "cell"]'
    (problem,) = told(tmp_path, schema, step(rows))
    assert (problem.line, problem.message) == (8, f"'cell' {OUT}")


@pytest.mark.parametrize(
    ("filter_", "rows", "where"),
    [
        ('[filter]\nrelations = ["INPUT_TO"]\n', "", "see filter.relations"),
        ('[filter]\nwithout_relations = ["PRODUCES"]\n', "", "see filter.without_relations"),
        ("", 'filter = { without_relations = ["PRODUCES"] }', "see filter.without_relations of the step"),
        # The step's own list takes the place of the file's.
        ('[filter]\nrelations = ["INPUT_TO"]\n', 'filter = { relations = ["PRODUCES"] }', None),
    ],
)
def test_a_relation_that_is_filtered_away_is_selected(
    tmp_path: Path, schema: Model, filter_: str, rows: str, where: str | None
) -> None:
    problems = told(tmp_path, schema, step(f'select = ["malmo", "PRODUCES", "cell"]\n{rows}', filter_))
    if where is None:
        assert problems == []
    else:
        assert [p.message for p in problems] == [f"PRODUCES is not among the relations shown: {where}"]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('title = "T"\n[filter]\nchanges = ["new"]\n', 3, "filter.changes"),
        ('title = "T"\n[filter]\nwithout_changes = ["unchanged"]\n', 3, "filter.without_changes"),
        ('title = "T"\ncolor = "change"\n', 2, "color"),
        ('title = "T"\n[[color]]\nwhere = { changed = "new" }\ncolor = "#000000"\n', 3, "color 1, where.changed"),
        (step('filter = { changes = ["new"] }'), 6, "step 1, filter.changes"),
    ],
)
def test_changes_are_told_of_on_some_maps_only(
    tmp_path: Path, schema: Model, text: str, line: int, column: str
) -> None:
    (problem,) = told(tmp_path, schema, text)
    assert (problem.line, problem.column, problem.level) == (line, column, "warning")
    assert str(problem).endswith(
        "tells something only on a map with --since — graphkit map --since DAY marks what changed"
    )
    # The view is one that a map with --since needs.
    (view,) = read_views(tmp_path / "views", known_of(chains.small(schema))).values()
    assert view.warnings == (problem,)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('title = " "', 'v.toml:1: title: is empty — as title = "Sulfide cells"'),
        ("title = 3", 'v.toml:1: title: is no text — in quotes, as "3"; it is 3'),
        (f'title = "{"x" * 201}"', "v.toml:1: title: has 201 characters — at most 200"),
        (TITLE + "[filter]\nhops = 12\nfocus = ['cell']", "v.toml:3: filter.hops: is out of range: 12 — 0 to 9"),
        (
            TITLE + "[filter]\nhops = 'two'\nfocus = ['cell']",
            "v.toml:3: filter.hops: is no whole number — 0 to 9, as hops = 2; it is 'two'",
        ),
        (TITLE + "[filter]\nhops = 2", "v.toml:3: filter.hops: counts from focus, which is not given here"),
        (TITLE + "[filter]\nfocus = []", "v.toml:3: filter.focus: names nobody — leave it out, or name entities"),
        (TITLE + "[filter]\nfocus = [3]", "v.toml:3: filter.focus 1: is no text — in quotes"),
        (TITLE + "[filter]\nfocus = 3\nhops = 2", "v.toml:3: filter.focus: is no list — in brackets"),
        (TITLE + "[filter]\ntypes = []", "v.toml:3: filter.types: lists nothing, so nothing is shown"),
        (TITLE + "[filter]\ncontext = 'maybe'", "is neither true nor false — without quotes, as context = true"),
        (TITLE + "[filter]\nday = 2025-12-06", 'v.toml:3: filter.day: is no text — in quotes, as "2025-12-06"'),
        (TITLE + "[filter]\ncountries = ['Germany']", "unknown country 'Germany' — its code is DE"),
        (
            TITLE + "[filter]\ntable = true\nmatrix = true",
            "v.toml:4: filter.matrix: table and matrix exclude each other",
        ),
        (
            TITLE + "[[filter]]\ntypes = ['Firm']",
            "v.toml:2: filter: is a list of tables — write [filter], in one bracket",
        ),
        (TITLE + "[step]\ntitle = 'S'\ntext = 's'", "v.toml:2: step: is one table — write [[step]], in two brackets"),
        (TITLE + "step = 'S'", "v.toml:2: step: is no table — as [[step]], with its keys below; it is 'S'"),
        (TITLE + "types = ['Firm']", "v.toml:2: types: unknown key — it belongs below [filter]"),
        (
            TITLE + "[filter]\ncolor = 'status'",
            "v.toml:3: filter.color: unknown key — it belongs above the first [table]",
        ),
        (step("types = ['Firm']"), "v.toml:6: step 1, types: unknown key — it belongs into filter = { types = … }"),
        (step("trace = 'sideways'\nselect = 'cell'"), "unknown direction 'sideways' — one of near, up, down, both"),
        (
            step("trace = 'up'\nselect = ['malmo', 'PRODUCES', 'cell']"),
            "v.toml:6: step 1, trace: traces from an entity, and a relation is selected",
        ),
        (step("filter = { focus = 'cell' }"), "step 1, filter.focus: unknown key — it belongs to the step itself"),
        (step("relation = ['cell']"), "v.toml:6: step 1, relation: unknown key"),
        (TITLE + "[[note]]\nentity = 'cell'\nat = 'cell'\ntext = 't'", "v.toml:3: note 1, entity: unknown key"),
        (TITLE + "[[color]]\nwhere = { type = 'Firm' }", 'color 1, color: is missing — as color = "#0072B2"'),
        (
            TITLE + "[[color]]\ncolor = '#000000'\nwhere = { entities = ['cel'] }",
            "v.toml:4: color 1, where.entities: unknown entity 'cel' — did you mean cell",
        ),
        (TITLE + "[[color]]\ncolor = '#000000'", 'color 1, where: is missing — as where = { type = "Firm" }'),
        (
            TITLE + "[[color]]\nwhere = { is = 'sulfide' }\ncolor = '#000000'",
            'color 1, where.is: goes with property — as { property = "route", is = "sulfide" }',
        ),
        (TITLE + "color = 3", 'v.toml:2: color: is no colouring — as color = "status", or as rules: [[color]]'),
    ],
)
def test_each_mistake_is_told_once_in_words(tmp_path: Path, schema: Model, text: str, message: str) -> None:
    problems = told(tmp_path, schema, text)
    assert len(problems) == 1, problems
    assert message in str(problems[0])


WAVES = """titel = "All at once"
caption = "nick"
[filter]
types = "Frim"
countries = [
  "DE",
  "Atlantis",
]
focus = ["Malmö Cells", "nobody"]
hops = 12

[[note]]
at = "Ghost"

[[step]]
title = ""
text = "t"
select = ["malmo", "SUPPLIES", "autos"]
hops = "many"
filter = { relations = ["MAKES"] }

[[color]]
where = { tpye = "Firm", status = "opertaing" }
color = "blue"
"""


def test_mistakes_of_form_hide_no_others(tmp_path: Path, schema: Model) -> None:
    found = [(p.line, p.column) for p in told(tmp_path, schema, WAVES)]
    assert found == [
        (0, "title"),
        (1, "titel"),
        (2, "caption"),
        (4, "filter.types"),  # no list
        (4, "filter.types"),  # no type either
        (7, "filter.countries"),
        (9, "filter.focus"),
        (10, "filter.hops"),
        (12, "note 1, text"),
        (13, "note 1, at"),
        (16, "step 1, title"),
        (18, "step 1, select"),  # SUPPLIES is not shown
        (18, "step 1, select"),  # and nobody tells of it
        (19, "step 1, hops"),
        (20, "step 1, filter.relations"),
        (23, "color 1, where.status"),
        (23, "color 1, where.tpye"),
        (24, "color 1, color"),
    ]


def test_one_wrong_file_hides_no_other(tmp_path: Path, schema: Model) -> None:
    told(tmp_path, schema, "title = \n", "a")
    told(tmp_path, schema, TITLE + 'caption = "nick"\n', "b")
    problems = told(tmp_path, schema, TITLE + 'color = "change"\n', "c")
    assert [(p.file, p.line, p.level) for p in problems] == [
        ("views/a.toml", 1, "error"), ("views/b.toml", 2, "error"), ("views/c.toml", 2, "warning"),
    ]  # fmt: skip
    with pytest.raises(ContentError) as error:
        read_views(tmp_path / "views", known_of(chains.small(schema)))
    assert [p.file for p in error.value.problems] == ["views/a.toml", "views/b.toml"]


def test_a_relation_that_is_not_told_yet_is_no_mistake(tmp_path: Path, schema: Model) -> None:
    chain = chains.small(schema)
    chain.source("d3", "Later", "2026-03-01")
    chain.edge("malmo", "SUPPLIES", "autos", source="d3", said="2026-03-01")
    (tmp_path / "v.toml").write_text(
        step('select = ["malmo", "SUPPLIES", "autos"]\n[[step]]\ntitle = "U"\ntext = "u"'), encoding="utf-8"
    )
    views = read_views(tmp_path, known_of(chain))
    early = fitted(views, build(chain.facts(), schema, known_on=date(2025, 12, 31)))
    assert [s.title for s in early.views["v"].says.step] == ["U"]
    assert early.remarks[0].startswith("views/v.toml:3: step 1 left out")


def test_check_tells_and_the_map_notes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = str(tmp_path / "chain")
    assert run(["init", project]) == 0
    (tmp_path / "chain/views/news.toml").write_text(TITLE + '[filter]\nchanges = ["new"]\n', encoding="utf-8")
    capsys.readouterr()
    warned = "views/news.toml:3: filter.changes: tells something only on a map with --since"
    assert run(["--project", project, "check"]) == 0
    assert f"warning: {warned}" in capsys.readouterr().out
    written = ["--project", project, "map", "-o", str(tmp_path / "m.html")]
    for options, noted in (([], False), (["--view", "news"], True), (["--view", "news", "--since", "2025-06"], False)):
        assert run([*written, *options]) == 0
        assert (warned in capsys.readouterr().err) == noted
    (tmp_path / "chain/views/wrong.toml").write_text(
        step('select = ["acme-line-1", "SUPPLIES", "acme-cells"]'), encoding="utf-8"
    )
    assert run(["--project", project, "check"]) == 1
    assert (
        "views/wrong.toml:6: step 1, select: no document tells that 'acme-line-1' SUPPLIES" in capsys.readouterr().out
    )
