"""Runs the real importer: a container that imports a folder and then serves the database."""

from __future__ import annotations

import io
import secrets
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import START_SECONDS, Neo4jServer, Unavailable, first_line, wait_for

if TYPE_CHECKING:
    from testcontainers.core.container import DockerContainer

#: Imports as README.txt says, when the files are there, and serves what it has imported.
SCRIPT = """
until [ -f /tmp/graph/.complete ]; do sleep 0.1; done
cd /tmp/graph && neo4j-admin database import full neo4j @import.args >/tmp/import.log 2>&1 || {
  echo IMPORT FAILED; cat /tmp/import.log; exit 1; }
chown -R neo4j:neo4j /data
exec tini -g -- /startup/docker-entrypoint.sh neo4j
"""


@contextmanager
def imported(folder: Path, image: str) -> Iterator[Neo4jServer]:
    """A server on the database that `neo4j-admin database import full` has made of the folder.

    Raises
    ------
    Unavailable
        If the container does not start; what the importer refuses fails the test.
    """
    try:
        from testcontainers.core.container import DockerContainer

        password = secrets.token_hex(12)  # of letters and digits: neo4j-admin reads a leading "-" as an option
        container = DockerContainer(image).with_exposed_ports(7687).with_env("NEO4J_AUTH", f"neo4j/{password}")
        container.with_env("NEO4J_server_memory_heap_max__size", "512m").with_kwargs(entrypoint=["bash", "-c", SCRIPT])
        container.start()
    except Exception as error:  # the engine's client raises from four libraries
        raise Unavailable(f"a container of {image} did not start ({first_line(error)})") from error
    try:
        assert container.get_wrapped_container().put_archive("/tmp", packed(folder))
        wait_until_started(container)
        uri = f"bolt://{container.get_container_host_ip()}:{container.get_exposed_port(7687)}"
        server = Neo4jServer(uri, "neo4j", password, "neo4j")
        wait_for(server)
        yield server
    finally:
        container.stop()


def wait_until_started(container: DockerContainer) -> None:
    """Returns when the server says so; fails with its log if it has ended, or after START_SECONDS."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        log = b"".join(container.get_logs()).decode()
        if "Started." in log:
            return
        inner = container.get_wrapped_container()
        inner.reload()
        assert inner.status != "exited", log[-4000:]
        assert time.monotonic() < deadline, log[-4000:]
        time.sleep(0.3)


def packed(folder: Path) -> bytes:
    """The folder as `graph` in a tar; an empty file that comes last says that it is whole."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.add(folder, "graph")
        archive.addfile(tarfile.TarInfo("graph/.complete"))
    return out.getvalue()
