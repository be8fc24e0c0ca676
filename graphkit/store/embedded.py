"""The embedded store, seen from the outside: start the engine, hand out where it listens, stop it.

ArcadeDB runs in a process of its own, `graphkit.store.engine`, which holds the store's lock while the database is open.
"""

from __future__ import annotations

import errno
import importlib.util
import json
import os
import queue
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from graphkit.errors import StoreError
from graphkit.store.engine import DATABASE, HOLDER, LOCK, READER, SERVE, reader_password

MARKER = "graphkit_store.json"
START_SECONDS = 60.0
STOP_SECONDS = 60.0
LOG_BYTES = 5_000_000
_URI = "bolt://127.0.0.1:{}"
_RELOAD = "what a store holds is derived from the facts: delete its folder and load again"
_ELSEWHERE = "set NEO4J_URI (and NEO4J_USERNAME, NEO4J_PASSWORD) to use a Neo4j instead"
_REASONS = {
    errno.EACCES: "there is no permission to write there",
    errno.EROFS: "it lies on a read-only disk",
    errno.ENOSPC: "there is no space left on the disk",
    errno.ENAMETOOLONG: "its path is too long",
    errno.ENOTDIR: "a part of its path is a file, not a folder",
}
Note = Callable[[str], None]


@dataclass(frozen=True)
class Endpoint:
    """Where a store listens, and as whom to log in."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str


def available() -> str | None:
    """None if the embedded engine is installed on this machine, else why it is not and what to do."""
    spec = importlib.util.find_spec("arcadedb_embedded")
    if spec and spec.origin and (Path(spec.origin).parent / "jre").is_dir() and importlib.util.find_spec("_jpype"):
        return None
    return f"the embedded engine (arcadedb-embedded) is not installed or not made for this machine; {_ELSEWHERE}"


@contextmanager
def open_embedded(
    path: Path,
    *,
    read_only: bool = False,
    wait: float = 30.0,
    note: Note | None = None,
    secret: Path | None = None,
    logs: Path | None = None,
) -> Iterator[Endpoint]:
    """Open the store at `path`, made if there is none, for as long as the context lasts.

    Connects to who serves the path, or starts the engine as soon as no other process holds the store (`note` is told
    once that it waits; StoreError after `wait` seconds). `read_only` logs in as a user who cannot write. The password
    is kept in the file `secret`, the engine's log in the folder `logs`; both stand beside the store by default.
    """
    with closing(_Engine(path, secret, logs, note)) as engine:
        root = engine.connect_or_start(wait, port=0)
        yield replace(root, user=READER, password=reader_password(root.password)) if read_only else root


@contextmanager
def serve_embedded(
    path: Path,
    *,
    port: int | None = None,
    wait: float = 30.0,
    note: Note | None = None,
    secret: Path | None = None,
    logs: Path | None = None,
) -> Iterator[Endpoint]:
    """As `open_embedded`, and others who open the same path connect to it; `port` fixes the Bolt port."""
    with closing(_Engine(path, secret, logs, note)) as engine:
        endpoint = engine.connect_or_start(wait, port=port or 0)
        engine.announce(endpoint)
        yield endpoint


def destroy_embedded(path: Path) -> None:
    """Delete the store's folder; StoreError if it is not one of ours, or in use."""
    with _told(path):
        if not (path / MARKER).is_file():
            raise StoreError(f"{path} is not an embedded store of graphkit", f"it has no {MARKER}; nothing was deleted")
        if not _is_free(path):
            raise _held(path)
        for item in sorted(path.iterdir(), key=lambda item: item.name == MARKER):  # last: a cut deletion can go on
            shutil.rmtree(item) if item.is_dir() else item.unlink(missing_ok=True)
        path.rmdir()


class _Engine:
    """One user of the store at a path: the child process if there is one, or the connection to who serves."""

    def __init__(self, path: Path, secret: Path | None, logs: Path | None, note: Note | None) -> None:
        self.path = path.absolute()
        self.secret = secret or self.path.parent / "secret"
        self.logs = (logs or self.path.parent / "logs").absolute()
        self.log = self.logs / "engine.log"
        self.note = note or (lambda _: None)
        self.process: subprocess.Popen[str] | None = None
        self.serving = False

    def connect_or_start(self, wait: float, port: int) -> Endpoint:
        """The endpoint, as root, of the process that serves the path, or else of an engine of our own."""
        if not re.fullmatch(r"\d+[kmgKMG]?", memory := os.environ.get("GRAPHKIT_ENGINE_MEMORY") or "1g"):
            raise StoreError(f"GRAPHKIT_ENGINE_MEMORY is {memory!r}", "a size such as 512m or 2g is wanted")
        if why := available():
            raise StoreError(why)
        with _told(self.path):
            password = self._prepare()
            if served := _served(self.path, password):
                return served
            order = {"path": str(self.path), "logs": str(self.logs), "password": password, "owner": os.getpid()}
            answers = self._launch(order | {"port": port, "memory": memory})
        import neo4j  # noqa: F401  # while the engine starts: the caller is going to need it

        return self._await(answers, password, wait)

    def _prepare(self) -> str:
        """Make the folders and the secret where they are missing; the root password."""
        self.path.mkdir(parents=True, exist_ok=True)
        if any(self.path.iterdir()) and not (self.path / MARKER).exists():
            raise StoreError(f"{self.path} is not empty and not an embedded store of graphkit", "name another path")
        (self.path / MARKER).write_text('{"graphkit store": 1}\n', encoding="ascii")
        self.logs.mkdir(parents=True, exist_ok=True)  # which may lie in it, as may the secret
        if not self.secret.exists():
            if (self.path / "config" / "server-users.jsonl").exists():
                raise StoreError(f"the password file {self.secret} of the store {self.path} is lost", _RELOAD)
            _write_secret(self.secret)
        password = self.secret.read_text(encoding="utf-8", errors="replace").strip()
        if not re.fullmatch(r"[\w-]{40,64}", password, re.ASCII):
            raise StoreError(f"{self.secret} does not hold a store's password", f"if it was damaged: {_RELOAD}")
        return password

    def _launch(self, order: dict[str, Any]) -> queue.Queue[str]:
        """Start the child; its answers arrive in the queue, an empty one at the end of its output."""
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            with suppress(OSError):  # Windows: someone else has it open
                self.log.replace(self.log.with_name("engine.log.1"))
        # On Linux, Java takes the encoding of file names from the locale.
        env = os.environ | {"PYTHONIOENCODING": "utf-8"} | ({"LC_ALL": "C.UTF-8"} if sys.platform == "linux" else {})
        if (home := Path(__file__).resolve().parents[2]).name not in ("site-packages", "dist-packages"):
            env["PYTHONPATH"] = os.pathsep.join(filter(None, [str(home), env.get("PYTHONPATH")]))
        # A process group of its own: Ctrl-C in the terminal is for the command, which then closes the engine.
        apart: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
        command = [sys.executable, "-P", "-m", "graphkit.store.engine"]
        with self.log.open("ab") as log:
            apart |= {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": log, "cwd": self.logs, "env": env}
            self.process = subprocess.Popen(command, encoding="utf-8", **apart)
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None and stdout is not None
        with suppress(BrokenPipeError):  # it died at once: the end of its output says so
            stdin.write(json.dumps(order) + "\n")
            stdin.flush()
        answers: queue.Queue[str] = queue.Queue()
        threading.Thread(target=lambda: any(map(answers.put, chain(stdout, [""]))), daemon=True).start()
        return answers

    def _await(self, answers: queue.Queue[str], password: str, wait: float) -> Endpoint:
        """Follow the child until it is ready; StoreError if it fails, or does not get the lock in time."""
        begun, waiting, locked = time.monotonic(), False, False
        while True:
            answer: dict[str, Any] = {}
            with suppress(queue.Empty):
                answer = json.loads(answers.get(timeout=0.25) or '{"failed": "the engine ended while it started"}')
            if "failed" in answer:
                message = f"the store {self.path} cannot be opened: {answer['failed']}"
                raise StoreError(message, f"{answer.get('hint', _ELSEWHERE)}; its log is {self.log}")
            if "ready" in answer:
                return Endpoint(_URI.format(answer["ready"]), "root", password, DATABASE)
            if "locked" in answer:
                locked, begun = True, time.monotonic()
            if "waiting" in answer:
                waiting = True
                self.note(f"waiting for the store's lock, held by process {_record(self.path / HOLDER).get('pid')} …")
            if waiting and not locked and (served := _served(self.path, password)):
                self.close()
                return served
            passed = time.monotonic() - begun
            if not locked and passed > wait + (0 if waiting else START_SECONDS):
                raise _held(self.path)
            if locked and passed > START_SECONDS:
                self.close(0)
                raise StoreError(f"the engine was not ready after {START_SECONDS:.0f} s", f"its log is {self.log}")

    def announce(self, endpoint: Endpoint) -> None:
        """Tell others that the store is served, and where; StoreError if someone else does already."""
        if self.process is None:
            raise StoreError(f"the store {self.path} is already served at {endpoint.uri}", "stop that one, or use it")
        content = {"pid": os.getpid(), "port": int(endpoint.uri.rpartition(":")[2]), "engine": self.process.pid}
        self.serving = True
        with _told(self.path):
            (self.path / SERVE).write_text(json.dumps(content), "ascii")  # half of it is no JSON, and so ignored

    def close(self, seconds: float = STOP_SECONDS) -> None:
        """Have the child close the database and end, killed if it takes too long; nothing to do if there is none."""
        if self.process is None or self.process.stdin is None:
            return
        with suppress(OSError):
            if self.serving:
                (self.path / SERVE).unlink()
        with suppress(OSError):
            self.process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        self.process.kill()  # of one that has ended it asks nothing
        self.process.wait()
        self.process = None


def _record(file: Path) -> dict[str, Any]:
    """What one of the small files says that holders of the lock write; nothing if it is missing or damaged."""
    with suppress(OSError, ValueError):
        return dict(json.loads(file.read_text(encoding="utf-8")))
    return {}


def _is_free(path: Path) -> bool:
    with suppress(Timeout), FileLock(str(path / LOCK), timeout=0):
        return True
    return False


def _held(path: Path) -> StoreError:
    message = f"the store {path} is in use by process {_record(path / HOLDER).get('pid', '(unknown)')}"
    return StoreError(message, "wait for it to end, or run `graphkit serve` once and let all commands connect to it")


def _served(path: Path, password: str) -> Endpoint | None:
    """Who serves the path, if the announcement is true: the lock is held, by that engine, and it lets us in."""
    serve = _record(path / SERVE)
    # Where the lock is free, who wrote it was killed; the next engine that takes the lock removes the file.
    if not serve or _is_free(path) or serve.get("engine") != _record(path / HOLDER).get("engine"):
        return None
    from neo4j import GraphDatabase, exceptions

    endpoint = Endpoint(_URI.format(serve["port"]), "root", password, DATABASE)
    with suppress(exceptions.DriverError, exceptions.Neo4jError):
        with GraphDatabase.driver(endpoint.uri, auth=("root", password), connection_timeout=5) as driver:
            driver.execute_query("RETURN 1", database_=DATABASE)
        return endpoint
    return None


def _write_secret(file: Path) -> None:
    """Write a new password for its owner alone, all at once; one that is already there is left as it is."""
    file.parent.mkdir(parents=True, exist_ok=True)
    number, draft = tempfile.mkstemp(prefix=file.name, dir=file.parent)  # with mode 0600
    try:
        os.write(number, f"{secrets.token_urlsafe(32)}\n".encode())
        os.fsync(number)
        os.close(number)
        try:
            file.hardlink_to(draft)
        except OSError:  # someone else was faster, or the file system has no hard links
            if not file.exists():
                Path(draft).replace(file)
    finally:
        Path(draft).unlink(missing_ok=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the file system refuses into a sentence about the store."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
        message = f"the store {path} cannot be used: {reason} ({error.filename or 'no file named'})"
        raise StoreError(message, "mend that, or name another path") from error
