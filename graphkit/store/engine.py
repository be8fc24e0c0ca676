"""The embedded engine's own process: `python -m graphkit.store.engine`.

Started by `graphkit.store.embedded`. Standard input carries one JSON line, the order, and stays open: its end
means "close the database and go", so that the engine never outlives a parent that was killed. Standard output
carries JSON lines: `waiting` (for the lock), `locked`, `ready` (the Bolt port) or `failed` (a sentence and a hint).
All that Python, Java and the engine print goes to standard error, which the parent has pointed at a log file.

Java is driven through JPype and not through `arcadedb_embedded.create_server`: only so is the port that the system
chose known, and the HTTP listener closed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

DATABASE = "graphkit"
READER = "reader"
LOCK, HOLDER, SERVE = "lock", "holder.json", "serve.json"

_LOGGING = """\
handlers = java.util.logging.ConsoleHandler
io.undertow.level = WARNING
org.xnio.level = WARNING
org.jboss.level = WARNING
java.util.logging.ConsoleHandler.formatter = com.arcadedb.log.LogFormatter
"""
_AGAIN = "put the right file back, or delete the store and load again: all that is in it is derived"
_FAILURES = (  # what the log says, what to tell a person, what to do
    ("not this store's password", "the password in the secret file is not the one this store was made with", _AGAIN),
    ("Unable to listen for BOLT", "port {port} cannot be opened: another program uses it", "choose another"),
    ("No space left", "there is no space left on the disk", "free some space"),
    ("ermission denied|AccessDenied|Read-only file", "its folder cannot be written", "make the folder writable"),
    ("OutOfMemory|object heap|maximum heap", "there is no room for {memory}", "set GRAPHKIT_ENGINE_MEMORY to less"),
    ("", "the embedded engine could not be started", "set NEO4J_URI to use a Neo4j instead"),
)


def _group(database: list[str], records: list[str]) -> dict[str, Any]:
    return {"resultSetLimit": -1, "readTimeout": -1, "access": database, "types": {"*": {"access": records}}}


def _groups() -> dict[str, Any]:
    """The content of the engine's server-groups.json: `root` is an admin, the reader may read records, that is all."""
    schema = ["updateSecurity", "updateSchema", "updateDatabaseSettings"]
    records = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
    groups = {"admin": _group(schema, records), READER: _group([], ["readRecord"]), "*": _group([], [])}
    return {"databases": {"*": {"groups": groups}}, "version": 2}


def reader_password(root_password: str) -> str:
    """The password of the read-only user, derived from that of `root`."""
    return hashlib.blake2b(b"graphkit " + READER.encode(), key=root_password.encode()[:64], digest_size=24).hexdigest()


def _settings(order: dict[str, Any]) -> dict[str, Any]:
    """The engine's settings, without their common prefix `arcadedb.`."""
    return {
        "server.rootPath": order["path"],
        "server.rootPassword": order["password"],
        "server.logsDirectory": order["logs"],
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt.host": "127.0.0.1",
        "bolt.port": order["port"],
        "bolt.defaultDatabase": DATABASE,
        # There is no setting without HTTP: it starts on loopback, on a port of the system's choice, and is closed.
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": "0",
        "server.httpsIncomingPort": "0",
        "server.httpWorkerThreads": 2,
        "server.httpsIoThreads": 1,
        "serverMetrics": False,
        "support.autoRegister": False,
        # The passwords are 256 random bits: stretching them would only cost time at every start.
        "server.saltIterations": 1000,
        # What is acknowledged is on the disk, not only with the operating system.
        "txWalFlush": 2,
        "opencypher.loadCsv.allowFileUrls": False,
        "opencypher.loadCsv.allowRemoteUrls": False,
    }


def _start(order: dict[str, Any]) -> tuple[Any, int]:
    """Start the Java runtime and the server; the server and its Bolt port."""
    os.environ["ARCADEDB_JVM_ERROR_FILE"] = str(Path(order["logs"]) / "engine_crash_%p.log")
    config = Path(order["path"]) / "config"
    config.mkdir(exist_ok=True)
    (config / "server-groups.json").write_text(json.dumps(_groups(), indent=2), encoding="utf-8")
    (config / "logging.properties").write_text(_LOGGING, encoding="ascii")

    import jpype
    from arcadedb_embedded.jvm import start_jvm

    start_jvm(
        heap_size=order["memory"],
        jvm_args=[
            "-Xrs",  # signals are Python's
            "-XX:-UsePerfData",
            "-Djava.net.preferIPv4Stack=true",
            f"-Djava.util.logging.config.file={config / 'logging.properties'}",
        ],
    )
    configuration = jpype.JClass("com.arcadedb.ContextConfiguration")()
    settings = jpype.JClass("com.arcadedb.GlobalConfiguration")
    for name, value in _settings(order).items():
        configuration.setValue(f"arcadedb.{name}", value)
        known = settings.findByKey(f"arcadedb.{name}")
        if known is not None:  # some are read from the process' settings, not from the server's
            known.setValue(value)
    server = jpype.JClass("com.arcadedb.server.ArcadeDBServer")(configuration)
    try:
        server.start()
        server.getHttpServer().stopService()
        server.getDatabase(DATABASE, True, True)
        _users(server.getSecurity(), order["password"])
        return server, _bolt_port(server)
    except BaseException:
        server.stop()
        raise


def _users(security: Any, password: str) -> None:
    """Check that `root`'s password is the one this store was made with, and that the reader exists with its own."""
    import jpype

    refused = jpype.JClass("com.arcadedb.server.security.ServerSecurityException")
    try:
        security.authenticate("root", password, DATABASE)
    except refused as error:
        raise ValueError("not this store's password") from error
    reader = reader_password(password)
    try:
        security.authenticate(READER, reader, DATABASE)
    except refused:
        security.dropUser(READER)
        user = {"name": READER, "password": str(security.encodePassword(reader)), "databases": {DATABASE: [READER]}}
        security.createUser(jpype.JClass("com.arcadedb.serializer.json.JSONObject")(json.dumps(user)))


def _bolt_port(server: Any) -> int:
    """The port that Bolt listens on; the plugin has no public way to ask, so it is read from its field."""
    for plugin in server.getPlugins():
        if str(plugin.getClass().getSimpleName()) == "BoltProtocolPlugin":
            field = plugin.getClass().getDeclaredField("listener")
            field.setAccessible(True)
            return int(str(field.get(plugin).toString()).rpartition(":")[2])
    raise RuntimeError("the engine started without its Bolt listener")


def _failure(text: str, order: dict[str, Any]) -> tuple[str, str]:
    """What went wrong at the start, for a person: a sentence and what to do."""
    message, hint = next((message, hint) for pattern, message, hint in _FAILURES if re.search(pattern, text))
    return message.format_map(order), hint


def _take_lock(lock: FileLock, stop: threading.Event, tell: Callable[..., None]) -> bool:
    """Wait until the store's lock is ours; False if we were told to stop before."""
    begun, told = time.monotonic(), False
    while not stop.is_set():
        try:
            lock.acquire(timeout=0)
            return True
        except Timeout:
            if not told and time.monotonic() - begun > 0.4:
                told = True
                tell(waiting=True)
            stop.wait(0.1)
    return False


def main() -> int:
    """Run the engine until standard input ends or the process is asked to terminate."""
    pipe = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    os.umask(0o077)

    def tell(**message: Any) -> None:
        with suppress(OSError):  # the parent is gone; the end of standard input says so too
            pipe.write(json.dumps(message) + "\n")
            pipe.flush()

    order = json.loads(sys.stdin.readline())
    stop = threading.Event()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    threading.Thread(target=lambda: sys.stdin.readline() or stop.set(), daemon=True).start()

    folder = Path(order["path"])
    lock = FileLock(str(folder / LOCK))
    try:
        if not _take_lock(lock, stop, tell):
            return 0
        (folder / SERVE).unlink(missing_ok=True)  # whoever wrote it no longer holds the lock
        holder = {"pid": order["owner"], "engine": os.getpid()}
        (folder / HOLDER).write_text(json.dumps(holder), encoding="ascii")
        tell(locked=True)
        server, port = _start(order)
    except Exception:
        traceback.print_exc()
        message, hint = _failure(traceback.format_exc(), order)
        tell(failed=message, hint=hint)
        return 1
    tell(ready=port)
    while not stop.wait(3600):
        pass
    server.stop()
    (folder / HOLDER).unlink(missing_ok=True)
    lock.release()
    return 0


if __name__ == "__main__":
    code = main()
    sys.stderr.flush()
    os._exit(code)  # Java's own shutdown has nothing left to do, and takes a second over it
