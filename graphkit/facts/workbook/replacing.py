"""Several files replaced together: all of them are whole on the disk before the first takes its place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from graphkit.errors import GraphkitError
from graphkit.writing import new_file


def replace_files(new: Mapping[Path, bytes], old: Mapping[Path, bytes]) -> None:
    """Gives each file its new bytes; if one cannot be written all have their old ones.

    The new files are written beside the old ones and forced onto the disk; then they take their places, one after the
    other. If the machine stops between two of these moves, some files are new and the others old, each of them whole.

    Raises
    ------
    GraphkitError
        If a file cannot be written, or has not its old bytes any more.
    """
    for path in new:
        if path.read_bytes() != old[path]:
            raise GraphkitError(f"{path} has just been changed by somebody else", "make the workbook again")
    try:
        with ExitStack() as files:
            for path, data in new.items():
                stream = files.enter_context(new_file(path, path.name))
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
    except BaseException:
        _put_back(new, old)
        raise


def _put_back(new: Mapping[Path, bytes], old: Mapping[Path, bytes]) -> None:
    """The old bytes of what was replaced already."""
    left: list[str] = []
    for path, data in new.items():
        try:
            if path.read_bytes() == data:
                with new_file(path, path.name) as stream:
                    stream.write(old[path])
        except (OSError, GraphkitError):
            left.append(str(path))
    if left:
        hint = "take the workbook again with --force when they can be written, or bring the old ones back with git"
        raise GraphkitError(f"one table could not be written, and these have their new rows: {', '.join(left)}", hint)
