"""A small good project whose tables a test spoils in one place."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from graphkit.errors import Problem
from graphkit.facts import Reading, read_loaders
from graphkit.model import Model, read_model

ROOT = Path(__file__).resolve().parents[2]

ENTITIES = """\
id,type,name,aliases,native_names,external_ids,flags,note
acme,Firm,Acme Cells,Acme,,SZSE:002074,,
borel,Firm,Borel Materials,,硼公司,,,
line-1,Site,Acme line 1,,,,,
li2s,Material,Lithium sulfide,Li2S,,,,
yibin,Place,Yibin,,,,,
"""
SOURCES = """\
id,title,publisher,published,published_basis,origin,grade,visibility,file,recorded,note
doc-1,First,Example News,2025-11-12,stated,,press,public,,2025-11-13,
doc-2,Second,Example News,2025-03-01/2025-12-31,inferred,,company,public,,,It mentions March 2025.
"""
FACTS = """\
source,subject,predicate,value,when,kind,basis,qualifiers,speaker,said,inferred_from,note
doc-1#p1,acme,OPERATES,line-1,,,,,,,,
doc-1#p1,line-1,LOCATED_IN,yibin,,,,,,,,
doc-1#p2,line-1,capacity,0.5 GWh,,,,,,,,
doc-2#p1.s2,line-1,production_start,,2025-10,planned,,,Acme,,,
doc-1#p3,borel,SUPPLIES,acme,,,,item=li2s,,,,
"""


@cache
def model() -> Model:
    """The packaged schema."""
    return read_model(ROOT / "schema")


def loader(
    root: Path,
    name: str = "t",
    entities: str | bytes | None = ENTITIES,
    sources: str | bytes | None = SOURCES,
    facts: str | bytes | None = FACTS,
    settings: str | None = 'title = "T"\n',
) -> Path:
    """A loader's folder below `root`; None leaves a file out."""
    folder = root / "loaders" / name
    folder.mkdir(parents=True, exist_ok=True)
    for file, content in (
        ("entities.csv", entities), ("sources.csv", sources), ("facts.csv", facts), ("loader.toml", settings),
    ):  # fmt: skip
        if content is not None:
            data = content if isinstance(content, bytes) else content.encode()
            (folder / file).write_bytes(data)
    return folder


def read(*folders: Path, only: list[str] | None = None) -> Reading:
    """The loaders of these folders."""
    return read_loaders(folders, model(), only)


def fact(line: str) -> str:
    """FACTS with one more row, on line 7."""
    return FACTS + line + "\n"


def one(reading: Reading) -> Problem:
    """The one problem there is."""
    (problem,) = reading.problems
    return problem


def says(reading: Reading, file: str, line: int, column: str, message: str, hint: str = "") -> None:
    """There is one problem; it stands there and says that."""
    problem = one(reading)
    assert (problem.file, problem.line, problem.column) == (f"loaders/t/{file}", line, column)
    assert message in problem.message
    assert problem.hint
    assert hint in problem.hint
