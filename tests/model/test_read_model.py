"""schema/: what it declares is read, and every mistake in it is told with file and key."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit.errors import ContentError, Problem
from graphkit.model import Model, read_model
from graphkit.model.load import FILES
from graphkit.model.page import schema_page

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def model() -> Model:
    """The packaged schema."""
    return read_model(ROOT / "schema")


@pytest.fixture
def spoil(tmp_path: Path) -> Callable[[str, str], list[Problem]]:
    """Appends text to a file of a copy of schema/ and tells the problems."""
    folder = tmp_path / "schema"
    shutil.copytree(ROOT / "schema", folder)

    def problems(file: str, text: str) -> list[Problem]:
        with (folder / f"{file}.toml").open("a", encoding="utf-8") as out:
            out.write("\n" + text)
        with pytest.raises(ContentError) as raised:
            read_model(folder)
        return list(raised.value.problems)

    return problems


Spoil = Callable[[str, str], list[Problem]]

NODE = 'description = "d"\ntier = "cell"\ncolor = "#000000"\nshape = "dot"\n'
EDGE = 'description = "d"\nfrom = ["Firm"]\nto = ["Firm"]\ninverse = "i"\n'
METRIC = 'description = "d"\nsubjects = ["Firm"]\nshape = "level"\n'
STAGE = 'description = "d"\nladder = "l"\norder = 1\nsubjects = ["Firm"]\n'
PROPERTY = 'description = "d"\ntypes = ["Firm"]\ntype = "text"\n'
QUALIFIER = 'description = "d"\ntype = "text"\n'

MISTAKES = {
    "unknown key": ("nodes", f'[Xx]\n{NODE}colour = "red"', "Xx.colour", "unknown key", "color"),
    "missing key": ("nodes", '[Xx]\ndescription = "d"', "Xx.tier", "is missing", "keys are"),
    "wrong value": ("nodes", f"[Xx]\n{NODE.replace('dot', 'blob')}", "Xx.shape", "should be", "blob"),
    "no table": ("nodes", "[Xx.description]", "Xx.description", "should be", ""),
    "name of a wrong form": ("nodes", f"[xx]\n{NODE}", "xx", "is no name here", "capital"),
    "label of the engine": ("nodes", f"[Claim]\n{NODE}", "Claim", "reserved", "choose another"),
    "unknown tier": ("nodes", f"[Xx]\n{NODE.replace('cell', 'sell')}", "Xx", "unknown tier", "cell"),
    "edge of the engine": ("edges", f"[HAS_MILESTONE]\n{EDGE}", "HAS_MILESTONE", "reserved", "choose another"),
    "unknown type of an edge": (
        "edges",
        f"[XX]\n{EDGE.replace('Firm', 'Frm', 1)}",
        "XX",
        "unknown node type Frm",
        "Firm",
    ),
    "symmetric edge between two types": (
        "edges",
        "[XX]\n" + EDGE.replace('to = ["Firm"]', 'to = ["Site"]') + "symmetric = true",
        "XX",
        "same types",
        "from and to",
    ),
    "unknown qualifier": ("edges", f'[XX]\n{EDGE}key = ["itm"]', "XX", "unknown qualifier itm", "qualifiers.toml"),
    "name used twice": ("stages", f"[capacity]\n{STAGE}", "capacity", "already used in metrics.toml", "namespace"),
    "name of entities.csv": (
        "properties",
        f"[alias]\n{PROPERTY}",
        "alias",
        "already used in entities.csv",
        "namespace",
    ),
    "unknown status": ("stages", f'[xx]\n{STAGE}status = "done"', "xx.status", "should be", "done"),
    "unknown edge of a stage": ("stages", f'[xx]\n{STAGE}edge = "YY"', "xx", "unknown edge type YY", "SUPPLIES"),
    "stage beside its edge": (
        "stages",
        f'[xx]\n{STAGE}edge = "FILED"\nedge_from = ["Site"]\nedge_to = ["Patent"]',
        "xx.edge_from",
        "does not join a Site",
        "Firm",
    ),
    "stage without the key of its edge": (
        "stages",
        f'[xx]\n{STAGE}edge = "SUPPLIES"\nedge_from = ["Firm"]\nedge_to = ["Firm"]',
        "xx.edge_qualifiers",
        "item is missing",
        "key of SUPPLIES",
    ),
    "unknown dimension": (
        "metrics",
        f'[xx]\n{METRIC}dimension = "enery"',
        "xx",
        "unknown dimension enery",
        "units.toml",
    ),
    "unknown unit": ("metrics", f'[xx]\n{METRIC}dimension = "energy"\nunit = "GWx"', "xx.unit", "no unit", "GWh"),
    "unit of another dimension": (
        "metrics",
        f'[xx]\n{METRIC}dimension = "energy"\nunit = "Ah"',
        "xx.unit",
        "no unit of energy",
        "units.toml",
    ),
    "also with a unit that is not canonical": (
        "metrics",
        f'[xx]\n{METRIC}dimension = "energy"\nunit = "MWh"\nalso = ["mass"]',
        "xx.unit",
        "canonical",
        "GWh",
    ),
    "neither number nor direction": (
        "metrics",
        f"[xx]\n{METRIC}",
        "xx",
        "neither a dimension nor directions",
        "ordinal",
    ),
    "property of the engine": (
        "metrics",
        f'[xx]\n{METRIC}ordinal = true\nproperty = "name"',
        "xx",
        "reserved",
        "another",
    ),
    "property given twice": (
        "metrics",
        f'[xx]\n{METRIC}ordinal = true\nproperty = "capacity_gwh"',
        "xx",
        "is also a property that capacity gives",
        "choose another",
    ),
    "unknown vocabulary": (
        "properties",
        f'[xx]\n{PROPERTY.replace("text", "term")}vocabulary = "v"',
        "xx",
        "unknown vocabulary v",
        "class",
    ),
    "reserved qualifier": ("qualifiers", f"[weight]\n{QUALIFIER}", "weight", "reserved", "choose another"),
    "unknown parent": (
        "vocabularies",
        '[class.xx]\nname = "x"\nparent = "yy"',
        "class.xx",
        "unknown parent yy",
        "same vocabulary",
    ),
    "circle of parents": (
        "vocabularies",
        '[class.xx]\nname = "x"\nparent = "yy"\n[class.yy]\nname = "y"\nparent = "xx"',
        "class.xx",
        "circle",
        "without a parent",
    ),
    "word of two terms": ("vocabularies", '[class.xx]\nname = "ASSB"', "class.xx", "also means all-solid", "one term"),
    "unknown tier of a term": (
        "vocabularies",
        '[class.xx]\nname = "x"\ntier = "t"',
        "class.xx",
        "unknown tier t",
        "cell",
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_with_file_and_key(case: str, spoil: Spoil) -> None:
    file, text, key, message, hint = MISTAKES[case]
    found = [p for p in spoil(file, text) if p.column == key]
    assert found, case
    assert {p.file for p in found} == {f"schema/{file}.toml"}
    assert any(message in p.message and hint in p.hint for p in found)


@pytest.mark.parametrize("file", FILES)
def test_a_syntax_error_is_told_with_its_line(file: str, spoil: Spoil) -> None:
    lines = len((ROOT / "schema" / f"{file}.toml").read_text(encoding="utf-8").splitlines())
    (problem,) = spoil(file, "x = = 1")
    assert (problem.file, problem.line) == (f"schema/{file}.toml", lines + 2)
    assert "not valid TOML" in problem.message
    assert problem.hint


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_told(file: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    (tmp_path / "schema" / f"{file}.toml").unlink()
    with pytest.raises(ContentError) as raised:
        read_model(tmp_path / "schema")
    (problem,) = raised.value.problems
    assert (problem.file, problem.message) == (f"schema/{file}.toml", "the file is missing")
    assert problem.hint


def test_a_file_that_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    (tmp_path / "schema" / "nodes.toml").write_bytes(b"# one\n# \xff\n")
    with pytest.raises(ContentError) as raised:
        read_model(tmp_path / "schema")
    (problem,) = raised.value.problems
    assert (problem.file, problem.line) == ("schema/nodes.toml", 2)


def test_a_mistake_between_files_is_told_with_its_line(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    path = tmp_path / "schema" / "metrics.toml"
    before = len(path.read_text("utf-8").splitlines())
    with path.open("a", encoding="utf-8") as out:
        out.write(
            '[xx]\ndescription = "d"\nsubjects = ["Product"]\nshape = "level"\ndimension = "no-such"\nunit = "GWx"\n'
        )
    with pytest.raises(ContentError) as raised:
        read_model(tmp_path / "schema")
    assert [(p.line, p.column) for p in raised.value.problems] == [(before + 1, "xx"), (before + 6, "xx.unit")]


@pytest.mark.parametrize(
    ("key", "value", "column"),
    [
        ("xx", '{ dimension = "no-such", factor = "1" }', "units.xx"),
        ("xx", '{ dimension = "energy", factor = 2 }', "units.xx.factor"),
        ("xx", '{ dimension = "energy", factor = "2", symbols = ["kWh"] }', "units.xx"),
        ('"x/y"', '{ dimension = "energy", factor = "2", symbols = ["kWh"] }', "units.x/y"),
        ('"x/y"', "3", "units.x/y"),
    ],
)
def test_a_mistake_in_the_units_is_told_with_its_line(
    spoil: Spoil, tmp_path: Path, key: str, value: str, column: str
) -> None:
    (problem,) = spoil("units", f"{key} = {value}\n")
    lines = (tmp_path / "schema" / "units.toml").read_text("utf-8").splitlines()
    assert (lines[problem.line - 1], problem.column) == (f"{key} = {value}", column)


def test_mistakes_of_several_files_are_told_in_one_run(spoil: Spoil, tmp_path: Path) -> None:
    with (tmp_path / "schema" / "units.toml").open("a", encoding="utf-8") as out:
        out.write('\n[units.xx]\ndimension = "no-such"\nfactor = "1"\n')
    with (tmp_path / "schema" / "stages.toml").open("a", encoding="utf-8") as out:
        out.write("\n= 1\n")
    files = {p.file for p in spoil("nodes", f"[xx]\n{NODE}")}
    assert files == {"schema/nodes.toml", "schema/stages.toml", "schema/units.toml"}


def test_a_new_type_and_a_new_metric_are_an_edit_of_toml(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    with (tmp_path / "schema" / "nodes.toml").open("a", encoding="utf-8") as out:
        out.write(f"\n[Harbour]\n{NODE}")
    with (tmp_path / "schema" / "metrics.toml").open("a", encoding="utf-8") as out:
        out.write(
            '\n[calls]\ndescription = "d"\nsubjects = ["Harbour"]\nshape = "flow"\ndimension = "mass"\nunit = "t"\n'
        )
    made = read_model(tmp_path / "schema")
    assert made.subjects("calls") == ("Harbour",)
    assert "`calls`" in schema_page(made)


# --- look-ups


def test_terms_are_found_by_id_name_and_alias(model: Model) -> None:
    assert {model.term("class", text) for text in ("all-solid", "All-solid-state battery", "assb")} == {"all-solid"}
    assert model.term("class", "no such class") is None


def test_spans_meet_only_where_one_term_stands_above_the_other(model: Model) -> None:
    for vocabulary, terms in model.vocabularies.items():
        above = {t: {t} for t in terms}
        for term in terms:
            step = terms[term].parent
            while step is not None:
                above[term].add(step)
                step = terms[step].parent
        for one in terms:
            for other in terms:
                (a, b), (c, d) = model.span(vocabulary, one), model.span(vocabulary, other)
                assert (a <= d and c <= b) == (one in above[other] or other in above[one])


def test_scope_is_part_of_the_key_of_milestones_and_observations_alone(model: Model) -> None:
    assert model.scope == ("application", "class", "place", "route", "scale")
    assert set(model.scope) <= set(model.key_qualifiers("capacity"))
    assert set(model.scope) <= set(model.key_qualifiers("production_start"))
    assert model.key_qualifiers("SUPPLIES") == ("item",)


# --- the page


def test_the_page_is_true_to_the_schema(model: Model) -> None:
    page = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
    assert page == schema_page(model), "out of date: run python scripts/schema_page.py"


def test_the_page_names_everything_that_is_declared(model: Model) -> None:
    page = schema_page(model)
    for names in (model.nodes, model.edges, model.metrics, model.stages, model.properties, model.qualifiers):
        assert all(f"`{name}`" in page for name in names)
    for terms in model.vocabularies.values():
        assert all(f"- `{term}`" in page for term in terms)
