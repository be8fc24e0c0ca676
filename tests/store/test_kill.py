"""A load that is killed at any point is repaired by the next: the real command, a real SIGKILL, both engines."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import pytest

from graphkit.api import Project
from graphkit.graph import build
from graphkit.graph.convert import KEYS, Rows, rows
from graphkit.graph.diff import diff
from graphkit.store.config import Target
from graphkit.store.embedded import available
from graphkit.store.loading import load
from graphkit.store.store import open_store
from tests.store.world import ALPHA, BETA, Engine, changed, project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")


def left(engine: Engine, wanted: Rows) -> int:
    """How many elements of the store are not as wanted, asked past graphkit."""
    nodes: dict[tuple[str, str], str] = {}
    for row in engine.run("MATCH (n) RETURN labels(n) AS labels, n AS node"):
        for label in KEYS.keys() & set(row["labels"]):
            nodes[label, row["node"][KEYS[label]]] = row["node"]["hash"]
    edges = {
        (row["type"], row["uid"]): row["hash"]
        for row in engine.run("MATCH ()-[r]->() RETURN type(r) AS type, r.uid AS uid, r.hash AS hash")
    }
    change = diff(nodes, edges, wanted)
    return sum(len(getattr(change, name)) for name in change.__slots__)


class Wire:
    """Stands between a command and its server, and asks `watch` before it passes on each piece of what is sent."""

    def __init__(self, server: tuple[str, int], watch: Callable[[], bool]) -> None:
        self._server, self._watch, self._turn, self._cut = server, watch, threading.Lock(), False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.failures: list[BaseException] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed: the test is over
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._server)
                for ends in ((client, server, self._passes), (server, client, lambda: True)):
                    threading.Thread(target=self._pump, args=ends, daemon=True).start()

    def _passes(self) -> bool:
        with self._turn:
            try:
                self._cut = self._cut or not self._watch()
            except BaseException as error:
                self.failures.append(error)
                self._cut = True
            return not self._cut

    @staticmethod
    def _pump(start: socket.socket, end: socket.socket, passes: Callable[[], bool]) -> None:
        with contextlib.suppress(OSError), start, end:  # either side may be gone at any moment
            while (piece := start.recv(1 << 16)) and passes():
                end.sendall(piece)


def kill_when(engine: Engine, made: Project, share: float, *words: str, wanted: Rows | None = None) -> tuple[int, int]:
    """Runs the command, a row a batch, and kills it as soon as at most `share` of its work is left to do.

    What it sends goes through a wire that looks at the store before it passes on what may be the last: no matter how
    fast the machine, nothing is written between the look and the kill. Returns what was to do before it ran and what
    is left.
    """
    wanted = rows(build(made.facts, made.model)) if wanted is None else wanted
    todo = left(engine, wanted)
    enough = threading.Event()
    unseen = 0  # pieces that may pass before the next look: each holds one row at most

    def watch() -> bool:
        nonlocal unseen
        if unseen > 0:
            unseen -= 1
        elif engine.run("MATCH (s:GraphkitStore) WHERE s.writer IS NOT NULL RETURN s.writer"):
            unseen = int(left(engine, wanted) - share * todo) - 1
            if unseen < 0:
                enough.set()
        return not enough.is_set()

    with Wire(engine.address, watch) as wire:
        process = subprocess.Popen(
            **engine.through(wire.port).command(made.location.root, "load", "--yes", *words, GRAPHKIT_BATCH="1"),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert enough.wait(90), "it does not come so far"
        process.kill()
        assert process.wait(10) == -signal.SIGKILL, process.stdout and process.stdout.read()
        assert not wire.failures
    return todo, left(engine, wanted)


@pytest.mark.parametrize("share", [0.95, 0.3])
def test_a_first_load_that_was_killed_is_finished_by_the_next(
    store_target: Engine, tmp_path: Path, share: float
) -> None:
    made = project(tmp_path / "p")
    todo, rest = kill_when(store_target, made, share)
    assert 0 < rest < todo
    with store_target.open(made) as store:
        store.facts()  # what is there can be read at any moment
    assert store_target.load(made).changed
    store_target.holds(made.facts, made)
    assert not store_target.load(made).changed
    with store_target.open(made) as store:
        assert store.facts().claims == made.facts.claims
        assert store.last_load() is not None


@pytest.mark.parametrize("share", [0.9, 0.6, 0.2])
def test_a_change_that_was_killed_is_finished_by_the_next(store_target: Engine, tmp_path: Path, share: float) -> None:
    store_target.load(project(tmp_path / "p"))
    made = project(tmp_path / "p", {"alpha": changed(), "beta": BETA})
    todo, rest = kill_when(store_target, made, share)
    assert 0 < rest < todo
    assert store_target.load(made).changed
    store_target.holds(made.facts, made)
    assert not store_target.load(made).changed


def test_after_a_kill_another_loader_can_be_loaded_first(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    kill_when(store_target, made, 0.5)
    later = project(tmp_path / "p", {"beta": BETA, "alpha": ALPHA})
    with store_target.open(later) as store:
        facts = later.facts
        beta = type(facts)(tuple(c for c in facts.claims if c.loader == "beta"), facts.sources)
        load(store, beta, ["beta"])
    store_target.load(later)
    store_target.holds(later.facts, later)


def test_a_prune_that_was_killed_can_be_run_again(store_target: Engine, tmp_path: Path) -> None:
    whole = project(tmp_path / "p")
    store_target.load(whole)
    alone = project(tmp_path / "alone", {"alpha": ALPHA})
    wanted = rows(build(alone.facts, alone.model))
    todo, rest = kill_when(store_target, whole, 0.5, "--prune", "beta", wanted=wanted)
    assert 0 < rest < todo
    again = subprocess.run(
        **store_target.command(tmp_path / "p", "load", "--prune", "beta", "--yes"), capture_output=True, check=False
    )
    assert again.returncode == 0, again.stderr
    store_target.holds(alone.facts, alone)


def test_a_load_that_was_cut_before_its_record_is_recorded_by_the_next(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    report = store_target.load(made)
    # As it stands when the last batch is in and the process dies: no record yet, and the mark tells of a writer.
    store_target.run("MATCH (l:Load) DELETE l")
    store_target.run("MATCH (s:GraphkitStore) SET s.writer = 'dead', s.loads = 0")
    assert not store_target.load(made).changed
    with store_target.open(made) as store:
        record = store.last_load()
        assert record is not None
        assert (record["number"], record["added"]) == (1, report.total("added"))
        assert store.mark() == store.mark()
    before = store_target.everything()
    store_target.load(made)
    assert store_target.everything() == before


@pytest.mark.skipif(available() is not None, reason=str(available()))
def test_killing_the_command_and_its_own_engine_loses_nothing(tmp_path: Path) -> None:
    # Written one by one these take many seconds: however fast the machine, it is killed amid its work.
    firms = [{"id": f"firm-{i}", "type": "Firm", "name": f"Firm {i}"} for i in range(1000)]
    sales = [{"source": "a-news#p1", "subject": firm["id"], "predicate": "SUPPLIES", "value": "acme"} for firm in firms]
    more = {"entities": ALPHA["entities"] + firms, "facts": ALPHA["facts"] + sales}
    made = project(tmp_path / "p", {"alpha": ALPHA | more, "beta": BETA})
    wanted = rows(build(made.facts, made.model))
    target = Target(path=tmp_path / "p" / ".graphkit" / "store", origin="test")
    command: list[Any] = [sys.executable, "-m", "graphkit", "--project", tmp_path / "p", "--store", "embedded", "load"]
    env = {k: v for k, v in os.environ.items() if not k.startswith("NEO4J_")} | {"GRAPHKIT_BATCH": "1"}
    process = subprocess.Popen(command, env=env, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    holder = target.path / "holder.json" if target.path else Path()
    engine = _engine_of(process, holder, 0.4)
    os.kill(engine, signal.SIGKILL)
    process.kill()
    process.wait(10)
    with open_store(target, made.model, made.location) as store:
        assert diff(*store.hashes(store.mark()), wanted)
        load(store, made.facts, ("alpha", "beta"))
        assert not diff(*store.hashes(store.mark()), wanted)
        assert store.facts().claims == made.facts.claims


def _engine_of(process: subprocess.Popen[bytes], holder: Path, seconds: float) -> int:
    """The id of the process's engine, some time after it has begun to write."""
    import json

    import psutil

    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            engine = int(json.loads(holder.read_text(encoding="ascii"))["engine"])
            if any(c.status == "LISTEN" for c in psutil.Process(engine).net_connections()) and any(
                c.status == "ESTABLISHED" for c in psutil.Process(engine).net_connections()
            ):
                time.sleep(seconds)
                assert process.poll() is None, "it ended before it was killed"
                return engine
        except (OSError, ValueError, KeyError, psutil.Error):
            pass
        time.sleep(0.02)
    pytest.fail("the command's engine did not start")
