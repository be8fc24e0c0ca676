"""GEXF against its schema: the part of it that we write, in our words, and the official one where it is at hand.

The official schema is Creative Commons BY 4.0 and no part of this project. GRAPHKIT_GEXF_SCHEMA names a folder with
gexf.rng and gexf.xsd of specs/1.3 in github.com/gephi/gexf, and what they include.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from graphkit.export.gexf import write
from graphkit.graph import Graph
from graphkit.model import Model
from tests.conftest import require
from tests.export.conftest import LONG

OURS = Path(__file__).with_name("gexf_written.rng")
VIZ = "{http://gexf.net/1.3/viz}"
SPACE = "{http://gexf.net/1.3}"


def tree(graph: Graph, model: Model) -> etree._Element:
    out = io.BytesIO()
    write(graph, model, out)
    return etree.fromstring(out.getvalue())


@pytest.fixture(params=["full", "empty", "long"])
def root(
    request: pytest.FixtureRequest, graph: Graph, empty: Graph, noted: Callable[[str], Graph], model: Model
) -> etree._Element:
    return tree({"full": graph, "empty": empty, "long": noted(LONG)}[request.param], model)


def official() -> Path:
    named = os.environ.get("GRAPHKIT_GEXF_SCHEMA")
    if not named:
        require("gexf-schema", "GRAPHKIT_GEXF_SCHEMA names no folder with the official gexf.rng and gexf.xsd")
    return Path(named)


def test_it_is_of_the_form_that_we_write(root: etree._Element) -> None:
    schema = etree.RelaxNG(etree.parse(OURS))
    assert schema.validate(root), schema.error_log


def test_references_hold(root: etree._Element) -> None:
    for scope in ("node", "edge"):
        elements = list(root.iter(f"{SPACE}{scope}"))
        ids = [e.get("id") for e in elements]
        assert len(set(ids)) == len(ids)
        assert int(root.find(f"{SPACE}graph/{SPACE}{scope}s").get("count")) == len(ids)
        declared = {a.get("id") for a in root.iterfind(f".//{SPACE}attributes[@class='{scope}']/{SPACE}attribute")}
        used = {v.get("for") for e in elements for v in e.iter(f"{SPACE}attvalue")}
        assert used == declared
    known = {n.get("id") for n in root.iter(f"{SPACE}node")}
    for edge in root.iter(f"{SPACE}edge"):
        assert {edge.get("source"), edge.get("target")} <= known
        assert not (edge.get("start") and edge.get("end")) or edge.get("start") <= edge.get("end")


def test_the_official_relax_ng_schema(root: etree._Element) -> None:
    schema = etree.RelaxNG(etree.parse(official() / "gexf.rng"))
    assert schema.validate(root), schema.error_log


def test_the_official_xml_schema(root: etree._Element) -> None:
    """gexf.xsd, made from the other by a converter, has lost the namespace of `viz`: there the colours are moved."""
    schema = etree.XMLSchema(etree.parse(official() / "gexf.xsd"))
    for element in root.iter(f"{VIZ}*"):
        element.tag = element.tag.replace(VIZ, SPACE)
    assert schema.validate(root), schema.error_log
