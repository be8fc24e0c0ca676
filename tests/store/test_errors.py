"""What goes wrong between here and the store is said in a person's words, and no secret with it."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graphkit.errors import StoreError, UsageError
from graphkit.graph import build
from graphkit.graph.convert import rows
from graphkit.graph.diff import diff
from graphkit.project import Location
from graphkit.store import driver
from graphkit.store.config import Target, choose_store
from graphkit.store.embedded import available
from graphkit.store.loading import load
from graphkit.store.store import open_store
from tests.store.world import ALPHA, BETA, Engine, project

SECRET = "s3cr3t-Pa55"


def failure(target: Target, tmp_path: Path) -> StoreError:
    """How opening and asking the store fails."""
    made = project(tmp_path / "p")
    with pytest.raises(StoreError) as raised, open_store(target, made.model, made.location) as store:
        store.marked()
    text = f"{raised.value} {raised.value!r} {raised.value.__cause__!r}"
    assert SECRET not in text
    assert "Traceback" not in text
    return raised.value


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# --- which store is meant


@pytest.fixture
def place(tmp_path: Path) -> Location:
    """A project's folder."""
    return Location(tmp_path, "small", "small", None, tmp_path / ".graphkit")


def test_a_flag_wins_over_the_environment_over_dotenv_over_the_project(place: Location, tmp_path: Path) -> None:
    assert choose_store(place, None, {}).path == tmp_path / ".graphkit" / "store"
    place = replace(place, store="bolt://toml")
    assert choose_store(place, None, {}).uri == "bolt://toml"
    (tmp_path / ".env").write_text(f"\ufeffNEO4J_URI=bolt://dotenv\nNEO4J_PASSWORD={SECRET}\n", encoding="utf-8")
    found = choose_store(place, None, {})
    assert (found.uri, found.password, found.user) == ("bolt://dotenv", SECRET, "neo4j")
    env = {"NEO4J_URI": "neo4j+s://env", "NEO4J_USERNAME": "ann", "NEO4J_DATABASE": "chain", "NEO4J_PASSWORD": ""}
    found = choose_store(place, None, env)
    assert (found.uri, found.password, found.user, found.database) == ("neo4j+s://env", SECRET, "ann", "chain")
    assert choose_store(place, "bolt://flag", env).uri == "bolt://flag"
    assert choose_store(place, "embedded", env).path == tmp_path / ".graphkit" / "store"
    assert SECRET not in f"{found} {found!r}"


@pytest.mark.parametrize("scheme", ["bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"])
def test_every_scheme_of_the_driver_is_taken(place: Location, scheme: str) -> None:
    assert choose_store(place, f"{scheme}://db.example:7687", {}).uri == f"{scheme}://db.example:7687"


def test_paths_count_from_where_they_are_written(
    place: Location, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert choose_store(place, "embedded:x", {}).path == elsewhere / "x"
    assert choose_store(replace(place, store="embedded:x"), None, {}).path == tmp_path / "x"
    monkeypatch.setenv("HOME", str(elsewhere))
    assert choose_store(place, "embedded:~/x", {}).path == elsewhere / "x"


@pytest.mark.parametrize(
    "text",
    [
        f"bolt://neo4j:{SECRET}@host",
        f"bolt://neo4j:a/{SECRET}@host",
        f"neo4j:{SECRET}@host:7687",
        "http://localhost:7474",
        "embedded:",
        "localhost:7687",
        "bolt:/host",
        "sqlite:///x",
    ],
)
def test_what_names_no_store_is_told_without_its_login(place: Location, text: str) -> None:
    for chosen, env in ((text, {}), (None, {"NEO4J_URI": text})):
        with pytest.raises(UsageError) as raised:
            choose_store(place, chosen, env)
        assert SECRET not in f"{raised.value!r} {raised.value}"
        assert raised.value.hint


def test_an_unreadable_dotenv_is_told_unless_the_embedded_store_is_named(place: Location, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"NEO4J_PASSWORD=" + SECRET.encode() + b"\xff\xfe\n")
    with pytest.raises(StoreError, match=r"\.env cannot be read: it is not UTF-8") as raised:
        choose_store(place, None, {})
    assert SECRET not in str(raised.value)
    assert choose_store(place, "embedded", {}).embedded


# --- no way to the server


def test_a_server_that_is_down_is_told(tmp_path: Path) -> None:
    error = failure(Target(uri=f"bolt://127.0.0.1:{free_port()}", user="neo4j", password=SECRET), tmp_path)
    assert "does not answer" in error.message
    assert error.hint == "is the server up, and the address right?"


def test_a_host_that_does_not_exist_is_told(tmp_path: Path) -> None:
    error = failure(Target(uri="neo4j://no-such-host.invalid", user="neo4j", password=SECRET), tmp_path)
    assert "no-such-host.invalid" in error.message


def test_the_port_for_browsers_is_told(tmp_path: Path) -> None:
    def answer(listener: socket.socket) -> None:
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            with caller:
                caller.recv(64)
                caller.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=answer, args=(listener,), daemon=True).start()
        port = listener.getsockname()[1]
        error = failure(Target(uri=f"bolt://127.0.0.1:{port}", user="neo4j", password=SECRET), tmp_path)
    assert "7687" in str(error.hint)


@pytest.mark.parametrize("scheme", ["bolt+s", "bolt+ssc", "neo4j+ssc"])
def test_tls_where_the_server_speaks_none_is_told(store_target: Engine, tmp_path: Path, scheme: str) -> None:
    with store_target.open(project(tmp_path / "p")):
        address = store_target.target.uri.partition("://")[2] or _address(store_target)
        error = failure(Target(uri=f"{scheme}://{address}", user="neo4j", password=SECRET), tmp_path)
    assert "TLS" in str(error.hint)


def test_both_plain_schemes_work(store_target: Engine, tmp_path: Path) -> None:
    if store_target.kind != "neo4j":
        pytest.skip("the embedded store is named by its path")
    made = project(tmp_path / "p")
    for scheme in ("bolt", "neo4j"):
        target = replace(store_target.target, uri=f"{scheme}://{store_target.target.uri.partition('://')[2]}")
        with open_store(target, made.model, made.location) as store:
            load(store, made.facts, ("alpha", "beta"))
            assert store.marked()


def test_an_unknown_database_is_told(store_target: Engine, tmp_path: Path) -> None:
    if store_target.kind != "neo4j":
        pytest.skip("the embedded store has one database")
    error = failure(replace(store_target.target, database="nosuch"), tmp_path)
    assert "nosuch" in error.message
    assert "NEO4J_DATABASE" in str(error.hint)


def test_a_wrong_password_is_told(store_target: Engine, tmp_path: Path) -> None:
    if store_target.kind != "neo4j" or not store_target.target.password:
        pytest.skip("a server with a login is wanted")
    error = failure(replace(store_target.target, password=SECRET), tmp_path)
    assert "refuses the login as neo4j" in error.message
    assert "NEO4J_PASSWORD" in str(error.hint)
    assert "wants a login" in failure(replace(store_target.target, password=""), tmp_path).message


def test_the_driver_logs_nothing_to_the_screen(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    failure(Target(uri=f"bolt://127.0.0.1:{free_port()}", password=SECRET), tmp_path)
    assert logging.getLogger("neo4j").level == logging.NOTSET  # a program that wants the driver's log can have it
    assert capfd.readouterr() == ("", "")


# --- the server goes away in the middle


def test_a_server_that_goes_away_in_the_middle_is_told_and_the_next_load_goes_on(
    store_target: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHKIT_BATCH", "1")
    monkeypatch.setattr(driver, "RETRY_SECONDS", 1.0)
    made = project(tmp_path / "p")
    with cable(_address(store_target)) as (port, cut):
        target = replace(store_target.target, path=None, uri=f"bolt://127.0.0.1:{port}", database=store_target.database)
        if store_target.kind == "embedded":
            target = replace(target, user="root", password=_password(store_target))

        def watch(_what: str, done: int, _total: int) -> None:
            if done == 20:
                cut()

        with (
            pytest.raises(StoreError, match="does not answer") as raised,
            open_store(target, made.model, made.location) as store,
        ):
            load(store, made.facts, ("alpha", "beta"), watch)
    assert "password" not in str(raised.value).lower()
    monkeypatch.delenv("GRAPHKIT_BATCH")
    assert 20 <= len(store_target.nodes()) + len(store_target.edges()) <= 22
    store_target.load(made)
    store_target.holds(made.facts, made)


@contextmanager
def cable(address: str) -> Iterator[tuple[int, Any]]:
    """A port that leads to the server, and a way to cut it for good."""
    host, _, port = address.rpartition(":")
    listener = socket.create_server(("127.0.0.1", 0))
    ends: list[socket.socket] = []

    def pump(one: socket.socket, other: socket.socket) -> None:
        try:
            while data := one.recv(65536):
                other.sendall(data)
        except OSError:
            pass
        finally:
            for end in (one, other):
                end.close()

    def accept() -> None:
        while True:
            try:
                near, _ = listener.accept()
                far = socket.create_connection((host, int(port)))
            except OSError:
                return
            ends.extend((near, far))
            for pair in ((near, far), (far, near)):
                threading.Thread(target=pump, args=pair, daemon=True).start()

    def cut() -> None:
        for end in (listener, *ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        time.sleep(0.05)

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener.getsockname()[1], cut
    finally:
        cut()


def _address(engine: Engine) -> str:
    return str(engine.driver.get_server_info().address[0]) + ":" + str(engine.driver.get_server_info().address[1])


def _password(engine: Engine) -> str:
    assert engine.target.path is not None
    return (engine.target.path / "secret").read_text(encoding="utf-8").strip()


# --- the disk of the embedded store


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 160 MB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", str(folder)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a disk of its own can be made by root on Linux alone")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


@pytest.mark.skipif(available() is not None, reason=str(available()))
def test_a_full_disk_is_told_and_the_next_load_goes_on(small_disk: Path, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    assert made.facts.claims  # read now: the tables are written over below
    target = Target(path=small_disk / "store", origin="test")
    with open_store(target, made.model, made.location) as store:
        load(store, made.facts, ("alpha", "beta"))
        filler = small_disk / "filler"
        with suppress(OSError), filler.open("wb", buffering=0) as file:
            while file.write(bytes(4096)):
                pass
        many = {**ALPHA, "entities": [{**e, "note": "long " * 300} for e in ALPHA["entities"]]}
        later = project(tmp_path / "p", {"alpha": many, "beta": BETA})
        with pytest.raises(StoreError) as raised:
            for _ in range(5):
                load(store, later.facts, ("alpha", "beta"))
                load(store, made.facts, ("alpha", "beta"))
        assert "\n\tat " not in str(raised.value)
    filler.unlink()
    with open_store(target, later.model, later.location) as store:
        load(store, later.facts, ("alpha", "beta"))
        wanted = rows(build(later.facts, later.model))
        assert not diff(*store.hashes(store.mark()), wanted)
        assert store.facts().claims == later.facts.claims


@pytest.mark.skipif(available() is not None, reason=str(available()))
def test_a_read_only_disk_is_told(small_disk: Path, tmp_path: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    error = failure(Target(path=small_disk / "store", origin="test"), tmp_path)
    assert "read-only" in error.message.lower()
