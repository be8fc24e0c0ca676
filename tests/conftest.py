"""Fixtures for all tests: a real Neo4j, a real browser, a clean environment, hypothesis' profiles."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import hypothesis
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NEO4J_IMAGE = "neo4j:5.26.28-community"
"""The image that docker-compose.yml pins; GRAPHKIT_NEO4J_IMAGE names another."""

PULL_SECONDS = 240
START_SECONDS = 150
#: On a busy machine a server may not come up in time at first.
START_ATTEMPTS = 2
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MARKER_OF_FIXTURE = {"neo4j_server": "neo4j", "chromium": "browser"}

hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


def pytest_configure() -> None:
    """Hear Ctrl-C again: a shell starts what runs in the background with SIGINT ignored, and processes that tests start
    would inherit that and never be interrupted. And forget a terminal's size, which pytest-xdist gives its workers."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if "PYTEST_XDIST_WORKER" in os.environ:
        for name in ("COLUMNS", "LINES"):
            os.environ.pop(name, None)


def require(name: str, reason: str) -> NoReturn:
    """Skip for `reason`, or fail where GRAPHKIT_REQUIRE (such as `neo4j,browser`) says that `name` must be there."""
    required = {part.strip() for part in os.environ.get("GRAPHKIT_REQUIRE", "").split(",")}
    if name in required:
        pytest.fail(f"GRAPHKIT_REQUIRE has {name}, but {reason}", pytrace=False)
    pytest.skip(reason)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by what it needs, so that `-m "not neo4j and not browser"` leaves out what it says."""
    for item in items:
        for fixture, marker in MARKER_OF_FIXTURE.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what would point graphkit at the developer's own database or project."""
    for name in list(os.environ):
        if name.startswith("NEO4J_") or name == "GRAPHKIT_PROJECT":
            monkeypatch.delenv(name)


# --- Neo4j


@dataclass(frozen=True)
class Neo4jServer:
    """Where a Neo4j answers, and how to log in."""

    uri: str
    user: str
    password: str
    database: str


class Unavailable(Exception):
    """Says in words why a thing that tests need cannot be had here."""


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Neo4jServer]:
    """A real Neo4j: a container where an engine answers, else the server at GRAPHKIT_TEST_NEO4J_URI, else a skip.

    It is shared by all tests of the run: a test that writes begins by emptying it (`empty_neo4j` in tests/store).
    """
    try:
        container = start_container(os.environ.get("GRAPHKIT_NEO4J_IMAGE") or NEO4J_IMAGE)
    except Unavailable as error:
        container, reason = None, str(error)
    if container is None:
        yield named_server(reason)
        return
    try:
        yield container.server
    finally:
        container.stop()


def named_server(no_container: str) -> Neo4jServer:
    """The server that GRAPHKIT_TEST_NEO4J_* name; without one, tests that need Neo4j are skipped or fail."""
    if not (uri := os.environ.get("GRAPHKIT_TEST_NEO4J_URI")):
        require("neo4j", f"there is no Neo4j to test with: {no_container}, and GRAPHKIT_TEST_NEO4J_URI is not set")
    server = Neo4jServer(
        uri=uri,
        user=os.environ.get("GRAPHKIT_TEST_NEO4J_USERNAME", "neo4j"),
        password=os.environ.get("GRAPHKIT_TEST_NEO4J_PASSWORD", ""),
        database=os.environ.get("GRAPHKIT_TEST_NEO4J_DATABASE", "neo4j"),
    )
    refuse_a_database_in_use(server)
    return server


@dataclass
class Neo4jContainer:
    """A running container and the server in it."""

    server: Neo4jServer
    _container: Any

    def stop(self) -> None:
        """Remove the container with its data."""
        self._container.stop()


def start_container(image: str) -> Neo4jContainer:
    """Start `image` by testcontainers and wait until it answers.

    Raises
    ------
    Unavailable
        No container engine answers, the image is not to be had, or the server does not start.
    """
    try:
        import docker
        from testcontainers.core.config import testcontainers_config
        from testcontainers.core.container import DockerContainer
    except ImportError as error:
        raise Unavailable(f"testcontainers is not installed ({error})") from error
    try:
        engine = docker.from_env(timeout=20)
        engine.ping()
    except Exception as error:  # the engine's client raises from four libraries
        raise Unavailable(f"no container engine answers ({first_line(error)})") from error
    with contextlib.closing(engine):
        pull_if_missing(engine, image)
        if not testcontainers_config.ryuk_disabled:
            try:  # The reaper only serves runs that are killed: without its image go on, and stop the container here.
                pull_if_missing(engine, testcontainers_config.ryuk_image)
            except Unavailable:
                testcontainers_config.ryuk_disabled = True

    for attempt in range(START_ATTEMPTS):
        container = DockerContainer(image).with_exposed_ports(7687)
        try:
            return Neo4jContainer(started(container), container)
        except Exception as error:
            container.stop()
            if attempt + 1 == START_ATTEMPTS:
                raise Unavailable(f"a container of {image} did not start ({first_line(error)})") from error
    raise AssertionError("START_ATTEMPTS is at least 1")


def started(container: Any) -> Neo4jServer:
    """The server in a container, once it answers."""
    password = secrets.token_hex(12)  # of letters and digits: neo4j-admin reads a leading "-" as an option
    container.with_env("NEO4J_AUTH", f"neo4j/{password}")
    for setting, value in (("memory_heap_max__size", "1g"), ("memory_pagecache_size", "256m")):
        container.with_env(f"NEO4J_server_{setting}", value)
    container.start()
    uri = f"bolt://{container.get_container_host_ip()}:{container.get_exposed_port(7687)}"
    server = Neo4jServer(uri, "neo4j", password, "neo4j")
    wait_for(server)
    return server


def pull_if_missing(engine: Any, image: str) -> None:
    """Have `image` locally, pulled within PULL_SECONDS where it is missing."""
    import docker

    try:
        engine.images.get(image)
        return
    except docker.errors.DockerException:
        pass
    repository, _, tag = image.rpartition(":")
    deadline = time.monotonic() + PULL_SECONDS
    try:
        for progress in engine.api.pull(repository, tag=tag, stream=True, decode=True):
            if "error" in progress:
                raise Unavailable(f"the image {image} is not here and cannot be pulled ({progress['error']})")
            if time.monotonic() > deadline:
                raise Unavailable(f"the image {image} is not here, and pulling it took over {PULL_SECONDS} s")
    except (docker.errors.DockerException, OSError) as error:
        raise Unavailable(f"the image {image} is not here and cannot be pulled ({first_line(error)})") from error


def wait_for(server: Neo4jServer) -> None:
    """Return when `server` answers a query; raise its last error after START_SECONDS."""
    from neo4j import GraphDatabase
    from neo4j.exceptions import DriverError, Neo4jError

    deadline = time.monotonic() + START_SECONDS
    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        while True:
            try:
                driver.execute_query("RETURN 1", database_=server.database)
                return
            except (DriverError, Neo4jError, OSError):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)


def refuse_a_database_in_use(server: Neo4jServer) -> None:
    """Fail where the named test server holds data: the tests delete all that they find."""
    from neo4j import GraphDatabase

    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        counted = driver.execute_query("MATCH (n) RETURN count(n) AS nodes", database_=server.database)
    nodes = counted.records[0]["nodes"]
    if nodes:
        pytest.fail(
            f"the database at GRAPHKIT_TEST_NEO4J_URI ({server.uri}) holds {nodes} nodes, and the tests delete all "
            "that they find: name an empty one, or empty it",
            pytrace=False,
        )


def first_line(error: BaseException) -> str:
    """The first line of an error's message, cut to 200 characters."""
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]


# --- the browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium of the system, without any network: it opens files, and every host name fails."""
    executable = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if executable is None:
        require("browser", f"there is no browser to test with: none of {', '.join(CHROMIUMS)} is on PATH")
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        require("browser", f"playwright is not installed ({error})")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=executable,
                headless=True,
                args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking"],
            )
        except Error as error:
            require("browser", f"{executable} does not start ({first_line(error)})")
        yield browser
        browser.close()
