"""The embedded engine's own process: `python -m graphkit.store.engine`.

Started by `graphkit.store.embedded`. Standard input carries one JSON line, the order, and stays open: its end
means "close the database and go", so that the engine never outlives a parent that was killed. Standard output
carries JSON lines: `waiting` (for the lock), `locked`, `ready` (the Bolt port) or `failed` (a sentence and a hint).
All that is printed goes to standard error, a log file. Java is driven through JPype, not `create_server` of the
package: only so is the port that the system chose known, and the HTTP listener closed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

DATABASE, READER = "graphkit", "reader"
LOCK, HOLDER, SERVE = "lock", "holder.json", "serve.json"

_CONSOLE = "java.util.logging.ConsoleHandler"
_LOGGING = f"handlers = {_CONSOLE}\n{_CONSOLE}.formatter = com.arcadedb.log.LogFormatter\n"
_AGAIN = "put the right file back, or delete the store and load again: all that is in it is derived"
_FAILURES = (  # what the log says, what to tell a person, what to do
    ("not this store's password", "the password in the secret file is not the one this store was made with", _AGAIN),
    ("Unable to listen for BOLT", "port {port} cannot be opened: another program uses it", "choose another"),
    ("No space left", "there is no space left on the disk", "free some space"),
    ("ermission denied|AccessDenied|Read-only file", "its folder cannot be written", "make the folder writable"),
    ("OutOfMemory|object heap|maximum heap", "there is no room for {memory}", "set GRAPHKIT_ENGINE_MEMORY to less"),
    ("", "the embedded engine could not be started", "set NEO4J_URI to use a Neo4j instead"),
)


def _groups() -> dict[str, Any]:
    """The content of the engine's server-groups.json: `root` is an admin, the reader may read records, that is all."""

    def group(database: list[str], records: list[str]) -> dict[str, Any]:
        return {"resultSetLimit": -1, "readTimeout": -1, "access": database, "types": {"*": {"access": records}}}

    schema = ["updateSecurity", "updateSchema", "updateDatabaseSettings"]
    records = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
    groups = {"admin": group(schema, records), READER: group([], ["readRecord"]), "*": group([], [])}
    return {"databases": {"*": {"groups": groups}}, "version": 2}


def reader_password(root_password: str) -> str:
    """The password of the read-only user, derived from that of `root`."""
    return hashlib.blake2b(b"graphkit " + READER.encode(), key=root_password.encode()[:64], digest_size=24).hexdigest()


def _settings(order: dict[str, Any]) -> dict[str, Any]:
    """The engine's settings, without their common prefix `arcadedb.`."""
    return {
        "server.rootPath": order["path"],
        "server.rootPassword": order["password"],
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt.host": "127.0.0.1",
        "bolt.port": order["port"],
        "bolt.defaultDatabase": DATABASE,
        # HTTP cannot be left out: it starts on loopback, on a port of the system's choice, and is closed at once.
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": "0",
        "server.httpsIncomingPort": "0",
        "serverMetrics": False,
        "support.autoRegister": False,
        # The passwords are 256 random bits: stretching them would only cost time at every start.
        "server.saltIterations": 1000,
        "txWalFlush": 2,  # what is acknowledged is on the disk, not only with the operating system
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

    flags = ["-Xrs", "-XX:-UsePerfData", "-Djava.net.preferIPv4Stack=true"]  # -Xrs: signals are Python's
    flags.append(f"-Djava.util.logging.config.file={config / 'logging.properties'}")
    start_jvm(heap_size=order["memory"], jvm_args=flags)
    configuration = jpype.JClass("com.arcadedb.ContextConfiguration")()
    settings = jpype.JClass("com.arcadedb.GlobalConfiguration")
    for name, value in _settings(order).items():
        configuration.setValue(f"arcadedb.{name}", value)
        settings.findByKey(f"arcadedb.{name}").setValue(value)  # some are read from here, not from the server's
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
    plugin = next(plugin for plugin in server.getPlugins() if "Bolt" in str(plugin.getName()))
    listener = plugin.getClass().getDeclaredField("listener")
    listener.setAccessible(True)
    return int(str(listener.get(plugin).toString()).rpartition(":")[2])


def _take_lock(lock: FileLock, stop: threading.Event, tell: Callable[..., None]) -> bool:
    """Wait until the store's lock is ours; False if we were told to stop before."""
    for attempt in count():
        with suppress(Timeout):
            lock.acquire(timeout=0)
            return True
        if attempt == 4:
            tell(waiting=True)
        if stop.wait(0.1):
            break
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

    order, stop = json.loads(sys.stdin.readline()), threading.Event()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: stop.set())

    def listen() -> None:
        sys.stdin.read()  # until the parent closes it, or is gone
        stop.set()

    threading.Thread(target=listen, daemon=True).start()

    lock = FileLock(str((folder := Path(order["path"])) / LOCK))
    try:
        if not _take_lock(lock, stop, tell):
            return 0
        (folder / SERVE).unlink(missing_ok=True)  # whoever wrote it no longer holds the lock
        (folder / HOLDER).write_text(json.dumps({"pid": order["owner"], "engine": os.getpid()}), encoding="ascii")
        tell(locked=True)
        server, port = _start(order)
    except Exception:
        text = traceback.format_exc()
        with suppress(OSError):  # the log may lie on the disk that is full
            sys.stderr.write(text)
        message, hint = next((message, hint) for pattern, message, hint in _FAILURES if re.search(pattern, text))
        tell(failed=message.format_map(order), hint=hint)
        return 1
    tell(ready=port)
    stop.wait()
    server.stop()
    (folder / HOLDER).unlink(missing_ok=True)
    lock.release()
    return 0


if __name__ == "__main__":
    os._exit(main())  # Java's own shutdown has nothing left to do, and takes a second over it
