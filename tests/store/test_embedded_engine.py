"""The embedded engine keeps its promises; every test here really starts it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import neo4j
import psutil
import pytest
from filelock import FileLock
from neo4j.exceptions import ConstraintError, Forbidden

from graphkit.errors import StoreError
from graphkit.store import embedded
from graphkit.store.embedded import Endpoint, available, destroy_embedded, open_embedded, serve_embedded

pytestmark = pytest.mark.skipif(available() is not None, reason=str(available()))

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

# A process that opens the store, says so, writes until it is stopped and acknowledges each write on its stdout.
WRITER = """
import sys, neo4j
from pathlib import Path
from graphkit.store.embedded import open_embedded
with open_embedded(Path(sys.argv[1])) as e, neo4j.GraphDatabase.driver(e.uri, auth=(e.user, e.password)) as driver:
    print("open", flush=True)
    for line in sys.stdin if len(sys.argv) == 2 else range(100_000):
        rows = [int(line) * 50 + i for i in range(50)]
        with driver.session(database=e.database) as session:
            session.execute_write(lambda tx: tx.run("UNWIND $rows AS i CREATE (:W {i: i})", rows=rows).consume())
        print(int(line), flush=True)
"""


@contextmanager
def connected(endpoint: Endpoint) -> Iterator[Callable[..., list[dict[str, Any]]]]:
    """A function that runs one statement and returns its rows."""
    with neo4j.GraphDatabase.driver(endpoint.uri, auth=(endpoint.user, endpoint.password)) as driver:

        def run(text: str, **parameters: Any) -> list[dict[str, Any]]:
            return [record.data() for record in driver.execute_query(text, parameters, database_="graphkit").records]

        yield run


def rows(endpoint: Endpoint, text: str, **parameters: Any) -> list[dict[str, Any]]:
    with connected(endpoint) as run:
        return run(text, **parameters)


def writer(path: Path, *more: str) -> subprocess.Popen[str]:
    """Start a writing process in a group of its own; it has the store open when this returns."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), *more],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


def engine_of(path: Path) -> psutil.Process:
    return psutil.Process(json.loads((path / "holder.json").read_text())["engine"])


@pytest.fixture(scope="module", autouse=True)
def quick_start() -> Iterator[None]:
    """Java's simple compiler: these engines live for a second or two, and there are many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARCADEDB_JVM_ARGS", "-XX:TieredStopAtLevel=1")
        yield


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with three firms in a row, under a path with blanks and Chinese letters."""
    path = tmp_path_factory.mktemp("a b") / "固态 电池" / "store"
    with open_embedded(path) as endpoint, connected(endpoint) as run:
        run("CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE")
        run("CREATE (:Entity:Firm {id: 'a'})-[:SUPPLIES]->(:Entity:Firm {id: 'b'})")
        run("MATCH (b:Firm {id: 'b'}) CREATE (b)-[:SUPPLIES]->(:Entity:Firm {id: 'c'})")
    return path


@pytest.fixture(scope="module")
def served(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Endpoint]]:
    """A copy of the filled store that is served, for the tests that need no start of their own."""
    path = tmp_path_factory.mktemp("served") / "store"
    shutil.copytree(filled, path)
    shutil.copy2(filled.parent / "secret", path.parent)
    with serve_embedded(path) as endpoint:
        yield path, endpoint


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Path:
    """A copy of the filled store, with its secret."""
    shutil.copytree(filled, tmp_path / "store")
    shutil.copy2(filled.parent / "secret", tmp_path / "secret")
    return tmp_path / "store"


def test_what_was_written_is_there_after_it_is_opened_again(filled: Path) -> None:
    with open_embedded(filled) as endpoint:
        assert rows(endpoint, "MATCH (n:Firm) RETURN count(n) AS n") == [{"n": 3}]
        assert endpoint.password not in repr(endpoint)
        assert endpoint.password not in (filled.parent / "logs" / "engine.log").read_text(encoding="utf-8")
        with pytest.raises(ConstraintError):
            rows(endpoint, "CREATE (:Entity:Firm {id: 'a'})")


@posix
def test_the_secret_is_its_owners_alone(filled: Path) -> None:
    assert (filled.parent / "secret").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in filled.parent.iterdir() if file.name.startswith("secret")] == ["secret"]


def test_the_engine_listens_on_loopback_and_for_bolt_only(served: tuple[Path, Endpoint]) -> None:
    path, endpoint = served
    listening = [c.laddr for c in engine_of(path).net_connections("inet") if c.status == psutil.CONN_LISTEN]
    assert [f"bolt://{address.ip}:{address.port}" for address in listening] == [endpoint.uri]


def test_the_reader_reads_everything_and_writes_nothing(served: tuple[Path, Endpoint]) -> None:
    path, root = served
    with open_embedded(path, read_only=True) as reader, connected(reader) as run:
        rows(
            root, "CREATE (:Entity:Plant {id: 'p'})-[:OWNS {uid: 'o'}]->(:Entity:Plant {id: 'q'})"
        )  # new, to the reader
        before = rows(
            root, "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN n.id AS i, properties(n), properties(r) ORDER BY i"
        )
        for text in (
            "CREATE (:Firm {id: 'x'})",
            "CREATE (:Entity:Plant {id: 'x'})",
            "CREATE (:New {id: 'x'})",
            "MATCH (n:Plant) SET n.name = 'x'",
            "MATCH (n:Firm) SET n:Other",
            "MATCH (n:Firm) REMOVE n.id",
            "MATCH (n:Plant) DETACH DELETE n",
            "MATCH ()-[r:OWNS]->() SET r.uid = 'x'",
            "MATCH ()-[r:OWNS]->() DELETE r",
            "MATCH (a {id: 'a'}), (c {id: 'c'}) CREATE (a)-[:SUPPLIES]->(c)",
            "MERGE (:Entity {id: 'x'})",
            "MERGE (n:Entity {id: 'a'}) ON MATCH SET n.x = 1",
            "CREATE INDEX i IF NOT EXISTS FOR (n:Entity) ON (n.x)",
            "DROP CONSTRAINT entity_id IF EXISTS",
            "CREATE USER eve SET PASSWORD 'eve-eve-eve'",
            "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        ):
            with pytest.raises(Forbidden):
                run(text)
        after = rows(
            root, "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN n.id AS i, properties(n), properties(r) ORDER BY i"
        )
        assert after == before
        assert run("MATCH (n:Entity) UNWIND labels(n) AS l RETURN l, count(*) AS n ORDER BY l") == [
            {"l": "Entity", "n": 5},
            {"l": "Firm", "n": 3},
            {"l": "Plant", "n": 2},
        ]
        way = "MATCH p = shortestPath((:Entity {id: 'a'})-[*..5]->(:Entity {id: 'c'})) RETURN length(p) AS n"
        assert run(way) == [{"n": 2}]


def test_the_reader_is_refused_after_a_restart_too(filled: Path) -> None:
    with open_embedded(filled, read_only=True) as reader:
        assert rows(reader, "MATCH (n) RETURN count(n) AS n") == [{"n": 3}]
        with pytest.raises(Forbidden):
            rows(reader, "MATCH (n) DETACH DELETE n")


def test_a_second_opener_waits_says_so_once_and_then_has_the_store(store: Path) -> None:
    first = writer(store)
    threading.Timer(1.0, lambda: first.stdin and first.stdin.close()).start()
    said: list[str] = []
    with open_embedded(store, note=said.append) as endpoint:
        assert rows(endpoint, "MATCH (n:Firm) RETURN count(n) AS n") == [{"n": 3}]
    assert said == [f"waiting for the store's lock, held by process {first.pid} …"]
    assert first.wait(10) == 0


def test_a_second_opener_gives_up_in_time_and_names_the_holder(store: Path) -> None:
    held = rf"in use by process {os.getpid()}\b"
    with open_embedded(store), pytest.raises(StoreError, match=held), open_embedded(store, wait=1):
        pass


def test_an_opener_that_waits_for_the_lock_connects_to_a_serve_that_comes_up(store: Path) -> None:
    opened: list[str] = []
    waits = threading.Event()

    def open_it() -> None:
        with open_embedded(store, wait=20, note=lambda _: waits.set()) as endpoint:
            opened.append(endpoint.uri)

    opener = threading.Thread(target=open_it)
    other = store.with_name("other")
    shutil.copytree(store, other)
    with FileLock(str(store / "lock")):  # stands for a serve that has the lock and is still starting
        opener.start()
        assert waits.wait(10)
        with serve_embedded(other) as endpoint:  # and now it is up
            shutil.copy(other / "holder.json", store)
            shutil.copy(other / "serve.json", store)
            opener.join(15)
            assert opened == [endpoint.uri]
    assert not (other / "serve.json").exists()


def test_others_connect_to_a_serve(served: tuple[Path, Endpoint]) -> None:
    path, endpoint = served
    with open_embedded(path) as second, open_embedded(path) as third:
        assert endpoint == second == third
        rows(second, "CREATE (:Seen)")
        assert rows(third, "MATCH (n:Seen) DELETE n RETURN count(n) AS n") == [{"n": 1}]


def test_serve_takes_a_fixed_port_and_refuses_to_be_doubled(store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StoreError, match=f"port {port} cannot be opened"), serve_embedded(store, port=port):
            pass
    with serve_embedded(store, port=port) as endpoint:
        assert endpoint.uri == f"bolt://127.0.0.1:{port}"


def test_a_served_store_is_neither_served_again_nor_destroyed(served: tuple[Path, Endpoint]) -> None:
    with pytest.raises(StoreError, match="already served"), serve_embedded(served[0]):
        pass
    with pytest.raises(StoreError, match="in use"):
        destroy_embedded(served[0])


def test_a_stale_announcement_is_ignored_and_removed(store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        (store / "serve.json").write_text(json.dumps({"pid": 1, "engine": 1, "port": stranger.getsockname()[1]}))
        with open_embedded(store) as endpoint:
            assert not (store / "serve.json").exists()
            assert rows(endpoint, "RETURN 1 AS n") == [{"n": 1}]


@posix
@pytest.mark.parametrize("killed", ["parent", "engine"])
def test_nothing_acknowledged_is_lost_when_a_process_is_killed_in_the_middle_of_writes(
    store: Path, killed: str
) -> None:
    process = writer(store, "on and on")
    engine = engine_of(store)
    assert process.stdout is not None
    acknowledged = [int(process.stdout.readline()) for _ in range(20)]
    process.kill() if killed == "parent" else engine.kill()
    if killed == "engine":
        time.sleep(0.5)
        process.kill()  # the driver would try again for half a minute
    acknowledged += [int(line) for line in process.stdout.read().splitlines() if line.strip().isdigit()]
    process.wait(60)
    if killed == "parent":
        engine.wait(20)  # by itself
    with open_embedded(store) as endpoint:
        found = rows(endpoint, "MATCH (n:W) RETURN n.i / 50 AS batch, count(*) AS n")
    assert all(row["n"] == 50 for row in found)
    assert set(acknowledged) <= {row["batch"] for row in found}


@posix
def test_ctrl_c_reaches_the_command_and_the_engine_is_closed_by_it(store: Path) -> None:
    process = writer(store)
    engine = engine_of(store)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert "KeyboardInterrupt" in errors and "java" not in errors.lower()
    engine.wait(10) if engine.is_running() else None
    assert not (store / "holder.json").exists()  # closed in order


@posix
def test_the_engine_ends_in_order_on_sigterm(store: Path) -> None:
    with open_embedded(store):
        engine = engine_of(store)
        engine.terminate()
        deadline = time.monotonic() + 10
        while (store / "holder.json").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not (store / "holder.json").exists()


def test_nothing_of_the_engine_reaches_the_users_streams(store: Path) -> None:
    process = writer(store)
    out, errors = process.communicate("0\n1\n", timeout=20)
    assert (out, errors) == ("0\n1\n", "")
    assert "ArcadeDB" in (store.parent / "logs" / "engine.log").read_text(encoding="utf-8")


def test_a_log_that_has_grown_is_put_aside(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "LOG_BYTES", 10)
    logs = store.parent / "elsewhere"
    logs.mkdir()
    (logs / "engine.log").write_text("old " * 10)
    with open_embedded(store, logs=logs):
        pass
    assert (logs / "engine.log.1").read_text() == "old " * 10
    assert "old" not in (logs / "engine.log").read_text(encoding="utf-8")[:10]


def test_a_lost_or_wrong_secret_is_told_with_the_way_out(store: Path) -> None:
    secret = store.parent / "secret"
    secret.write_text("A" * 43 + "\n")
    with pytest.raises(StoreError, match=r"not the one this store was made with.*load again"), open_embedded(store):
        pass
    secret.write_text("")
    with pytest.raises(StoreError, match=r"does not hold a store's password.*load again"), open_embedded(store):
        pass
    secret.unlink()
    with (
        pytest.raises(StoreError, match=r"password file .*secret of the store .* is lost.*load again"),
        open_embedded(store),
    ):
        pass


def test_the_secret_and_the_log_may_lie_in_the_store(tmp_path: Path) -> None:
    path = tmp_path / "store"
    for _ in range(2):
        with open_embedded(path, secret=path / "secret", logs=path / "logs") as endpoint:
            assert rows(endpoint, "RETURN 1 AS n") == [{"n": 1}]
    assert [file.name for file in tmp_path.iterdir()] == ["store"]
    destroy_embedded(path)


def test_memory_is_taken_from_the_environment(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHKIT_ENGINE_MEMORY", "300m")
    with open_embedded(store):
        pass
    assert "MAXRAM=300" in (store.parent / "logs" / "engine.log").read_text(encoding="utf-8")
    monkeypatch.setenv("GRAPHKIT_ENGINE_MEMORY", "lots")
    with pytest.raises(StoreError, match="GRAPHKIT_ENGINE_MEMORY is 'lots'"), open_embedded(store):
        pass


def test_a_folder_that_cannot_be_a_store_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").touch()
    for path, sentence in (
        (tmp_path / "file" / "store", "is a file, not a folder"),
        (tmp_path / ("x" * 300), "path is too long"),
        (tmp_path / "full", "not empty and not an embedded store"),
    ):
        with pytest.raises(StoreError, match=sentence), open_embedded(path):
            pass


@posix
def test_a_read_only_folder_is_told_in_a_sentence(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="no permission"), open_embedded(tmp_path / "store"):
        pass


def test_an_engine_that_does_not_start_is_told_with_its_log(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCADEDB_JVM_ARGS", "-XX:NoSuchFlag")
    log = re.escape(str(store.parent / "logs" / "engine.log"))
    with pytest.raises(StoreError, match=log) as caught, open_embedded(store):
        pass
    assert "Traceback" not in str(caught.value)


def test_destroy_deletes_stores_only(store: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with pytest.raises(StoreError, match="nothing was deleted"):
        destroy_embedded(tmp_path / "other")
    assert (tmp_path / "other").is_dir()
    destroy_embedded(store)
    assert not store.exists()
    with open_embedded(store) as endpoint:  # with the secret that is still there
        assert rows(endpoint, "MATCH (n) RETURN count(n) AS n") == [{"n": 0}]
