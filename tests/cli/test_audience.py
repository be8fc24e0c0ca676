"""`--audience public`: no byte that leaves the house has a trace of the claims of licensed and internal sources."""

from __future__ import annotations

import base64
import re
import zipfile
import zlib
from pathlib import Path

import pytest

from graphkit.api import open_project
from graphkit.export import FORMATS
from graphkit.facts.claim import Decision
from graphkit.facts.decisions import write_decision
from tests.cli.conftest import Call

ENTITIES = """id,type,name,aliases
acme,Firm,Acme Power,Acme
acme-line,Site,Acme line 1,
zephyrium,Material,Zephyrium oxide,
quillon,Firm,Quillon Works,Quillon Ltd
"""
SOURCES = """id,title,publisher,published,published_basis,visibility
paper,It runs,Example News,2025-03-01,stated,public
later,It runs late,Example News,2025-11-12,stated,public
call,Xylograph call,Whisperer House,2025-11-20,stated,internal
study,Yttrian study,Whisperer House,2025-10-20,stated,licensed
"""
FACTS = """source,subject,predicate,value,when,kind,qualifiers,note
paper#p1,acme,OPERATES,acme-line,,,,
paper#p2,acme-line,production_start,,2025-10,planned,,
later#p1,acme-line,production_start,,2025-11-10,,,
later#p1,acme-line,capacity,2 GWh,,,,
call#p77,acme-line,capacity,7.3517 GWh,,,,overheard murmuring
call#p77,quillon,SUPPLIES,acme,,,item=zephyrium,
study#p88,acme-line,production_start,,2025-09-23,,,
study#p88,acme-line,route,halide,,,,
"""
#: Words and numbers that only the two sources hold, and how their days look.
SECRETS = (
    "zephyrium", "quillon", "xylograph", "yttrian", "whisperer", "7.3517", "murmuring", "p77", "p88", "2025-09-23",
    "halide", "hushed", '"call"', '"study"', "call#", "study#",
)  # fmt: skip


@pytest.fixture
def mixed(folder: Path) -> Path:
    """A project in which two of four sources are not public, with a ruling that weighed one of their claims."""
    for name, text in (("entities", ENTITIES), ("sources", SOURCES), ("facts", FACTS)):
        (folder / f"loaders/example/{name}.csv").write_text(text, encoding="utf-8")
    graph = open_project(folder).graph()
    found = next(c for c in graph.conflicts.values() if c.kind == "number")
    from datetime import date

    write_decision(
        folder / "loaders/decisions", Decision(found.uid, "both", found.claims, "hushed words", "Ada", date(2026, 1, 5))
    )
    return folder


def opened(data: bytes) -> str:
    """The text of a file, with what is packed in it: the map's gzip in base64, the parts of a zip."""
    text = data.decode("utf-8", "replace")
    for packed in re.findall(r"H4sI[A-Za-z0-9+/=]{40,}", text):
        text += zlib.decompress(base64.b64decode(packed), zlib.MAX_WBITS | 16).decode("utf-8")
    return text


def traces(text: str) -> list[str]:
    """The secrets that a text tells; `zephyrium` may not be said to exist either."""
    return [word for word in SECRETS if word in text.casefold()]


def written(folder: Path) -> str:
    """All files below a folder, or one file, as text."""
    files = [folder] if folder.is_file() else sorted(p for p in folder.rglob("*") if p.is_file())
    assert files
    parts = [p.name for p in files]
    for path in files:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                parts += [opened(archive.read(name)) for name in archive.namelist()]
        else:
            parts.append(opened(path.read_bytes()))
    return "\n".join(parts)


@pytest.mark.parametrize("format_", FORMATS)
def test_exports(format_: str, mixed: Path, call: Call, tmp_path: Path) -> None:
    full, public = tmp_path / "full", tmp_path / "public"
    for path, words in ((full, ()), (public, ("--audience", "public"))):
        assert call("--project", mixed, "export", format_, "-o", path, *words).code == 0
    assert traces(written(full)), "the test would not see a trace"
    assert traces(written(public)) == []


@pytest.mark.parametrize(
    "words",
    [
        ("map", "map.html"),
        ("timeline", "timeline.html"),
        ("timeline", "timeline.svg"),
        ("timeline", "timeline.csv"),
        ("changes", "changes.html", "--since", "2025-06"),
        ("changes", "changes.md", "--since", "2025-06"),
        ("changes", "changes.json", "--since", "2025-06"),
    ],
    ids="-".join,
)
def test_files(words: tuple[str, ...], mixed: Path, call: Call, tmp_path: Path) -> None:
    command, name, *rest = words
    (tmp_path / "public").mkdir()
    for path, more in ((tmp_path / name, ()), (tmp_path / "public" / name, ("--audience", "public"))):
        answer = call("--project", mixed, command, "-o", path, *rest, *more)
        assert answer.code == 0, answer.err
    assert traces(written(tmp_path / name)), "the test would not see a trace"
    public = written(tmp_path / "public" / name)
    assert traces(public) == []
    if name.endswith(("html", "md")):
        assert re.search(r"\"left_out\":4|\b4 claims [^<>\n]{0,80}left out", public), (
            "the file says how many were left out"
        )


@pytest.mark.parametrize(
    "words",
    [
        ("show", "acme-line"),
        ("show", "acme"),
        ("why", "acme-line"),
        ("why", "acme-line", "capacity"),
        ("find", "acme"),
        ("conflicts",),
        ("slips",),
        ("slips", "--by", "firm"),
        ("timeline",),
        ("pipeline", "--details"),
        ("stale", "--days", "1"),
        ("changes", "--since", "2025-01"),
        ("diff", "2025-04", "2025-12"),
    ],
    ids="-".join,
)
@pytest.mark.parametrize("format_", ["table", "json", "csv"])
def test_answers(words: tuple[str, ...], format_: str, mixed: Path, call: Call) -> None:
    answer = call("--project", mixed, *words, "--audience", "public", "--format", format_)
    assert answer.code == 0, answer.err
    assert traces(answer.out + answer.err) == []


def test_what_only_they_name_is_not_known(mixed: Path, call: Call) -> None:
    answer = call("--project", mixed, "show", "quillon", "--audience", "public")
    assert answer.code == 2 and "no entity" in answer.err
    answer = call("--project", mixed, "find", "quillon works", "--audience", "public", "--format", "json")
    assert answer.out.strip() == "[]"
