"""What the pages show is what the commands print: each block ```console of PAGES is run, command by command.

A block holds `$ graphkit …` and below it what is printed, answer and notes as a terminal shows them, 100 columns wide.
A line `…` stands for any lines. Commands of other programs are not run.
"""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from graphkit.cli import run

ROOT = Path(__file__).parents[1]
PAGES = ("docs/time.md",)
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ANY = "…"
Print = Callable[[str], list[str]]


def examples(page: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of graphkit on a page, with the lines shown below it."""
    for block in _BLOCK.findall((ROOT / page).read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = part.splitlines()
            if command.startswith("graphkit "):
                yield command, [line.rstrip() for line in shown]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An embedded store with the project of this repository, loaded once."""
    name = f"embedded:{tmp_path_factory.mktemp('docs') / 'store'}"
    assert run(["--project", str(ROOT), "--store", name, "load"]) == 0
    return name


@pytest.fixture
def printed(store: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Print:
    """Runs a command and gives the lines that it prints, on both streams in their order."""
    for name in ("NEO4J_URI", "GRAPHKIT_PROJECT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)  # files that an example writes

    def runs(command: str) -> list[str]:
        words = shlex.split(command)[1:]
        with io.StringIO() as out:
            with redirect_stdout(out), redirect_stderr(out):
                run(["--project", str(ROOT), "--store", store, *words])
            return [line.rstrip() for line in out.getvalue().splitlines()]

    return runs


def same(shown: list[str], told: list[str]) -> bool:
    """Whether the lines are those told, `…` standing for any."""
    pattern = "".join("(?:.*\n)*?" if line.strip() == _ANY else re.escape(line) + "\n" for line in shown)
    return re.fullmatch(pattern, "".join(line + "\n" for line in told)) is not None


EXAMPLES = [example for page in PAGES for example in examples(page)]


@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_the_page_shows_what_is_printed(command: str, shown: list[str], printed: Print) -> None:
    told = printed(command)
    assert same(shown, told), "\n".join((f"$ {command}", *told))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_examples_and_its_links_lead_somewhere(page: str) -> None:
    assert list(examples(page))
    text = (ROOT / page).read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert ((ROOT / page).parent / link).exists(), link


def test_any_lines_and_no_others() -> None:
    assert same(["a", _ANY, "d"], ["a", "b", "c", "d"])
    assert same(["a", _ANY], ["a"])
    assert not same(["a", "d"], ["a", "b", "d"])
    assert not same(["a.c"], ["abc"])
    assert not same(["a"], ["a", "b"])
