"""Which store is meant: flag over environment over `.env` over graphkit.toml, else the embedded one."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dotenv import dotenv_values

from graphkit.errors import StoreError, UsageError
from graphkit.project import Location

_URI = re.compile(r"^(bolt|neo4j)(\+s|\+ssc)?://\S+$")


@dataclass(frozen=True, slots=True)
class Target:
    """A store to connect to: a folder for the embedded engine, else a URI with its login."""

    path: Path | None = None
    uri: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    database: str | None = None
    #: Which setting named it, for messages.
    origin: str = ""

    @property
    def embedded(self) -> bool:
        """True for the embedded engine."""
        return self.path is not None

    def __str__(self) -> str:
        if self.path is not None:
            return f"the embedded store in {self.path}"
        return f"{self.uri}{f' (database {self.database})' if self.database else ''}"


def choose_store(location: Location, chosen: str | None = None, environment: Mapping[str, str] | None = None) -> Target:
    """The store that `chosen` (the option --store), the environment, `.env` or graphkit.toml names.

    A relative path after `embedded:` counts from the working directory on the command line and in the environment, from
    the project in its own files. A login is taken from the environment, else from `.env`.

    Raises
    ------
    UsageError
        If what names it is neither `embedded[:PATH]` nor a bolt or neo4j URI, or carries a login.
    StoreError
        If `.env` cannot be read.
    """
    environment = os.environ if environment is None else environment
    if chosen and _is_embedded(chosen):
        return _embedded(chosen, "--store", Path.cwd(), location)  # `.env` has no say in it
    written = _dotenv(location.root / ".env")
    settings = {**written, **{k: v for k, v in environment.items() if v}}
    for origin, text, base in (
        ("--store", chosen, Path.cwd()),
        ("NEO4J_URI", environment.get("NEO4J_URI"), Path.cwd()),
        ("NEO4J_URI in .env", written.get("NEO4J_URI"), location.root),
        ("store in graphkit.toml", location.store, location.root),
        ("default", "embedded", location.root),
    ):
        if text and (text := text.strip()):
            return _embedded(text, origin, base, location) if _is_embedded(text) else _server(text, origin, settings)
    raise AssertionError("the default always names a store")


def _is_embedded(text: str) -> bool:
    return text.strip().partition(":")[0] == "embedded"


def _embedded(text: str, origin: str, base: Path, location: Location) -> Target:
    _, colon, path = text.strip().partition(":")
    if colon and not path:
        raise UsageError(f"{origin}: {text!r} names no folder", "as embedded:path/to/store")
    return Target(path=(base / Path(path).expanduser()).absolute() if path else location.state / "store", origin=origin)


def _server(text: str, origin: str, settings: Mapping[str, str]) -> Target:
    if "@" in text:  # never shown: what stands before it may be a password
        raise UsageError(
            f"{origin}: the login does not stand in the URI", "set NEO4J_USERNAME and NEO4J_PASSWORD instead"
        )
    if re.match(r"^https?://", text, re.IGNORECASE):
        raise UsageError(f"{origin}: {text!r} is Neo4j's address for browsers", "as bolt://HOST:7687 or neo4j+s://HOST")
    if not _URI.match(text):
        raise UsageError(
            f"{origin}: {text!r} is no store", "as embedded, embedded:PATH, bolt://HOST:7687 or neo4j+s://HOST"
        )
    return Target(
        uri=text,
        user=settings.get("NEO4J_USERNAME", "neo4j"),
        password=settings.get("NEO4J_PASSWORD", ""),
        database=settings.get("NEO4J_DATABASE"),
        origin=origin,
    )


def _dotenv(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        found = dotenv_values(path, interpolate=False, encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise StoreError(f"{path} cannot be read: it is not UTF-8", "save it as UTF-8, a line as NEO4J_URI=…") from None
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}", "mend that, or remove it") from None
    return {name: value for name, value in found.items() if name.startswith("NEO4J_") and value}
