"""OBELiX by its mapping: materials and their conductivities, each quirk of the table by hand from its rows."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from graphkit.facts import Reading
from graphkit.graph import build
from tests.loaders.told import WHOLE, Told, account, mapping, model, names, read, told, with_sample

NAME = "obelix"
DATA = WHOLE / NAME


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """The mapping with the sample in its folder."""
    return read(with_sample(NAME, tmp_path_factory.mktemp("obelix")))


@pytest.fixture(scope="module")
def whole() -> Reading:
    """The mapping with the whole set."""
    if not DATA.is_dir():
        pytest.skip("the whole set is not beside the repository (../shared/data)")
    return read(mapping(NAME), DATA)


def place(sample_id: str) -> str:
    """The place of a sample's row."""
    return f"samples: ID={sample_id}"


def of_sample(
    sample_id: str, material: str, space_group: str, *conductivities: tuple[str, ...], family: str = "", route: str = ""
) -> set[Told]:
    """The claims of a row; a conductivity is its value, the DOI, perhaps a condition."""
    out: set[Told] = {
        (material, "function", "electrolyte", "", "obelix"),
        (material, "space_group", space_group, "", "obelix"),
    }
    if family:
        out.add((material, "family", family, "", "obelix"))
    if route:
        out.add((material, "route", route, "", "obelix"))
    for value, doi, *condition in conductivities:
        qualifiers = f"condition={condition[0]}; sample={sample_id}" if condition else f"sample={sample_id}"
        out.add((material, "ionic_conductivity", f"{value} S/cm", qualifiers, f"doi:{doi}"))
    return out


ROWS = {
    # A power of ten; a family that is no route.
    "jqc": of_sample(
        "jqc", "li7bio6", "P -1", ("0.00000158489", "10.1002/zaac.200500231"), family="hexaoxometalate"
    ),
    # Nothing detected: a bound.
    "47i": of_sample("47i", "li4p2o7", "P -1", ("..0.0000000001", "10.1016/j.jssc.2013.12.015"), family="diphosphate"),
    "ia5": of_sample(
        "ia5", "lilanb2o7", "I4/mmm", ("..0.00000001", "10.1016/0925-8388(93)90192-p"),
        family="perovskite", route="oxide",
    ),
    # Three articles for one value, and no family.
    "mdp": of_sample(
        "mdp", "li7p3s11", "P -1",
        ("0.0032", "10.1039/c3ee41655k"), ("0.0032", "10.1016/j.ssi.2007.05.020"),
        ("0.0032", "10.1016/j.ssi.2006.04.017"),
    ),
    # A DOI with a semicolon; blanks after a space group.
    "na5": of_sample(
        "na5", "li3-mo8s8o8-oh-8-hwo5-h2o-h2o-18", "C2/m",
        ("0.00000038", "10.1002/1521-3765(20020118)8:2<349::aid-chem349>3.0.co%3B2-5"),
    ),
    # Total and bulk: the plain column repeats the total.
    "0o6": of_sample(
        "0o6", "li1-2ti1-8sc0-2-po4-3", "R-3c",
        ("0.0000998", "10.1021/acs.inorgchem.6b02274", "total"), ("0.00251", "10.1021/acs.inorgchem.6b02274", "bulk"),
    ),
    # Total alone.
    "6l9": of_sample(
        "6l9", "li4b7o12cl", "F-43c", ("0.000002", "10.1107/s0567740877009443", "total"), family="boracite"
    ),
    # Bulk alone: the plain column repeats it.
    "vqu": of_sample(
        "vqu", "li5nd3sb2o12", "Ia-3d", ("0.00000013", "10.1016/j.materresbull.2007.04.002", "bulk"),
        family="garnet", route="oxide",
    ),
    # That it is the bulk's stands in the note alone.
    "nng": of_sample(
        "nng", "li1-6al0-6ge0-8ti0-6-po4-3", "R-3c", ("0.0007", "10.1021/cm021717j", "bulk"),
        family="NASICON", route="oxide",
    ),
    # An argyrodite with sulfur, and two without.
    "122": of_sample(
        "122", "li6ps5cl", "F-43m", ("0.00205", "10.1021/jacs.7b06327"), family="argyrodite", route="sulfide"
    ),
    "jy6": of_sample("jy6", "li6po5cl", "F-43m", ("0.000000001", "10.1002/zaac.201000121"), family="argyrodite"),
    "an2": of_sample(
        "an2", "li6sio4cl2", "Pna21", ("0.0000000001", "10.1021/acs.chemmater.1c00157"), family="argyrodite"
    ),
    # A slip of the key in the family.
    "yav": of_sample(
        "yav", "li2vcl4", "F-43m", ("0.00000695", "10.1016/0167-2738(83)90223-0"), family="chloride", route="halide"
    ),
    # Phosphides stand under phosphates.
    "240": of_sample("240", "li8gep4", "P-43n", ("0.000086", "10.1021/acs.chemmater.8b02759"), family="phosphate"),
    # A blank before the composition, and one before a space group.
    "8ee": of_sample("8ee", "li6-4al0-19la3zr2o11-8", "Ia-3d", ("0.00031", "10.1016/j.jpowsour.2012.02.100")),
    "019": of_sample("019", "liti2-po4-3", "R-3c", ("0.000161", "10.1021/ic400577v"), family="NASICON", route="oxide"),
    # The second origin of a space group.
    "zzr": of_sample("zzr", "li10gep2s12", "P42/nmc", ("0.0076", "10.1021/jacs.0c10735")),
    # One article whose DOI is written in two ways.
    "kab": of_sample(
        "kab", "li1-3al0-3ti1-7-po4-3", "R-3c", ("0.0000375", "10.1016/s0955-2219(99)00055-2"),
        family="NASICON", route="oxide",
    ),
    "za6": of_sample(
        "za6", "li1-1al0-1ge1-9-po4-3", "R-3c", ("0.0000029", "10.1016/s0955-2219(99)00055-2"),
        family="NASICON", route="oxide",
    ),
}  # fmt: skip


@pytest.mark.parametrize("sample_id", ROWS)
def test_what_a_sample_says(sample: Reading, sample_id: str) -> None:
    assert told(sample, place(sample_id)) == ROWS[sample_id]


def test_a_blank_within_a_composition_makes_no_second_material(sample: Reading) -> None:
    for sample_id in ("iqt", "rg6"):
        assert {subject for subject, *_ in told(sample, place(sample_id))} == {"li1-4al0-4ti1-6-po4-3"}
    assert names(sample, "li1-4al0-4ti1-6-po4-3", "name") == {"Li1.4Al0.4Ti1.6(PO4)3"}
    assert names(sample, "li1-4al0-4ti1-6-po4-3", "alias") == {"Li1.4Al0.4Ti1.6 (PO4)3"}


def test_a_doubt_of_the_set_stays_with_the_value(sample: Reading) -> None:
    (claim,) = [c for c in sample.facts.claims if c.locator == place("gxz") and c.family == "metric"]
    assert claim.note == "should be deleted, high T structure, refer the alpha phase"


def test_a_route_is_inferred_and_says_from_what(sample: Reading) -> None:
    routes = {c.locator: c for c in sample.facts.claims if c.predicate == "route"}
    assert {c.basis for c in routes.values()} == {"inferred"}
    assert routes[place("122")].note == "From the family argyrodite and the sulfur in its composition."
    assert routes[place("vqu")].note == "From the family garnet."


def test_an_article_is_not_later_than_the_paper_that_quotes_it(sample: Reading) -> None:
    article = sample.facts.sources["doi:10.1021/jacs.7b06327"]
    assert (article.published.text, article.published_basis) == ("1950/2025-02-20", "inferred")
    assert article.origin == "https://doi.org/10.1021/jacs.7b06327"


def test_measurements_of_one_composition_stand_side_by_side(sample: Reading) -> None:
    graph = build(sample.require(), model())
    seen = {
        (dict(o.scope)["sample"], str(o.value))
        for o in graph.observations.values()
        if o.subject == "obelix/li6ps5cl" and o.current
    }
    assert seen == {("122", "0.00205"), ("tt3", "0.0013"), ("97p", "0.000033")}
    assert not graph.conflicts


# --- the account


def test_the_sample_is_taken_whole(sample: Reading) -> None:
    assert sample.problems == []
    assert account(sample, NAME) == {"all.csv": (34, 34, 0, 0)}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    """The rows of the whole set."""
    with (DATA / "all.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_of_the_whole_set_is_claimed(whole: Reading, rows: list[dict[str, str]]) -> None:
    assert whole.problems == []
    assert account(whole, NAME) == {"all.csv": (599, 599, 0, 0)}
    assert len(rows) == 599


def test_every_conductivity_of_the_whole_set_is_there(whole: Reading, rows: list[dict[str, str]]) -> None:
    claims = [c for c in whole.facts.claims if c.predicate == "ionic_conductivity"]
    expected: Counter[str] = Counter()
    for row in rows:
        kinds = [name for name in ("Total", "Bulk") if row[f"IC ({name})"]] or ["plain"]
        kinds = ["Bulk"] if row["note"].strip() == "bulk Ic" else kinds
        expected.update({kind: len(row["DOI"].split("|")) for kind in kinds})
    found = Counter((c.qualifier("condition") or "plain").capitalize() for c in claims)
    assert found == {kind.capitalize(): n for kind, n in expected.items()}
    # 37 of them are bounds.
    assert sum(c.min is None and c.max is not None for c in claims) == 37
    assert {c.qualifier("sample") for c in claims} == {row["ID"] for row in rows}


def test_a_composition_is_a_material_and_none_of_the_set_conflicts(whole: Reading, rows: list[dict[str, str]]) -> None:
    graph = build(whole.require(), model())
    assert len(graph.entities) == len({"".join(row["Reduced Composition"].split()) for row in rows})
    assert not graph.conflicts


def test_sulfides_hold_sulfur_and_oxides_oxygen(whole: Reading) -> None:
    graph = build(whole.require(), model())
    seen: Counter[str] = Counter()
    for entity in graph.entities.values():
        route = entity.properties.get("route")
        if route in ("sulfide", "oxide"):
            formula = entity.name.replace("Si", "").replace("Sn", "").replace("Sb", "").replace("Sr", "")
            formula = formula.replace("Sc", "").replace("Sm", "").replace("Se", "")
            assert ("S" if route == "sulfide" else "O") in formula, entity.name
        seen[str(route)] += 1
    assert min(seen["sulfide"], seen["oxide"], seen["halide"]) > 10
