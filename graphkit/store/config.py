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

    Raises
    ------
    UsageError
        If what names it is neither `embedded[:PATH]` nor a bolt or neo4j URI.
    StoreError
        If `.env` cannot be read.
    """
    environment = os.environ if environment is None else environment
    settings = {**_dotenv(location.root / ".env"), **{k: v for k, v in environment.items() if v}}
    for origin, text in (
        ("--store", chosen),
        ("NEO4J_URI", settings.get("NEO4J_URI")),
        ("graphkit.toml", location.store),
        ("default", "embedded"),
    ):
        if text:
            return _target(text, origin, location, settings)
    raise AssertionError("the default always names a store")


def _target(text: str, origin: str, location: Location, settings: Mapping[str, str]) -> Target:
    kind, colon, path = text.partition(":")
    if kind == "embedded":
        if colon and not path:
            raise UsageError(f"{origin}: {text!r} names no folder", "as embedded:path/to/store")
        return Target(path=Path(path).absolute() if path else location.state / "store", origin=origin)
    if not _URI.match(text):
        raise UsageError(
            f"{origin}: {_without_login(text)!r} is no store",
            "as embedded, embedded:PATH, bolt://HOST:7687 or neo4j+s://HOST",
        )
    if "@" in text.partition("//")[2].partition("/")[0]:
        raise UsageError(
            f"{origin}: the login does not stand in the URI", "set NEO4J_USERNAME and NEO4J_PASSWORD instead"
        )
    return Target(
        uri=text,
        user=settings.get("NEO4J_USERNAME", "neo4j"),
        password=settings.get("NEO4J_PASSWORD", ""),
        database=settings.get("NEO4J_DATABASE"),
        origin=origin,
    )


def _without_login(text: str) -> str:
    return re.sub(r"//[^/@]*@", "//…@", text)


def _dotenv(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        found = dotenv_values(path, interpolate=False, encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path} cannot be read: {error}", "save it as UTF-8, a line as NEO4J_URI=…") from None
    return {name: value for name, value in found.items() if name.startswith("NEO4J_") and value}
