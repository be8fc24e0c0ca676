"""One way to the database: a driver with a person's words for what goes wrong."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

import neo4j
from neo4j import exceptions as failures

from graphkit.errors import GraphkitError, QueryError, StoreError
from graphkit.store import statements
from graphkit.store.bounded import Row, Stream, bounded, streamed, too_long
from graphkit.store.config import Target
from graphkit.store.readback import plain_value

#: Seconds that a server gets to answer at all.
CONNECT_SECONDS = 15.0
#: Seconds for which a managed transaction is tried again.
RETRY_SECONDS = 15.0
#: Seconds that a read-only run gets unless told otherwise.
READ_SECONDS = 60.0
#: Largest result of a person's query, in bytes as Python holds it, roughly.
RESULT_BYTES = 256_000_000
#: How often statements on the schema are run while other programs make the same.
DEFINE_TRIES = 5
_SCHEMA_RACE = re.compile(r"Neo\.ClientError\.Schema\.\w+AlreadyExists")
#: Types of values that a row keeps as they are.
_PLAIN = frozenset([str, int, float, bool, type(None)])


@dataclass(frozen=True, slots=True)
class Result:
    """Columns and rows of a statement, as plain values."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


class Collision(StoreError):
    """A write met another: a key that is taken, a node that is gone, or our own commit that had come through."""


class Connection:
    """A connected driver and the database it works on."""

    def __init__(self, driver: neo4j.Driver, database: str | None, target: Target) -> None:
        self._driver = driver
        self._database = database
        self.target = target

    def read(self, text: str, parameters: Mapping[str, Any] | None = None) -> list[neo4j.Record]:
        """Runs a statement of our own in a managed read transaction."""
        with told(self.target), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(lambda tx: list(tx.run(text, dict(parameters or {}))))

    def write(self, text: str, parameters: Mapping[str, Any] | None = None) -> int:
        """Runs a statement of our own in a managed write transaction, which retries what is worth retrying.

        Returns
        -------
        int
            What the statement returns as its one number, 0 if it returns nothing.
        """

        def run(tx: neo4j.ManagedTransaction) -> int:
            records = list(tx.run(text, dict(parameters or {})))
            return int(records[0][0]) if records else 0

        with told(self.target), self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(run)

    def define(self, texts: Sequence[str]) -> None:
        """Runs statements on the schema of the database in one transaction of their own."""

        def run(tx: neo4j.ManagedTransaction) -> None:
            for text in texts:
                tx.run(text).consume()

        with told(self.target), self._session(neo4j.WRITE_ACCESS) as session:
            for tries_left in reversed(range(DEFINE_TRIES)):
                try:
                    return session.execute_write(run)
                except failures.ClientError as error:
                    # IF NOT EXISTS looks before it locks: of two at once the slower one fails. By now it exists.
                    if not (tries_left and _SCHEMA_RACE.fullmatch(error.code or "")):
                        raise

    def ask(
        self, text: str, parameters: Mapping[str, Any], seconds: float, write: bool = False, limit: int = 0
    ) -> Result:
        """Runs a person's statement, read-only unless `write`, ended after `seconds`; keeps `limit` rows, 0 for all.

        A read-only run is a transaction in READ mode on Neo4j and of a user without rights on the embedded engine.

        Raises
        ------
        QueryError
            If the statement is wrong, writes in a read-only run, takes too long, or gives more than memory should hold.
        StoreError
            If the store goes away.
        """
        _allowed(text, seconds, write)
        access = neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS
        ended = threading.Event()

        def run() -> Result:
            with told(self.target, "write" if write else "read"), self._session(access) as session:
                if statements.commits(text):  # which commits by itself and takes no transaction around it
                    return _take(session.run(neo4j.Query(text, timeout=seconds), dict(parameters)), limit, write)
                # A transaction of its own, not a managed one: what a person wrote is run once.
                with session.begin_transaction(timeout=seconds) as tx:
                    result = _take(tx.run(text, dict(parameters)), limit, write)
                    if ended.is_set():  # nobody waits any more: what was written goes
                        tx.rollback()  # leaving the block would commit
            return result

        return bounded(run, seconds, ended)

    def stream(self, text: str, parameters: Mapping[str, Any], seconds: float) -> AbstractContextManager[Stream]:
        """Runs a person's statement read-only and gives its rows as they come, in constant memory; see `streamed`.

        Raises
        ------
        QueryError, StoreError
            As `ask`, whatever the size of the result; on entering the block or while reading.
        """
        _allowed(text, seconds, False)

        @contextmanager
        def opened() -> Iterator[tuple[Sequence[str], Iterable[Row]]]:
            with (
                told(self.target, "read"),
                self._session(neo4j.READ_ACCESS) as session,
                session.begin_transaction(timeout=seconds) as tx,
            ):
                answer = tx.run(text, dict(parameters))
                yield answer.keys(), map(_row, answer)
                if answer.peek() is not None:  # the reader has left: nothing waits for the rest
                    tx.rollback()

        return streamed(opened, seconds)

    @contextmanager
    def _session(self, access: str) -> Iterator[neo4j.Session]:
        with self._driver.session(database=self._database, default_access_mode=access) as session:
            yield session


def _allowed(text: str, seconds: float, write: bool) -> None:
    """Refuses what needs no store to be refused."""
    if not seconds > 0:
        raise QueryError(f"a time limit of {seconds:g} s is none", "give it more than 0 seconds")
    if not write and (reason := statements.reaches_out(text)):
        raise QueryError(f"{reason} and is refused in a read-only run", "use --write if you mean it")


def _row(record: neo4j.Record) -> Row:
    return tuple(value if type(value) in _PLAIN else plain_value(value) for value in record.values())


def _take(answer: neo4j.Result, limit: int, write: bool) -> Result:
    """All rows of an answer, or the first `limit`; refused, not cut, where memory should not hold them."""
    rows: list[Row] = []
    size = 0
    for record in answer:
        if limit and len(rows) == limit:
            if write:
                continue  # what is not read might not be written
            break
        row = _row(record)
        rows.append(row)
        size += _size(row)
        if size > RESULT_BYTES:
            raise QueryError(
                f"the result is larger than {RESULT_BYTES // 1_000_000:,} MB (so far {len(rows):,} rows)",
                "narrow it, count instead of listing, take it in parts with ORDER BY, SKIP and LIMIT, or let it "
                "stream with --format csv or jsonl",
            )
    return Result(tuple(answer.keys()), tuple(rows))


def _size(value: Any) -> int:
    if isinstance(value, str):
        return 56 + len(value)
    if isinstance(value, dict):
        return 120 + sum(60 + _size(v) for v in value.values())
    if isinstance(value, (list, tuple)):
        return 64 + sum(8 + _size(v) for v in value)
    return 32


@contextmanager
def connect(target: Target, uri: str, user: str, password: str, database: str | None) -> Iterator[Connection]:
    """A verified connection; every failure is a `StoreError` in a person's words.

    The driver's notifications and log lines stay off the user's screen: what matters is raised.
    """
    logger = logging.getLogger("neo4j")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    with told(target):
        driver = neo4j.GraphDatabase.driver(
            uri,
            auth=(user, password) if password else None,
            connection_timeout=CONNECT_SECONDS,
            connection_acquisition_timeout=CONNECT_SECONDS + 5,
            max_transaction_retry_time=RETRY_SECONDS,
            notifications_min_severity="OFF" if not target.embedded else None,
        )
    try:
        with told(target):
            driver.verify_connectivity()
        yield Connection(driver, database, target)
    finally:
        driver.close()


@contextmanager
def told(target: Target, run: str = "own") -> Iterator[None]:
    """Turns the driver's exceptions into graphkit's, with what to do.

    `run` is ``own`` for statements of ours, ``read`` or ``write`` for those of a person.
    """
    try:
        yield
    except GraphkitError:
        raise
    except (failures.ServiceUnavailable, failures.SessionExpired) as error:
        raise StoreError(f"{target} does not answer: {_short(error)}", _unreachable(target, error)) from None
    except failures.AuthError as error:
        raise _refused(target, error) from None
    except failures.ConfigurationError as error:
        raise StoreError(f"{target}: {_short(error)}", "as bolt://HOST:7687 or neo4j+s://HOST") from None
    except (failures.ConstraintError, failures.TransientError) as error:
        if run != "own":
            raise QueryError(f"the store refused it: {_short(error)}", "try again, or narrow it") from None
        raise Collision(
            f"{target} refused a write: {_short(error)}", "another program may be writing; try again"
        ) from None
    except failures.Neo4jError as error:
        raise _told_neo4j(target, error, run) from None
    except (failures.DriverError, OSError, ValueError, OverflowError, TypeError) as error:
        raise StoreError(f"{target}: {_short(error)}") from None


def _unreachable(target: Target, error: Exception) -> str:
    text = str(error) + str(error.__cause__ or "")
    if "HTTP" in text or re.search(r":747[34]\b", target.uri):
        return "that is Neo4j's port for browsers; Bolt's is 7687 unless the server says otherwise"
    if "CERTIFICATE" in text.upper():
        return "its certificate is not trusted here: use the scheme +ssc if it is meant to be self-signed"
    if "+s" in target.uri.partition("://")[0]:
        return "is it up, is the address right, and does it speak TLS? without TLS the scheme has no +s"
    if any(sign in text.lower() for sign in ("incomplete handshake", "connection reset", "no data", "closed")):
        return "is it a Bolt port? if the server wants TLS, the scheme is bolt+s or neo4j+s"
    return "is the server up, and the address right?"


def _refused(target: Target, error: failures.Neo4jError) -> StoreError:
    if "RateLimit" in (error.code or ""):
        return StoreError(f"{target} refuses more logins for now: too many have failed", "wait a few seconds")
    if not target.password and not target.embedded:
        return StoreError(f"{target} wants a login", "set NEO4J_PASSWORD, and NEO4J_USERNAME unless it is neo4j")
    return StoreError(
        f"{target} refuses the login as {target.user or 'nobody'}", "check NEO4J_USERNAME and NEO4J_PASSWORD"
    )


def _told_neo4j(target: Target, error: failures.Neo4jError, run: str) -> GraphkitError:
    kind, text = error.code or "", _short(error)
    lowered = text.casefold()
    if "TransactionTimedOut" in kind or "TransactionTimedOut" in text:
        return too_long() if run != "own" else StoreError(f"{target} ended a transaction: {text}")
    if "AccessMode" in kind or "Forbidden" in kind or "SecurityException" in text:
        if run == "read":
            return QueryError(f"the statement writes, and the run is read-only: {text}", "use --write if you mean it")
        return StoreError(f"{target} does not allow {target.user or 'this'} to do that: {text}")
    if "DatabaseNotFound" in kind or ("does not exist" in lowered and "database" in lowered):
        return StoreError(f"{target}: {text}", "set NEO4J_DATABASE to one that exists")
    if "Security" in kind:
        return _refused(target, error)
    if "ParameterMissing" in kind or "expected parameter" in lowered:
        return QueryError(text, "give it with -p NAME=VALUE")
    if run != "own" and ("Statement" in kind or "Procedure" in kind or "UnknownError" in kind):
        return QueryError(f"the statement is wrong: {text}")
    return StoreError(f"{target}: {text}")


def _short(error: BaseException) -> str:
    """The first lines of a message, without the driver's or the engine's stack."""
    message = getattr(error, "message", None) or str(error) or type(error).__name__
    lines = [
        line.rstrip() for line in str(message).splitlines() if line.strip() and not line.lstrip().startswith("at ")
    ]
    return "\n".join(lines[:4])[:600]
