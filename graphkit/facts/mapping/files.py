"""Where a mapping's files are: globs within the loader's folder, or within the folder that its data were given as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath, PureWindowsPath

from graphkit.facts.formats import FORMATS, Shape
from graphkit.facts.formats.streams import COMPRESSIONS
from graphkit.facts.mapping.language import TableSpec

#: Files that one glob may mean.
MOST_FILES = 20_000
_WILD = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a loader: where it is, and its name in messages."""

    path: Path
    shown: str

    def of(self, label: str) -> Found:
        """The file as the place of one of several tables in it."""
        return replace(self, shown=f"{self.shown}{label}")


def find_files(patterns: Sequence[str], folder: Path, shown: str) -> list[Found]:
    """The files that patterns mean, by name, each once.

    Parameters
    ----------
    folder, shown
        The folder that they lie in, and its name in messages.

    Raises
    ------
    ValueError
        If a pattern leads out of the folder, a named file is not there, or a glob finds none.
    """
    out: dict[Path, Found] = {}
    root = folder.resolve()
    for pattern in patterns:
        if _leads_out(pattern):
            raise ValueError(f"{pattern!r} leads out of the loader's folder — a file is named from {shown}/ on")
        wild = bool(_WILD & set(pattern))
        found = sorted(p for p in folder.glob(pattern) if p.is_file()) if wild else [folder / pattern]
        if len(found) > MOST_FILES:
            raise ValueError(f"{pattern!r} means {len(found):,} files — at most {MOST_FILES:,}")
        if not found or not found[0].is_file():
            near = sorted(p.name for p in folder.iterdir() if p.is_file())[:8] if folder.is_dir() else []
            there = f"there are {', '.join(near)}" if near else "the folder holds no files"
            raise ValueError(f"no file {pattern!r} in {shown}/ — {there}")
        for path in found:
            real = path.resolve()
            if not real.is_relative_to(root):
                raise ValueError(f"{path.name!r} is a link that leads out of {shown}/ — copy the file there")
            out.setdefault(real, Found(path, f"{shown}/{path.relative_to(folder).as_posix()}"))
    return list(out.values())


def shape_of(spec: TableSpec) -> Shape:
    """How the files of a table are to be read."""
    return Shape(
        format=spec.format,
        encoding=spec.encoding,
        delimiter=spec.delimiter,
        sheet=spec.sheet,
        header=spec.header,
        columns=spec.columns,
        rows=spec.rows,
        member=spec.member,
    )


def sheetless(name: str, format_: str = "") -> str:
    """Why a file can have no sheet of a name, in words; blank if it can, or its suffix does not tell."""
    pure = PurePosixPath(name.lower())
    suffix = PurePosixPath(pure.stem).suffix if pure.suffix in COMPRESSIONS else pure.suffix
    found = format_ or next((known for known, own in FORMATS.items() if suffix in own), "")
    return f"{name} is {found} and has no sheets" if found not in ("", "xlsx") else ""


def _leads_out(pattern: str) -> bool:
    windows, posix = PureWindowsPath(pattern), PurePosixPath(pattern)
    rooted = windows.drive or windows.root or posix.is_absolute()
    return bool(rooted) or ".." in windows.parts or pattern.startswith("~")
