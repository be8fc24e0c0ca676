"""Files and folders written whole or not at all: the new one grows beside its place and takes it when it is whole."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from typing import BinaryIO

from graphkit.errors import GraphkitError

_HINTS = {
    errno.ENOSPC: "free some space, or name a path on another disk",
    errno.EDQUOT: "free some space, or name a path on another disk",
    errno.EFBIG: "the file system or a limit of this account allows no larger file",
    errno.EACCES: "name a path that you may write to",
    errno.EPERM: "name a path that you may write to",
    errno.EROFS: "name a path on a disk that can be written",
    errno.ENAMETOOLONG: "name a shorter path",
}


@contextmanager
def new_file(path: Path, example: str) -> Iterator[BinaryIO]:
    """A stream whose bytes become the file `path` when the block ends well; else `path` stays as it was.

    A link is followed, so that it stays a link. What is no regular file (a pipe, `/dev/stdout`) is written directly.
    `example` is the file name that a hint uses.

    Raises
    ------
    GraphkitError
        If it cannot be written, or is a folder.
    """
    with told(path):
        if path.is_dir():
            raise GraphkitError(
                f"{path} is a folder, and this format is one file", f"name a file in it: {path / example}"
            )
        place = path.resolve()
        if place.exists() and not place.is_file():
            with place.open("wb") as out:
                yield out
            return
        part = _beside(place)
        try:
            with part.open("xb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            if place.exists():
                shutil.copymode(place, part)
            part.replace(place)
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


@contextmanager
def new_folder(path: Path, files: Iterable[str]) -> Iterator[Path]:
    """An empty folder that becomes `path` when the block ends well; else `path` stays as it was.

    A folder that is there is replaced if it is empty or holds `files` alone (names, or patterns as `*.nodes.csv`): then
    it is an earlier export.

    Raises
    ------
    GraphkitError
        If it cannot be written, is a file, holds anything else, or is the working directory.
    """
    with told(path):
        if path.exists() and not path.is_dir():
            raise GraphkitError(f"{path} is a file, and this format is a folder of files", "name a new or empty folder")
        place = path.resolve()
        if place.is_dir():
            own = tuple(files)
            foreign = sorted(
                p.name
                for p in place.iterdir()
                if p.is_dir() or p.is_symlink() or not any(fnmatchcase(p.name, name) for name in own)
            )
            if foreign:
                more = f" and {len(foreign) - 3} more" if len(foreign) > 3 else ""
                raise GraphkitError(
                    f"{path} holds what this export did not write: {', '.join(foreign[:3])}{more}",
                    "name a new or empty folder",
                )
            if place == Path.cwd().resolve():
                raise GraphkitError(f"{path} is the working directory", f"name a folder in it: {path / 'graph'}")
        part = _beside(place)
        try:
            part.mkdir()
            yield part
            _swap(part, place)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _swap(new: Path, place: Path) -> None:
    """Puts the folder `new` at `place`; the one that was there comes back if that fails."""
    if not place.exists():
        new.rename(place)
        return
    old = _beside(place)
    place.rename(old)
    try:
        new.rename(place)
    except OSError:
        old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _beside(place: Path) -> Path:
    """A name in the same folder, so on the same disk, that nothing has."""
    if not place.parent.is_dir():
        raise GraphkitError(f"the folder {place.parent} does not exist", f"make it with: mkdir -p {place.parent}")
    return place.with_name(f".{place.name[:40]}.{secrets.token_hex(6)}.part")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Says what the operating system refused in words, with a hint."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        hint = _HINTS.get(error.errno or 0, "name another path")
        raise GraphkitError(f"{path} cannot be written: {reason}", hint) from error
