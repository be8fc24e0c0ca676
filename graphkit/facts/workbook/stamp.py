"""What a workbook was made from: it stands on its first sheet, and tells whether it may be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphkit.errors import GraphkitError, UsageError
from graphkit.facts.workbook.lines import HEADINGS, CsvTable

#: The sheet that holds it.
SHEET = "read me"
_PROJECT, _LOADER = "project", "loader"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Project, loader, and for each table what tells its bytes at that time from any others."""

    project: str
    loader: str
    digests: Mapping[str, str]

    @classmethod
    def of(cls, project: str, loader: str, tables: Iterable[CsvTable]) -> Stamp:
        """That of the tables as they are."""
        return cls(project, loader, {table.name: table.digest for table in tables})

    def cells(self) -> list[tuple[str, str]]:
        """The rows that it takes on the sheet: what, and its value."""
        return [(_PROJECT, self.project), (_LOADER, self.loader), *self.digests.items()]

    @classmethod
    def found(cls, cells: Iterable[tuple[str, str]]) -> Stamp | None:
        """The one that rows of the sheet hold; None if they are not those of a stamp."""
        told: dict[str, str] = {}
        for what, value in cells:
            told.setdefault(what.strip(), value.strip())
        digests = {name: told[name] for name in HEADINGS if name in told}
        if not (told.get(_PROJECT) and told.get(_LOADER) and digests):
            return None
        return cls(told[_PROJECT], told[_LOADER], digests)

    def require_project(self, project: str, path: str) -> None:
        """`UsageError` if it was made from another project."""
        if self.project != project:
            hint = "name that project with --project DIR"
            raise UsageError(f"{path} is of the project {self.project}, not of {project}", hint)

    def changed(self, tables: Iterable[CsvTable]) -> list[str]:
        """The tables that are no longer as they were when the workbook was made, were added or were removed since."""
        now = {table.name: table.digest for table in tables}
        return [name for name in HEADINGS if now.get(name) != self.digests.get(name)]


def require_stamp(found: Stamp | None, now: Stamp, tables: Iterable[CsvTable], path: str, force: bool) -> list[str]:
    """Refuses a workbook that was not made from the tables as they are now.

    With `force` one of older tables, or one that does not say, is let pass; then what a person must be told is given
    back.

    Raises
    ------
    UsageError
        If it was made from another project or loader.
    GraphkitError
        If it does not say from what, or a table has changed since.
    """
    if found is None:
        message = f"{path} does not tell which tables it was made from: its sheet {SHEET!r} is missing or was changed"
        if not force:
            raise GraphkitError(message, f"--force takes it as the tables of {now.loader}, whatever they hold now")
        return [message]
    found.require_project(now.project, path)
    if found.loader != now.loader:
        raise UsageError(f"{path} is of the loader {found.loader}, not of {now.loader}", "leave the loader's name out")
    changed = found.changed(tables)
    if not changed:
        return []
    files = ", ".join(f"loaders/{now.loader}/{name}" for name in changed)
    message = f"changed since {path} was made: {files}"
    if not force:
        hint = "make a new workbook and repeat the edits in it; --force overwrites what has changed"
        raise GraphkitError(message, hint)
    return [message]
