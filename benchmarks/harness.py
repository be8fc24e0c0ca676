"""What the benchmarks share: medians, the machine, results as JSON and Markdown, a Neo4j to measure on."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
RESULTS = HOME / "build" / "benchmarks"
PACKAGES = ("graphkit-chain", "neo4j", "neo4j-rust-ext", "arcadedb-embedded", "networkx", "pydantic", "orjson", "click")


def machine() -> dict[str, str]:
    """Processor, cores, memory, system, Python and the versions of what is measured; the day, in UTC."""
    model = platform.processor() or platform.machine()
    with contextlib.suppress(OSError):
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
        model = found.group(1) if found else model
    out = {
        "date": datetime.now(UTC).date().isoformat(),
        "processor": f"{model}, {os.cpu_count()} cores",
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }
    with contextlib.suppress(ImportError):
        import psutil

        out["memory"] = f"{psutil.virtual_memory().total / 2**30:.0f} GiB"
        out["load average at the start"] = f"{psutil.getloadavg()[0]:.1f}"
    for name in PACKAGES:
        with contextlib.suppress(PackageNotFoundError):
            out[name] = version(name)
    return out


def peak_memory() -> float:
    """Most memory that this process has held at once so far, in MiB."""
    if sys.platform == "win32":
        import psutil

        return float(psutil.Process().memory_info().peak_wset) / 2**20
    with contextlib.suppress(OSError):  # on Linux getrusage begins with what the parent held
        found = re.search(r"^VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"), re.MULTILINE)
        if found:
            return int(found.group(1)) / 2**10
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


@contextlib.contextmanager
def timed(note: Callable[[float], None]) -> Iterator[None]:
    """Tells `note` how many seconds the block took."""
    start = time.perf_counter()
    yield
    note(time.perf_counter() - start)


def seconds(run: Callable[[], Any]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def spread(values: Sequence[float]) -> str:
    """The median with the least and the greatest, as text."""
    return f"{statistics.median(values):.3g} ({min(values):.3g} to {max(values):.3g})"


@dataclass
class Report:
    """One benchmark's outcome: a table a section, written as JSON and as Markdown."""

    name: str
    parameters: dict[str, Any]
    machine: dict[str, str] = field(default_factory=machine)
    sections: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    raw: dict[str, Any] = field(default_factory=dict)

    def add(self, section: str, rows: Iterable[dict[str, str]]) -> None:
        """Adds a table: dicts with the same keys in the same order."""
        self.sections[section] = list(rows)

    def markdown(self) -> str:
        """The tables with what they were measured on."""
        lines = [f"# {self.name}", ""]
        lines += [f"- {name}: {value}" for name, value in (*self.parameters.items(), *self.machine.items())]
        for title, rows in self.sections.items():
            lines += ["", f"## {title}", ""]
            if rows:
                lines += [f"| {' | '.join(rows[0])} |", f"|{' --- |' * len(rows[0])}"]
                lines += [f"| {' | '.join(row.values())} |" for row in rows]
        lines += ["", *self.notes] if self.notes else []
        return "\n".join(lines) + "\n"

    def write(self, folder: Path = RESULTS) -> None:
        """Writes NAME.json and NAME.md to `folder` and prints the tables."""
        folder.mkdir(parents=True, exist_ok=True)
        content = {n: getattr(self, n) for n in ("name", "parameters", "machine", "sections", "notes", "raw")}
        text = json.dumps(content, indent=1, ensure_ascii=False, default=str)
        (folder / f"{self.name}.json").write_text(text + "\n", encoding="utf-8")
        (folder / f"{self.name}.md").write_text(self.markdown(), encoding="utf-8")
        print(self.markdown())


@dataclass(frozen=True)
class Server:
    """A Neo4j to measure on; its database is emptied."""

    uri: str
    user: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str = "neo4j"

    @property
    def auth(self) -> tuple[str, str] | None:
        """The login as the driver takes it."""
        return (self.user, self.password) if self.password else None

    def environment(self) -> dict[str, str]:
        """What a graphkit process needs to log in."""
        return {"NEO4J_USERNAME": self.user, "NEO4J_DATABASE": self.database, "NEO4J_PASSWORD": self.password}


def clean_environment() -> dict[str, str]:
    """The environment without what names a database or project of the person who runs this."""
    return {k: v for k, v in os.environ.items() if not k.startswith("NEO4J_") and k != "GRAPHKIT_PROJECT"}


def options(description: str) -> argparse.ArgumentParser:
    """The options that every benchmark has."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--entities", type=int, default=10_000)
    parser.add_argument("--edges", type=int, default=50_000)
    parser.add_argument("--repeat", type=int, default=5, help="runs, of which the median is shown")
    parser.add_argument(
        "--neo4j",
        metavar="URI",
        default=os.environ.get("GRAPHKIT_BENCH_NEO4J_URI"),
        help="an EMPTY Neo4j (GRAPHKIT_BENCH_NEO4J_URI, _USERNAME, _PASSWORD, _DATABASE)",
    )
    parser.add_argument(
        "--scripts", type=Path, metavar="DIR", help="folder with start.sh and stop.sh of a Neo4j, as ../shared/neo4j"
    )
    parser.add_argument("--out", type=Path, default=RESULTS, metavar="DIR", help="where JSON and Markdown go")
    return parser


@contextlib.contextmanager
def neo4j_server(given: argparse.Namespace) -> Iterator[Server | None]:
    """The Neo4j that the options name, started by its scripts if they are named; None without either.

    It is emptied between runs, so one that holds anything at the beginning is refused.
    """
    if given.neo4j:
        setting = {k: os.environ.get(f"GRAPHKIT_BENCH_NEO4J_{k.upper()}") for k in ("username", "password", "database")}
        server = Server(
            given.neo4j, setting["username"] or "neo4j", setting["password"] or "", setting["database"] or "neo4j"
        )
        _require_empty(server)
        try:
            yield server
        finally:
            empty(server)
        return
    if not given.scripts:
        print("no Neo4j is named (--neo4j URI or --scripts DIR): measured without one", file=sys.stderr)
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="graphkit-bench-", ignore_cleanup_errors=True) as home:
        start = ["bash", str(given.scripts.resolve() / "start.sh"), home, str(_free_port()), str(_free_port())]
        said = subprocess.run(start, env=clean_environment(), check=True, text=True, stdout=subprocess.PIPE)
        try:
            yield Server(said.stdout.strip().rpartition("=")[2])
        finally:
            subprocess.run(["bash", str(given.scripts.resolve() / "stop.sh"), home], check=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _require_empty(server: Server) -> None:
    from neo4j import GraphDatabase

    with GraphDatabase.driver(server.uri, auth=server.auth) as driver:
        counted = driver.execute_query("MATCH (n) RETURN count(n) AS nodes", database_=server.database).records
    if counted[0]["nodes"]:
        sys.exit(f"{server.uri} holds {counted[0]['nodes']} nodes, and a benchmark empties it: name an empty one")


def empty(server: Server) -> None:
    """Deletes all nodes, constraints and indexes."""
    from neo4j import GraphDatabase

    with (
        GraphDatabase.driver(server.uri, auth=server.auth) as driver,
        driver.session(database=server.database) as session,
    ):
        session.run("MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 10000 ROWS").consume()
        session.run("MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
        for row in session.run("SHOW CONSTRAINTS YIELD name").data():
            session.run(f"DROP CONSTRAINT `{row['name']}` IF EXISTS").consume()
        for row in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name").data():
            session.run(f"DROP INDEX `{row['name']}` IF EXISTS").consume()
