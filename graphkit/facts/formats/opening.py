"""Opening a table file: by its suffixes, or as its shape says."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path, PurePath

from graphkit.facts.formats.delimited import open_delimited
from graphkit.facts.formats.documents import open_json, open_jsonl, open_yaml
from graphkit.facts.formats.parquets import open_parquet
from graphkit.facts.formats.shape import Formatless, Shape, Sheet, unreadable
from graphkit.facts.formats.streams import COMPRESSIONS, Source, only_member, told
from graphkit.facts.formats.workbooks import open_workbook

#: The suffixes of each format.
FORMATS: dict[str, tuple[str, ...]] = {
    "csv": (".csv",),
    "tsv": (".tsv", ".tab"),
    "json": (".json", ".geojson", ".jsonld"),
    "jsonl": (".jsonl", ".ndjson"),
    "xlsx": (".xlsx", ".xlsm"),
    "parquet": (".parquet",),
    "yaml": (".yaml", ".yml"),
}
_BY_SUFFIX = {suffix: name for name, suffixes in FORMATS.items() for suffix in suffixes}
_ZIP = "zip"


def known_file(path: Path | str) -> bool:
    """Whether a file's suffix is one of ours, before that of a compression; a zip may hold one of ours, so it is."""
    compression, name = _suffixes(PurePath(path).name)
    return bool(name) or compression == _ZIP


def open_table(path: Path, shown: str, shape: Shape) -> Sheet:
    """Open a table file of any of the formats.

    Parameters
    ----------
    path, shown
        The file, and its name as messages show it.
    shape
        How it is to be read; what is blank is found, and told in `guesses` if it might be wrong.

    Raises
    ------
    Unreadable
        It cannot be read: why, where, and what would be right.
    """
    with told(shown):
        if path.exists() and not path.is_file():  # a pipe would be waited for without end
            raise unreadable(shown, "is a folder, not a file" if path.is_dir() else "is no file")
        source = Source(path, shown, _suffixes(path.name)[0], shape.member)
        if shape.member and source.compression != _ZIP:
            raise unreadable(shown, "member is for zip files, and this is none", "leave it out")
        return _opener(_format(source, shape))(source, shape)


def _opener(name: str) -> Callable[[Source, Shape], Sheet]:
    return {
        "csv": lambda source, shape: open_delimited(source, shape, tabs=False),
        "tsv": lambda source, shape: open_delimited(source, shape, tabs=True),
        "json": open_json,
        "jsonl": open_jsonl,
        "xlsx": open_workbook,
        "parquet": open_parquet,
        "yaml": open_yaml,
    }[name]


def _suffixes(name: str) -> tuple[str, str]:
    """The compression and the format that a name's suffixes tell; blank: none."""
    pure = PurePath(name.lower())
    compression = COMPRESSIONS.get(pure.suffix, "")
    return compression, _BY_SUFFIX.get(PurePath(pure.stem).suffix if compression else pure.suffix, "")


def _format(source: Source, shape: Shape) -> str:
    """The format that was said, or that the suffix tells; of a zip, the suffix of its member."""
    if shape.format:
        if shape.format not in FORMATS:
            hint = f"formats are {', '.join(FORMATS)}"
            raise unreadable(source.shown, f"{shape.format[:40]!r} is no format", hint)
        return shape.format
    found = _suffixes(source.path.name)[1]
    if source.compression == _ZIP and (shape.member or not found):
        with zipfile.ZipFile(source.path) as archive:
            found = _suffixes(only_member(archive, source.shown, shape.member).filename)[1]
    if not found:
        raise Formatless(source.shown, tuple(FORMATS))
    return found
