"""JSON, JSON Lines and YAML: documents, and the rows in them."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from typing import Any, TypeAlias

import orjson

from graphkit.facts.formats.cells import excerpt
from graphkit.facts.formats.encodings import checked, decoded, of_mark
from graphkit.facts.formats.limits import MAX_DEPTH, MAX_JSON, MAX_JSON_VALUES, MAX_LINE, MAX_YAML
from graphkit.facts.formats.paths import Misses, Path, parse_path, walk
from graphkit.facts.formats.shape import BadRow, Deep, Nested, Rows, Shape, Sheet, Unreadable, unreadable
from graphkit.facts.formats.streams import Source, told

#: A line (0: a document of its own), and what it holds or why it holds nothing.
_Document: TypeAlias = tuple[int, Any]
_NO_ROWS = 'say rows, for instance rows = "companies[].plants[]"'


def open_json(source: Source, shape: Shape) -> Sheet:
    """A JSON document as a Sheet; it is read whole."""
    _refuse_flat(shape, source.shown)
    guesses: list[str] = []
    text = _text(source, shape, MAX_JSON, guesses)
    if (values := sum(map(text.count, ",[{"))) > MAX_JSON_VALUES:
        hint = f"at most {MAX_JSON_VALUES:,}; part it, or give it as JSON Lines"
        raise unreadable(source.shown, f"{values:,} values or so are too many for one document", hint)
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        message = f"not readable as JSON: {error.msg}, character {error.colno}"
        raise unreadable(source.shown, message, "JSON Lines have the suffix .jsonl", line=error.lineno) from None
    del text  # it is as large as the file
    if is_deep(document):
        raise unreadable(source.shown, f"is nested more than {MAX_DEPTH} deep")
    return _sheet([(0, document)], shape, source.shown, guesses)


def open_yaml(source: Source, shape: Shape) -> Sheet:
    """A YAML file as a Sheet; it is read whole, each of its documents in turn."""
    from graphkit.facts.formats.yamls import yaml_documents

    _refuse_flat(shape, source.shown)
    guesses: list[str] = []
    documents = yaml_documents(_text(source, shape, MAX_YAML, guesses), source.shown)
    if is_deep(documents):  # by aliases within aliases
        raise unreadable(source.shown, f"is nested more than {MAX_DEPTH} deep")
    return _sheet([(0, document) for document in documents], shape, source.shown, guesses)


def open_jsonl(source: Source, shape: Shape) -> Sheet:
    """JSON Lines as a Sheet: a document a line, read as it is asked for; a line that cannot be read costs itself."""
    _refuse_flat(shape, source.shown)
    stream = source.open()
    sheet = Sheet((), True, [], iter(()), [stream.close], share=source.share(stream))
    try:
        encoding = checked(shape.encoding, source.shown) if shape.encoding else ""
        if not encoding:
            encoding = of_mark(stream.peek(4)[:4]) or "utf-8"
        if encoding == "utf-8-sig":
            stream.read(len(codecs.BOM_UTF8))
            encoding = "utf-8"
        lines: Iterator[bytes | str]
        if encoding == "utf-8":
            lines = iter(partial(stream.readline, MAX_LINE), b"")
        else:
            text = io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="\n")
            sheet.closes.append(text.close)
            lines = iter(partial(text.readline, MAX_LINE), "")
        sheet.rows = _peeked(_rows(_parsed(lines, source.shown), shape, source.shown))
    except BaseException:
        sheet.close()
        raise
    return sheet


def is_deep(value: Any) -> bool:
    """Whether a value is nested more than `MAX_DEPTH` deep; level by level, so that no depth costs a recursion."""
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if type(outer) is dict else outer if type(outer) is list else ())
        ]
        if not level:
            return False
    return True


def _refuse_flat(shape: Shape, shown: str) -> None:
    for name in ("delimiter", "sheet", "header", "columns"):
        if getattr(shape, name):
            raise unreadable(shown, f"{name} is for flat tables, and this is nested data", _NO_ROWS)


def _text(source: Source, shape: Shape, most: int, guesses: list[str]) -> str:
    text, guess = decoded(source.read_whole(most), shape.encoding, source.shown)
    if guess:
        guesses.append(guess)
    return text


def _sheet(documents: Iterable[_Document], shape: Shape, shown: str, guesses: list[str]) -> Sheet:
    return Sheet((), True, guesses, _peeked(_rows(documents, shape, shown)))


def _peeked(rows: Iterator[Deep]) -> Rows:
    """The same rows, the first read now, so that a path which finds nothing is told when the table is opened."""
    return chain(list(_first(rows)), rows)


def _first(rows: Iterator[Deep]) -> Iterator[Deep]:
    for row in rows:
        yield row
        return


def _parsed(lines: Iterator[bytes | str], shown: str) -> Iterator[_Document]:
    """Each line's document, or a BadRow."""
    with told(shown):
        for number, line in enumerate(lines, start=1):
            if len(line) >= MAX_LINE:
                raise unreadable(shown, "a line is too long to be a row", f"at most {MAX_LINE:,} bytes", line=number)
            if line.strip():
                yield number, _value(line)


def _value(line: bytes | str) -> Any:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        beginning = line if isinstance(line, str) else line[:400].decode("utf-8", "replace")
        return BadRow(f"not readable as JSON: {error.msg}, character {error.colno}", "", "", excerpt(beginning))
    brackets = line.count("{") + line.count("[") if isinstance(line, str) else line.count(b"{") + line.count(b"[")
    if brackets > MAX_DEPTH and is_deep(value):
        return BadRow(f"is nested more than {MAX_DEPTH} deep")
    return value


def _rows(documents: Iterable[_Document], shape: Shape, shown: str) -> Iterator[Deep]:
    """The rows that the path finds in each document: under the line's number, or counted from 1."""
    path, misses = _path(shape, shown), Misses()
    count = seen = 0
    for line, document in documents:
        seen += 1
        if isinstance(document, BadRow):
            count += 1
            yield line or count, document
            continue
        try:
            for found in _within(document, path, misses):
                count += 1
                yield line or count, found
        except ValueError as error:
            raise unreadable(shown, f"rows = {path.text!r}: {error}", line=line) from None
    if not seen:
        raise unreadable(shown, "the file is empty")
    if not count and misses.step >= 0:
        raise _nothing(path, misses, shown)


def _path(shape: Shape, shown: str) -> Path:
    try:
        path = parse_path(shape.rows)
    except ValueError as error:
        raise unreadable(shown, f"rows: {error}") from None
    if path.ups or path.far or path.key:
        raise unreadable(shown, f"rows = {shape.rows!r}: a path to rows begins at the document", _NO_ROWS)
    return path


def _within(document: Any, path: Path, misses: Misses) -> Iterator[Nested]:
    if path.steps:
        return walk(Nested(document), path.steps, misses)
    if isinstance(document, list):
        return (Nested(value, (), (at,)) for at, value in enumerate(document))
    if isinstance(document, dict):
        return iter((Nested(document),))
    raise ValueError("the document is one value, neither an object nor an array")


def _nothing(path: Path, misses: Misses, shown: str) -> Unreadable:
    step = path.steps[misses.step]
    sought = repr(step.name) if step.place is None else f"[{step.place}]"
    keys = ", ".join(excerpt(key) for key in misses.keys)
    hint = f"there are {keys}" if keys else "there is no object where it looks"
    return unreadable(shown, f"rows = {path.text!r} finds nothing: no {sought}", hint)
