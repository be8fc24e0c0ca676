"""Start-up: `graphkit --help` beside `python -c pass`, `graphkit query run` beside a bare script of the driver.

The commands take turns within a round, so that what else the machine does falls on all of them alike.
"""

from __future__ import annotations

import contextlib
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.chain import write_project
from benchmarks.harness import Report, Server, clean_environment, empty, neo4j_server, options, seconds, spread
from graphkit.api import Project, open_project
from graphkit.store import Target, load, open_store

QUERY = "lines-by-status"
_SCRIPT = """\
import json
import os
import sys

import neo4j

uri, text = sys.argv[1], open(sys.argv[2], encoding="utf-8").read()
auth = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"]) if os.environ["NEO4J_PASSWORD"] else None
with neo4j.GraphDatabase.driver(uri, auth=auth) as driver:
    given, database = {"status": None, "class": None}, os.environ["NEO4J_DATABASE"]
    found = driver.execute_query(text, given, database_=database, routing_="r")
    json.dump([record.data() for record in found.records], sys.stdout)
"""


def command() -> list[str]:
    """How graphkit is started: its own script where there is one, as a person does."""
    found = shutil.which("graphkit", path=str(Path(sys.executable).parent))
    return [found] if found else [sys.executable, "-m", "graphkit"]


def measure(
    commands: dict[str, list[str]], repeat: int, environment: dict[str, str], folder: Path
) -> dict[str, list[float]]:
    """Seconds of each command, so many rounds, after one that is thrown away."""
    took: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(repeat + 1):
        for name, line in commands.items():
            one = seconds(lambda line=line: _run(line, environment, folder))
            if number:
                took[name].append(one)
    return took


def _run(line: list[str], environment: dict[str, str], folder: Path) -> None:
    subprocess.run(line, env=environment, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def plain_commands() -> dict[str, list[str]]:
    """What needs no database."""
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        "python -c 'import click'": [sys.executable, "-c", "import click"],
        "graphkit --help": [*command(), "--help"],
        "graphkit --version": [*command(), "--version"],
    }


def query_commands(server: Server, project: Project, scratch: Path) -> dict[str, list[str]]:
    """The same query by a bare script and by graphkit."""
    script, text = scratch / "bare.py", scratch / "query.cypher"
    script.write_text(_SCRIPT, encoding="utf-8")
    text.write_text(project.library[QUERY].text, encoding="utf-8")
    root = str(project.location.root)
    return {
        "python -c 'import neo4j'": [sys.executable, "-c", "import neo4j"],
        "a bare script of the driver": [sys.executable, str(script), server.uri, str(text)],
        "graphkit query run": [
            *command(), "--project", root, "--store", server.uri, "query", "run", QUERY, "--format", "json",
        ],
    }  # fmt: skip


def fill(server: Server, project: Project) -> None:
    """Loads the project into the server."""
    target = Target(uri=server.uri, user=server.user, password=server.password, database=server.database)
    with open_store(target, project.model, project.location) as store:
        load(store, project.facts, project.facts.loaders())


def add(out: Report, section: str, took: dict[str, list[float]], base: str) -> None:
    """The table of one group; a ratio is that of two commands of one round."""
    rows = []
    for name, values in took.items():
        ratios = [a / b for a, b in zip(values, took[base], strict=True)]
        rows.append({"command": name, "milliseconds": spread([v * 1000 for v in values]),
                     f"ratio to {base}": f"{statistics.median(ratios):.2f}"})  # fmt: skip
    out.add(section, rows)
    out.raw[section] = took


def main() -> None:
    """Measures from the command line."""
    given = options("Start-up of the command line.").parse_args()
    rounds = max(3, given.repeat * 3)
    with tempfile.TemporaryDirectory(prefix="graphkit-bench-") as name, contextlib.ExitStack() as stack:
        scratch = Path(name)
        write_project(scratch / "project", min(given.entities, 1_000), min(given.edges, 5_000))
        project = open_project(scratch / "project")
        out = Report("start", {"rounds": rounds, "query": QUERY, "entities": len(project.graph().entities)})
        add(out, "Help", measure(plain_commands(), rounds, clean_environment(), scratch), "python -c pass")
        server = stack.enter_context(neo4j_server(given))
        if server is not None:
            empty(server)
            fill(server, project)
            environment = clean_environment() | server.environment()
            took = measure(query_commands(server, project, scratch), rounds, environment, scratch)
            add(out, "A query on Neo4j", took, "a bare script of the driver")
        out.write(given.out)


if __name__ == "__main__":
    main()
