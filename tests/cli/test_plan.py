"""`plan`, and `load` with its summary and its question: what a person sees, and the exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.cli import differences, run
from graphkit.store.embedded import available, serve_embedded
from tests.cli.conftest import GRAPHKIT, Call, Result, append, rewrite

pytestmark = pytest.mark.skipif(available() is not None, reason=str(available()))


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The example project, and the name of its loaded store, which is kept up."""
    base = tmp_path_factory.mktemp("plan")
    assert run(["init", str(base / "chain")]) == 0
    path = base / "store"
    with serve_embedded(path, secret=path / "secret", logs=path):
        yield base / "chain", f"embedded:{path}"


@pytest.fixture
def loaded(chain: tuple[Path, str], call: Call, tmp_path: Path) -> tuple[Path, Call]:
    """A copy of the project whose content the store has, and the command line on both."""
    import shutil

    folder = tmp_path / "chain"
    shutil.copytree(chain[0], folder)

    def on(*words: str | Path) -> Result:
        return call("--project", folder, "--store", chain[1], *words)

    assert on("load", "--yes").code == 0
    return folder, on


def table(folder: Path, name: str) -> Path:
    """A table of the example's loader."""
    return folder / "loaders" / "example" / f"{name}.csv"


def without_last(file: Path, count: int) -> None:
    """Takes the last rows from a table."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:-count]), encoding="utf-8")


def test_exit_code_tells_whether_there_are_changes(loaded: tuple[Path, Call]) -> None:
    folder, on = loaded
    none = on("plan", "--exit-code")
    assert (none.code, none.out) == (0, "")
    assert "nothing to change" in none.err
    rewrite(table(folder, "entities"), "Acme line 1", "Acme line one")
    assert on("plan").code == 0
    some = on("plan", "--exit-code")
    assert some.code == 3
    assert "Acme line one" in some.out and "Acme line 1" in some.out
    assert on("plan", "--exit-code").code == 3, "it wrote nothing"


def test_the_same_plan_in_every_format(loaded: tuple[Path, Call], tmp_path: Path) -> None:
    folder, on = loaded
    rewrite(table(folder, "entities"), "Acme line 1", "Acme line one")
    document = json.loads(on("plan", "--format", "json").out)
    (site,) = [c for c in document["changes"] if c["type"] == "Site"]
    assert site["properties"]["name"] == ["Acme line 1", "Acme line one"]
    assert {document["claims"][i]["predicate"] for i in site["claims"]} == {"name"}
    assert on("plan", "--format", "json").out == on("plan", "--format", "json").out
    rows = list(csv.DictReader(io.StringIO(on("plan", "--format", "csv").out)))
    assert [(r["old"], r["new"]) for r in rows if r["what"] == "Acme line one" and r["property"] == "name"] == [
        ("Acme line 1", "Acme line one")
    ]
    markdown = on("plan", "--format", "markdown").out
    assert markdown.startswith("### Plan for ")
    assert "| changed | Site | Acme line one | name | Acme line 1 | Acme line one |" in markdown
    lines = [json.loads(line) for line in on("plan", "--format", "jsonl").out.splitlines()]
    assert lines == document["changes"]
    shown = on("plan", "-o", tmp_path / "plan.json")
    assert json.loads((tmp_path / "plan.json").read_text(encoding="utf-8")) == document
    assert "Acme line one" in shown.out
    assert json.loads(on("plan", "-o", "-").out) == document


def test_long_lists_are_cut_and_say_so(call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(differences, "LIMIT", 5)
    base = ("--project", folder, "--store", f"embedded:{folder / 'nowhere'}", "plan")
    cut, whole = call(*base), call(*base, "--all")
    assert " more; --format json has all" in cut.out
    assert " more; " not in whole.out
    left = int(cut.out.rpartition("… ")[2].split()[0].replace(",", ""))
    # A row each of what is added; the line that says how many more, and the blank one before it, are not in the whole.
    assert len(whole.out.splitlines()) == len(cut.out.splitlines()) - 2 + left
    assert not (folder / "nowhere").exists(), "a plan makes no store"


def test_a_plan_in_a_file_is_applied(loaded: tuple[Path, Call], tmp_path: Path) -> None:
    folder, on = loaded
    rewrite(table(folder, "entities"), "Acme line 1", "Acme line one")
    path = tmp_path / "plan.json"
    planned = on("plan", "-o", path)
    done = on("load", "--plan", path)
    assert done.code == 0
    counts = [line for line in planned.out.splitlines() if line.startswith(("Site ", "Claim ", "total "))]
    assert [line for line in done.out.splitlines() if line.startswith(("Site ", "Claim ", "total "))] == counts
    assert "nothing to change" in on("load", "--plan", path).err
    assert on("plan", "--exit-code").code == 0
    rewrite(table(folder, "entities"), "Acme line one", "Acme line I")
    assert on("load").code == 0
    drifted = on("load", "--plan", path)
    assert drifted.code == 1
    assert "no longer as the plan found them" in drifted.err
    path.write_text(path.read_text(encoding="utf-8").replace("Acme line one", "Other"), encoding="utf-8")
    wrong = on("load", "--plan", path)
    assert wrong.code == 1
    assert f"{path}: was changed after it was made" in wrong.err


def test_options_that_exclude_each_other(loaded: tuple[Path, Call]) -> None:
    _, on = loaded
    for words in (("--plan", "x", "example"), ("--plan", "x", "--prune", "y"), ("--verify", "--prune", "y")):
        assert on("load", *words).code == 2


def test_without_a_terminal_a_load_that_removes_much_needs_yes(loaded: tuple[Path, Call], tmp_path: Path) -> None:
    folder, on = loaded
    without_last(table(folder, "facts"), 1)  # a row more or less needs no question
    few = on("load")
    assert few.code == 0, few.err
    assert " 0 removed" not in few.err
    file = table(folder, "facts")
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:4]), encoding="utf-8")
    kept = {cell for line in lines[:4] for cell in line.strip().split(",")}
    names = table(folder, "entities")
    rows = names.read_text(encoding="utf-8").splitlines(keepends=True)
    names.write_text("".join([rows[0], *(r for r in rows[1:] if r.split(",")[0] in kept)]), encoding="utf-8")
    before = on("status", "--format", "json").out
    path = tmp_path / "plan.json"
    on("plan", "-o", path)
    for words in (("load",), ("load", "--plan", path), ("load", "--prune", "example")):
        refused = on(*words)
        assert refused.code == 1, words
        assert "more than a tenth" in refused.err and "--yes" in refused.err
        assert on("status", "--format", "json").out == before, "nothing was written"
    done = on("load", "--plan", path, "--yes")
    assert done.code == 0, done.err
    assert on("plan", "--exit-code").code == 0
    assert on("load", "--prune", "example", "--yes").code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
def test_on_a_terminal_it_asks(loaded: tuple[Path, Call], chain: tuple[Path, str]) -> None:
    import pty

    folder, on = loaded

    def answered(answer: str) -> tuple[int, str]:
        ours, theirs = pty.openpty()
        command = [*GRAPHKIT, "--project", str(folder), "--store", chain[1], "load", "--prune", "example"]
        process = subprocess.Popen(command, stdin=theirs, stderr=theirs, stdout=subprocess.DEVNULL)
        os.close(theirs)
        said, deadline = "", time.monotonic() + 60
        while "go on?" not in said and time.monotonic() < deadline:
            said += os.read(ours, 4096).decode("utf-8")
        os.write(ours, f"{answer}\n".encode())
        code = process.wait(60)
        os.close(ours)
        return code, said

    before = on("status", "--format", "json").out
    code, said = answered("n")
    assert code == 1
    assert "removes" in said and "Claim" in said
    assert on("status", "--format", "json").out == before
    assert answered("y")[0] == 0
    assert on("status", "--format", "json").out != before


def test_verify_shows_and_mends_a_hand_edit(loaded: tuple[Path, Call]) -> None:
    _, on = loaded
    edit = "MATCH (n:Entity {id: 'acme-line-1'}) SET n.name = 'Bad'"
    assert on("query", "cypher", "--write", edit).code == 0
    assert on("plan", "--exit-code").code == 0, "its hash has stayed"
    found = on("plan", "--verify", "--exit-code")
    assert found.code == 3
    assert "edited" in found.out and "Bad" in found.out
    mended = on("load", "--verify")
    assert "1 edited" in mended.err
    assert on("plan", "--verify", "--exit-code").code == 0


def test_a_first_load_does_not_ask(call: Call, folder: Path) -> None:
    append(table(folder, "sources"), "")
    assert call("--project", folder, "--store", f"embedded:{folder / 'new'}", "load").code == 0
