"""What the pages show is what the commands print: each block ```console is run, command by command.

A block holds `$ graphkit …` and below it what is printed, answer and notes as a terminal shows them, 100 columns wide.
A line `> …` goes on with the command. A line `…` stands for any lines, and `…` in a line for any words of it. Of other
programs only `echo $?` is run.

The commands of PAGES are run one by one on this repository's content. The tutorial is one session: a folder is set up
as it says, its files are written from the page, and each command finds what those before it left.
"""

from __future__ import annotations

import io
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from graphkit.cli import run
from graphkit.store.embedded import available, serve_embedded

ROOT = Path(__file__).parents[1]
PAGES = ("docs/time.md", "docs/analysis.md")
TUTORIAL = "docs/tutorial.md"
ARTICLE = ROOT / "tests/data/tutorial/made-up-article.txt"
_CONTENT = ("schema", "loaders", "queries", "graphkit.toml")
_HOME = "/home/ada"
_BLOCK = re.compile(
    r"^(?:(?P<how>New file|Added to|Last line of) `(?P<path>[^`\n]+)`:\n\n)?```(?P<kind>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_ANY = "…"
Print = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Example:
    """A command on a page, and the lines shown below it."""

    command: str
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class File:
    """Lines that a page has the reader write, and how: `New file`, `Added to` or `Last line of`."""

    how: str
    path: str
    text: str

    def write(self, folder: Path) -> None:
        """Do it below this folder."""
        path = folder / self.path
        path.parent.mkdir(parents=True, exist_ok=True)
        before = "" if self.how == "New file" else path.read_text(encoding="utf-8")
        if self.how == "Last line of":
            before = "".join(before.splitlines(keepends=True)[:-1])
        path.write_text(before + self.text, encoding="utf-8", newline="")


def steps(page: str) -> Iterator[Example | File]:
    """The commands and files of a page in their order."""
    for block in _BLOCK.finditer((ROOT / page).read_text(encoding="utf-8")):
        if block["kind"] == "console":
            yield from _examples(block["text"])
        elif block["path"]:
            yield File(block["how"], block["path"], block["text"])


def _examples(block: str) -> Iterator[Example]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        while shown and shown[0].startswith("> "):
            command += "\n" + shown.pop(0).removeprefix("> ")
        if command.startswith("graphkit ") or command == "echo $?":
            yield Example(command, tuple(line.rstrip() for line in shown))


def examples(page: str) -> list[Example]:
    """The commands of a page."""
    return [step for step in steps(page) if isinstance(step, Example)]


def output(arguments: list[str]) -> tuple[int, list[str]]:
    """The exit code of a command and the lines that it prints, on both streams in their order."""
    with io.StringIO() as out:
        with redirect_stdout(out), redirect_stderr(out):
            code = run(arguments)
        return code, [line.rstrip() for line in out.getvalue().splitlines()]


def same(shown: tuple[str, ...], told: list[str]) -> bool:
    """Whether the lines are those told, `…` standing for any lines, or for any words in a line."""
    pattern = "".join(
        "(?:.*\n)*?" if line.strip() == _ANY else re.escape(line).replace(_ANY, ".+") + "\n" for line in shown
    )
    return re.fullmatch(pattern, "".join(line + "\n" for line in told)) is not None


def _terminal(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    for name in ("NEO4J_URI", "GRAPHKIT_PROJECT", "GRAPHKIT_CURATOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(folder)


# --- pages whose commands stand alone


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An embedded store with the project of this repository, loaded once."""
    if reason := available():
        pytest.skip(reason)
    name = f"embedded:{tmp_path_factory.mktemp('docs') / 'store'}"
    assert run(["--project", str(ROOT), "--store", name, "load"]) == 0
    return name


@pytest.fixture
def printed(store: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Print:
    """Runs a command on this repository's content and gives the lines that it prints."""
    _terminal(monkeypatch, tmp_path)  # and the files that an example writes
    return lambda command: output(["--project", str(ROOT), "--store", store, *shlex.split(command)[1:]])[1]


ALONE = [example for page in PAGES for example in examples(page)]


@pytest.mark.parametrize("example", ALONE, ids=[example.command for example in ALONE])
def test_the_page_shows_what_is_printed(example: Example, printed: Print) -> None:
    told = printed(example.command)
    assert same(example.shown, told), "\n".join((f"$ {example.command}", *told))


# --- the tutorial


def session(page: str, home: Path) -> Iterator[list[str]]:
    """What each command of a page prints in `home`/chain, a copy of the content that `home`/graphkit has."""
    code, name = 0, str(home)
    for step in steps(page):
        if isinstance(step, File):
            step.write(home / "chain")
        elif step.command == "echo $?":
            yield [str(code)]
        else:
            code, told = output(shlex.split(step.command)[1:])
            yield [line.replace(name, _HOME) for line in told]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """What the commands of the tutorial print, run in their order."""
    if reason := available():
        pytest.skip(reason)
    home = tmp_path_factory.mktemp("ada").resolve()
    for folder in ("graphkit", "chain"):
        for name in _CONTENT:
            (home / folder).mkdir(exist_ok=True)
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
            copy(ROOT / name, home / folder / name)
    project = home / "chain"
    state = project / ".graphkit"
    # Served, since else each command that needs the store would start an engine of its own.
    served = serve_embedded(state / "store", secret=state / "secret", logs=state)
    with pytest.MonkeyPatch.context() as monkeypatch, served:
        _terminal(monkeypatch, project)
        return list(session(TUTORIAL, home))


WALK = examples(TUTORIAL)


@pytest.mark.parametrize("number", range(len(WALK)), ids=[example.command for example in WALK])
def test_the_tutorial_shows_what_is_printed(number: int, told: list[list[str]]) -> None:
    example = WALK[number]
    assert same(example.shown, told[number]), "\n".join((f"$ {example.command}", *told[number]))


def test_the_made_up_article_is_the_one_that_the_tutorial_shows_and_no_fact() -> None:
    [article] = [step for step in steps(TUTORIAL) if isinstance(step, File) and step.how == "New file"]
    assert article.text == ARTICLE.read_text(encoding="utf-8")
    title = article.text.splitlines()[0]
    assert title == "A made-up article for the tutorial"
    for table in (ROOT / "loaders").rglob("*.csv"):
        assert title not in table.read_text(encoding="utf-8"), table


# --- all of them


@pytest.mark.parametrize("page", (*PAGES, TUTORIAL))
def test_a_page_has_examples_and_its_links_lead_somewhere(page: str) -> None:
    assert examples(page)
    text = (ROOT / page).read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert ((ROOT / page).parent / link).exists(), link


def test_any_lines_and_no_others() -> None:
    assert same(("a", _ANY, "d"), ["a", "b", "c", "d"])
    assert same(("a", _ANY), ["a"])
    assert same(("a … c",), ["a 1 c"])
    assert not same(("a … c",), ["a 1 d"])
    assert not same(("a … c",), ["a 1", "b c"])
    assert not same(("a", "d"), ["a", "b", "d"])
    assert not same(("a.c",), ["abc"])
    assert not same(("a",), ["a", "b"])


def test_lines_are_written_where_a_page_says(tmp_path: Path) -> None:
    for how, text, whole in (
        ("New file", "a\nb\n", "a\nb\n"),
        ("Added to", "c\n", "a\nb\nc\n"),
        ("Last line of", "d\n", "a\nb\nd\n"),
    ):
        File(how, "folder/table.csv", text).write(tmp_path)
        assert (tmp_path / "folder/table.csv").read_text(encoding="utf-8") == whole
