"""A state of the facts to compare with another: a day, a project's folder, a revision of its git repository."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from graphkit.errors import ContentError, ProjectError, UsageError
from graphkit.facts import Facts, read_loaders
from graphkit.graph import build
from graphkit.graph.convert import rows
from graphkit.graph.diff import between
from graphkit.graph.plan import Change, cited, counts, explain, record, totals
from graphkit.graph.select import default_day, select
from graphkit.model import Model, read_model
from graphkit.project import CONFIG, Location, find_project
from graphkit.values import asked_day

GIT = "git:"
_PARTS = (CONFIG, "schema", "loaders")


#: A text that is meant for a day, right or wrong; a short hash of digits alone has no hyphen.
_LIKE_A_DAY = re.compile(r"^\d{4}-\d{1,2}(-\d{1,2})?$")


@dataclass(frozen=True, slots=True)
class State:
    """Facts and schema, and for a day that day. `what` is how a person named it, `id` the commit of a revision."""

    kind: Literal["day", "folder", "revision"]
    what: str
    facts: Facts
    model: Model
    day: date | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """What turns one state into another: the changes, the claims that they name, and a description of both sides."""

    changes: tuple[Change, ...]
    claims: dict[str, dict[str, Any]]
    sides: tuple[dict[str, Any], dict[str, Any]]
    left_out: int

    def document(self, audience: str) -> dict[str, Any]:
        """All of it as JSON has it, in a stable order."""
        per_type = counts(self.changes)
        return {
            "graphkit": "diff",
            "from": self.sides[0],
            "to": self.sides[1],
            "audience": audience,
            "counts": per_type,
            "total": totals(per_type),
            "changes": [record(change) for change in self.changes],
            "claims": self.claims,
        }


def difference(one: State, two: State, by_as_of: bool = False, audience: str = "all") -> Difference:
    """What turns the first state into the second.

    A day selects what had been said by it. Both graphs then stand on the same day, the later of the two states' last
    days, so that facts differ and not the clock. With `by_as_of` a day selects what held on it, and each graph stands
    on its own.
    """
    known = [None if by_as_of else state.day for state in (one, two)]
    ends = [default_day(select(s.facts, k, audience).claims, k) for s, k in zip((one, two), known, strict=True)]
    common = max((day for day in ends if day), default=None)
    graphs, sides = [], []
    for state, known_on, end in zip((one, two), known, ends, strict=True):
        as_of = (state.day or end) if by_as_of else common
        graphs.append(build(state.facts, state.model, as_of, known_on, audience))
        days = {name: day.isoformat() if day else None for name, day in (("as_of", as_of), ("known_on", known_on))}
        sides.append({"kind": state.kind, "what": state.what, "commit": state.id, **days})
    old, new = (rows(graph) for graph in graphs)
    held = {key: node.hash for key, node in old.nodes.items()} | {key: edge.hash for key, edge in old.edges.items()}
    changes = explain(between(old, new), held, old, new)
    left_out = max(graph.left_out for graph in graphs)
    return Difference(changes, cited(changes, old, new), (sides[0], sides[1]), left_out)


@contextmanager
def scratch(location: Location) -> Iterator[Callable[[], Path]]:
    """What gives a folder in the project's state for what is taken out of a repository: made when first asked for,
    removed after.

    Raises
    ------
    ProjectError
        When it is asked for and cannot be made.
    """
    with ExitStack() as made:
        found: list[Path] = []

        def folder() -> Path:
            if not found:
                try:
                    location.state.mkdir(parents=True, exist_ok=True)
                    held = tempfile.TemporaryDirectory(prefix="diff-", dir=location.state, ignore_cleanup_errors=True)
                    found.append(Path(made.enter_context(held)))
                except OSError as error:
                    hint = "a revision is unpacked there: compare folders, or work where you may write"
                    raise ProjectError(f"{location.state} cannot be written: {error.strerror or error}", hint) from None
            return found[0]

        yield folder


def read_state(
    text: str, location: Location, facts: Callable[[], Facts], model: Model, folder: Callable[[], Path]
) -> State:
    """The state that a text names: a project's folder, else a day, else a revision; `git:REVISION` is always the last.

    Parameters
    ----------
    facts, model
        Those of the project itself: a day is one of theirs, and only then are its facts read.
    folder
        Gives a folder where the files of a revision may lie while they are read.

    Raises
    ------
    UsageError
        If it is none of these.
    ProjectError
        If there is no git or no repository, or the revision holds no project.
    ContentError
        If its tables or its schema are wrong.
    """
    if not text.strip():
        raise UsageError("a state without a name", "as 2025-12, ../other-project, HEAD~1 or git:v1.0")
    if text.startswith(GIT):
        return _revision(text.removeprefix(GIT), text, location, folder)
    if (Path(text) / CONFIG).is_file():
        return _read(Path(text), "folder", text)
    try:
        day = asked_day(text, model.dates)
    except ValueError as error:
        day = None  # then it is a revision, or nothing
        if _LIKE_A_DAY.match(text):
            raise UsageError(
                f"not a day: {str(error).partition(' — ')[0]}", f"a revision of that name is {GIT}{text}"
            ) from None
    if day is not None:
        return State("day", text, facts(), model, day)
    if Path(text).is_dir():
        raise UsageError(f"{text} is a folder without a {CONFIG}", "name a project's folder")
    return _revision(text, text, location, folder)


def _read(root: Path, kind: Literal["folder", "revision"], what: str, commit: str | None = None) -> State:
    location = find_project(root)
    try:
        model = read_model(location.schema)
        facts = read_loaders(location.loaders, model, None, location.decisions).require()
    except ContentError as error:
        raise ContentError(
            error.problems, f"that is what {what} holds: compare with one that graphkit check passes"
        ) from None
    return State(kind, what, facts, model, None, commit)


def _revision(revision: str, what: str, location: Location, folder: Callable[[], Path]) -> State:
    if shutil.which("git") is None:
        raise ProjectError(f"{what} is neither a folder nor a day, and to read a revision git is needed", "install git")
    asked = _run(location.root, "rev-parse", "--show-prefix")
    if asked.returncode:
        said = asked.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise UsageError(
            f"{what!r} is neither a project's folder nor a day, and {location.root} lies in no git repository: {said}",
            "as 2025-12, ../other-project, HEAD~1 or git:v1.0",
        )
    wanted = f"{revision}^{{commit}}"
    found = _git(location.root, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted) if revision else None
    commit = (found or b"").decode().strip()
    if not re.fullmatch(r"[0-9a-f]{40,64}", commit):
        shallow = (_git(location.root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"
        hint = "the clone is shallow: fetch the rest with git fetch --unshallow" if shallow else "git log lists them"
        raise UsageError(f"{what!r} is neither a project's folder, nor a day, nor a revision of the repository", hint)
    root = folder() / commit
    if not root.exists():
        _unpack(location.root, commit, root, what)
    return _read(root, "revision", what, commit)


def _unpack(repository: Path, commit: str, root: Path, what: str) -> None:
    """Writes the project's folders as a commit has them; paths count from the project, as `git archive` takes them."""
    listed = (_git(repository, "ls-tree", "-z", "--name-only", commit, "--", *_PARTS) or b"").split(b"\0")
    there = {Path(name.decode("utf-8", "surrogateescape")).name for name in listed}
    if CONFIG not in there:
        raise ProjectError(f"{what} holds no project: there is no {CONFIG} in this folder then", "name a later one")
    archive = _git(repository, "archive", "--format=zip", commit, "--", *(part for part in _PARTS if part in there))
    if archive is None:
        raise ProjectError(f"{what} cannot be read out of the repository", "the clone may lack it: git fetch")
    with zipfile.ZipFile(io.BytesIO(archive)) as files:  # which keeps every file below `root`
        files.extractall(root)


def _git(root: Path, *words: str) -> bytes | None:
    """What git prints; None if it refuses."""
    ran = _run(root, *words)
    return ran.stdout if ran.returncode == 0 else None


def _run(root: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "-C", str(root), *words], check=False, stdin=subprocess.DEVNULL, capture_output=True)
