"""A small project made by `init`, calls of the command line in this process, and a loaded store kept up by `serve`."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from graphkit.cli import run

ROOT = Path(__file__).parents[2]
GRAPHKIT = [sys.executable, "-m", "graphkit"]


@dataclass(frozen=True)
class Result:
    """Exit code and what was printed."""

    code: int
    out: str
    err: str


Call = Callable[..., Result]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs the command line in this process."""

    def runs(*words: str | Path) -> Result:
        capsys.readouterr()
        code = run([str(word) for word in words])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Result(code, out, err)

    return runs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of its own, as `graphkit init` makes it."""
    assert run(["init", str(tmp_path / "chain")]) == 0
    return tmp_path / "chain"


@pytest.fixture
def on(call: Call, folder: Path) -> Call:
    """Runs the command line on that project."""
    return lambda *words: call("--project", folder, *words)


@dataclass(frozen=True)
class Served:
    """A project whose embedded store is loaded and kept up."""

    folder: Path
    uri: str


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The example project, loaded, with `graphkit serve` in the background."""
    folder = tmp_path_factory.mktemp("served") / "chain"
    assert run(["init", str(folder)]) == 0
    server = subprocess.Popen(
        [*GRAPHKIT, "--project", str(folder), "--store", "embedded", "serve"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        uri = server.stdout.readline().strip()
        assert run(["--project", str(folder), "--store", "embedded", "load"]) == 0
        yield Served(folder, uri)
    finally:
        server.send_signal(signal.SIGINT)
        _, told = server.communicate(timeout=60)
    assert server.returncode == 0
    assert "stopped" in told and "Traceback" not in told


def rewrite(file: Path, old: str, new: str) -> None:
    """Changes a text in a file; it must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def append(file: Path, line: str) -> int:
    """Adds a line to a table and gives its number."""
    with file.open("a", encoding="utf-8") as out:
        out.write(line + "\n")
    return len(file.read_text(encoding="utf-8").splitlines())
