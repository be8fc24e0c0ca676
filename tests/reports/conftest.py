"""A tiny chain told in three documents, whose answers follow from the definitions alone."""

from __future__ import annotations

from pathlib import Path

import pytest

import graphkit
from graphkit.cli import run
from graphkit.graph import Graph

ENTITIES = """id,type,name,aliases,native_names,external_ids,flags,note
acme,Firm,Acme Power,Acme; Acme Power Ltd,安可电池,SZSE:002074,,
acme-line,Site,Acme line 1,,,,,
acme-cell,Product,Acme cell,,,,,
zeta,Firm,Zeta Motors,,,SZSE:002594,,
zeta-one,Vehicle,Zeta One,,,,,
li2s,Material,Lithium sulfide,lithium sulphide,硫化锂,,,
quantum,Firm,QuantumScape,,,,,
unnamed-buyers,Firm,several buyers,,,,unnamed,
"""
SOURCES = """id,title,publisher,published,published_basis,origin,grade,visibility,file,recorded,note
early,Plans,Example News,2025-03-01,stated,,press,public,early.txt,,
late,It runs,Example News,2025-11-12,stated,,press,public,late.txt,,
inner,Call,Example News,2025-11-20,stated,,press,internal,,,
"""
FACTS = """source,subject,predicate,value,when,kind,basis,qualifiers,speaker,said,note
early#p1,acme,OPERATES,acme-line,,,,,,,
early#p1,acme-line,capacity,2 GWh,,planned,,,,,
early#p2,acme-line,production_start,,2025-10,planned,,,,,as first told
late#p1,acme-line,production_start,,2025-11-10,,,,,,
late#p1,acme-line,capacity,0.5 GWh,,,,,,,
late#p1,acme-line,class,all-solid,,,,,,,
late#p2.s2,acme-cell,INSTALLED_IN,zeta-one,,,,,,,
late#p2.s2,acme-cell,road_test,zeta-one,2025-11,,,,,,
late#p2.s1,acme,PRODUCES,acme-cell,,,,,,,
late#p2.s1,zeta,PRODUCES,zeta-one,,,,,,,
inner#p1,acme,SUPPLIES,zeta,,,,item=acme-cell,,,
inner#p1,quantum,DEVELOPS,li2s,,,,,,,
inner#p1,acme,SUPPLIES,unnamed-buyers,,,,item=acme-cell,,,
"""
EARLY = "Acme plans a line of 2 GWh.\n\n  Production is to start in October 2025.\n"
LATE = "On 10 November 2025 the 0.5 GWh line began.\nAcme makes a cell. It is in the Zeta One.\n"


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> graphkit.Project:
    """The project of these tables."""
    folder = tmp_path_factory.mktemp("reports") / "chain"
    assert run(["init", str(folder)]) == 0
    tables = folder / "loaders/example"
    for name, text in (("entities", ENTITIES), ("sources", SOURCES), ("facts", FACTS)):
        (tables / f"{name}.csv").write_text(text, encoding="utf-8")
    return graphkit.open_project(folder)


@pytest.fixture(scope="session")
def graph(project: graphkit.Project) -> Graph:
    """Their graph."""
    return project.graph()


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """The saved texts of the two public documents."""
    (tmp_path / "early.txt").write_text(EARLY, encoding="utf-8")
    (tmp_path / "late.txt").write_text(LATE, encoding="utf-8")
    return tmp_path
