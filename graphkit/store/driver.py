"""One way to the database: a driver with a person's words for what goes wrong."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import neo4j
from neo4j import exceptions as failures
from neo4j.graph import Node, Path, Relationship

from graphkit.errors import GraphkitError, QueryError, StoreError
from graphkit.store.config import Target

_T = TypeVar("_T")
#: Seconds that a server gets to answer at all.
CONNECT_SECONDS = 15.0
#: Seconds that a read-only run gets unless told otherwise.
READ_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Result:
    """Columns and rows of a statement, as plain values."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


class Connection:
    """A connected driver. `embedded` tells which engine answers, since they differ in how read-only is enforced."""

    def __init__(self, driver: neo4j.Driver, database: str | None, target: Target) -> None:
        self._driver = driver
        self._database = database
        self.target = target

    def read(self, text: str, parameters: Mapping[str, Any] | None = None) -> list[neo4j.Record]:
        """Runs a statement of our own in a managed read transaction."""
        with told(self.target), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(lambda tx: list(tx.run(text, dict(parameters or {}))))

    def write(self, text: str, parameters: Mapping[str, Any] | None = None) -> None:
        """Runs a statement of our own in a managed write transaction, which retries what is worth retrying."""
        with told(self.target), self._session(neo4j.WRITE_ACCESS) as session:
            session.execute_write(lambda tx: tx.run(text, dict(parameters or {})).consume())

    def define(self, texts: Sequence[str]) -> None:
        """Runs statements on the schema of the database in one transaction of their own."""

        def run(tx: neo4j.ManagedTransaction) -> None:
            for text in texts:
                tx.run(text).consume()

        with told(self.target), self._session(neo4j.WRITE_ACCESS) as session:
            session.execute_write(run)

    def ask(self, text: str, parameters: Mapping[str, Any], seconds: float, write: bool = False) -> Result:
        """Runs a person's statement, read-only unless `write`, ended after `seconds`.

        Raises
        ------
        QueryError
            If the statement is wrong, writes in a read-only run, or takes too long.
        StoreError
            If the store goes away.
        """
        access = neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS
        if not write and not self.target.embedded:
            self._refuse_files(text, parameters)

        def run() -> Result:
            with told(self.target), self._session(access) as session:
                # A transaction of its own, not a managed one: what a person wrote is run once.
                with session.begin_transaction(timeout=seconds) as tx:
                    answer = tx.run(text, dict(parameters))
                    columns = tuple(answer.keys())
                    rows = tuple(tuple(plain_value(v) for v in record.values()) for record in answer)
                    tx.commit()
            return Result(columns, rows)

        return self._bounded(run, seconds)

    def _refuse_files(self, text: str, parameters: Mapping[str, Any]) -> None:
        """`LOAD CSV` passes Neo4j's read mode, so the plan is looked at first."""
        try:
            with self._session(neo4j.READ_ACCESS) as session:
                summary = session.run(f"EXPLAIN {text}", dict(parameters)).consume()
        except failures.ClientError:
            return  # the run itself reports what is wrong, with the lines and columns of the text as given
        todo: list[Any] = [summary.plan] if summary.plan else []
        while todo:
            plan = todo.pop()
            if "LoadCSV" in str(plan.get("operatorType", "")):
                raise QueryError("LOAD CSV reads files of the server and is refused in a read-only run", "use --write")
            todo.extend(plan.get("children", []))

    def _bounded(self, run: Callable[[], _T], seconds: float) -> _T:
        """The result of `run`, waited for no longer than `seconds` and a moment for the server's own limit."""
        answers: queue.Queue[tuple[_T | None, BaseException | None]] = queue.Queue()

        def work() -> None:
            try:
                answers.put((run(), None))
            except BaseException as error:
                answers.put((None, error))

        threading.Thread(target=work, daemon=True, name="graphkit-query").start()
        try:
            result, error = answers.get(timeout=seconds + 2.0)
        except queue.Empty:
            raise _too_long(seconds) from None
        if error is not None:
            raise error
        return result  # type: ignore[return-value]

    @contextmanager
    def _session(self, access: str) -> Iterator[neo4j.Session]:
        with self._driver.session(database=self._database, default_access_mode=access) as session:
            yield session


def _too_long(seconds: float) -> QueryError:
    return QueryError(f"the query took longer than {seconds:g} s and was ended", "narrow it, or raise --timeout")


@contextmanager
def connect(target: Target, uri: str, user: str, password: str, database: str | None) -> Iterator[Connection]:
    """A verified connection; every failure is a `StoreError` in a person's words.

    The driver's notifications and log lines stay off the user's screen: what matters is raised.
    """
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)
    with told(target):
        driver = neo4j.GraphDatabase.driver(
            uri,
            auth=(user, password) if password else None,
            connection_timeout=CONNECT_SECONDS,
            connection_acquisition_timeout=CONNECT_SECONDS + 5,
            max_transaction_retry_time=15.0,
            notifications_min_severity="OFF" if not target.embedded else None,
        )
    try:
        with told(target):
            driver.verify_connectivity()
        yield Connection(driver, database, target)
    finally:
        driver.close()


@contextmanager
def told(target: Target) -> Iterator[None]:
    """Turns the driver's exceptions into graphkit's, with what to do."""
    try:
        yield
    except GraphkitError:
        raise
    except (failures.ServiceUnavailable, failures.SessionExpired) as error:
        raise StoreError(
            f"{target} does not answer: {_short(error)}", "is the server up, and the address right?"
        ) from None
    except failures.AuthError:
        raise StoreError(
            f"{target} refuses the login as {target.user or 'nobody'}", "set NEO4J_USERNAME and NEO4J_PASSWORD"
        ) from None
    except failures.ConfigurationError as error:
        raise StoreError(f"{target}: {_short(error)}", "as bolt://HOST:7687 or neo4j+s://HOST") from None
    except failures.ConstraintError as error:
        raise Collision(
            f"{target} refused a write: {_short(error)}", "another program may be writing; try again"
        ) from None
    except failures.Neo4jError as error:
        raise _told_neo4j(target, error) from None
    except failures.DriverError as error:
        raise StoreError(f"{target}: {_short(error)}") from None
    except (OSError, ValueError) as error:
        raise StoreError(f"{target}: {_short(error)}") from None


class Collision(StoreError):
    """A write met a unique key that is taken: somebody wrote in between, or a retried commit had come through."""


def _told_neo4j(target: Target, error: failures.Neo4jError) -> GraphkitError:
    code, text = error.code or "", _short(error)
    lowered = text.casefold()
    if "TransactionTimedOut" in code or "TransactionTimedOut" in text:
        return QueryError("the query took longer than its limit and was ended", "narrow it, or raise --timeout")
    if (
        "AccessMode" in code
        or "read access mode" in lowered
        or ("not allowed" in lowered and "read" in lowered)
        or ("SecurityException" in text or "permission" in lowered)
    ):
        return QueryError(f"the statement writes, and the run is read-only: {text}", "use --write if you mean it")
    if "DatabaseNotFound" in code or ("does not exist" in lowered and "database" in lowered):
        return StoreError(f"{target}: {text}", "set NEO4J_DATABASE to one that exists")
    if "Security" in code:
        return StoreError(
            f"{target} refuses the login as {target.user}: {text}", "set NEO4J_USERNAME and NEO4J_PASSWORD"
        )
    if "ParameterMissing" in code or "expected parameter" in lowered:
        return QueryError(text, "give it with -p NAME=VALUE")
    if "Statement" in code or "SyntaxError" in code:
        return QueryError(f"the statement is wrong: {text}")
    return StoreError(f"{target}: {text}")


def _short(error: BaseException) -> str:
    """The first lines of a message, without the driver's or the engine's stack."""
    message = getattr(error, "message", None) or str(error) or type(error).__name__
    lines = [
        line.rstrip() for line in str(message).splitlines() if line.strip() and not line.lstrip().startswith("at ")
    ]
    return "\n".join(lines[:4])[:600]


def plain_value(value: Any) -> Any:
    """A driver's value as JSON has it. Nodes, relationships and paths become dicts; claims' uids stay as they are."""
    match value:
        case Node():
            return {"labels": sorted(value.labels), **_properties(value)}
        case Relationship():
            return {"type": value.type, **_properties(value)}
        case Path():
            return {
                "nodes": [plain_value(n) for n in value.nodes],
                "relationships": [plain_value(r) for r in value.relationships],
            }
        case Mapping():
            return {str(k): plain_value(v) for k, v in value.items()}
        case str() | bytes():
            return value if isinstance(value, str) else value.hex()
        case Sequence() | set() | frozenset():
            return [plain_value(v) for v in value]
        case None | bool() | int() | float():
            return value
    iso = getattr(value, "iso_format", None)
    return iso() if iso else str(value)


def _properties(value: Node | Relationship) -> dict[str, Any]:
    """Properties by name, without the engine's bookkeeping."""
    return {
        k: plain_value(v) for k, v in sorted(value.items()) if k not in ("hash", "name_key") and not k.startswith("@")
    }
