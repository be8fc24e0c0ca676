"""GraphML files as networkx reads them, with every way in which one can be wrong told in a line."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from graphkit.errors import GraphkitError

if TYPE_CHECKING:
    import networkx as nx

#: Bytes of GraphML, unpacked, that are read at most: networkx holds about ten times as much in memory.
MAX_BYTES = 1_000_000_000
_PACKED: dict[bytes, Callable[[Any], Any]] = {b"\x1f\x8b": gzip.open, b"BZ": bz2.open, b"\xfd7": lzma.open}
_ENDING = re.compile(r"\.(graphml|xml|gz|bz2|xz)$", re.IGNORECASE)
#: What joins words in the name of a file.
_JOINT = re.compile(r"_|(?<!\d)-|-(?!\d)")
_HINT = "a GraphML file, as networkx.write_graphml or graphkit export graphml writes it"


def read_graphml(path: Path) -> nx.Graph[Any]:
    """The first graph of a GraphML file, which may be packed (gzip, bzip2, xz), as a networkx multigraph.

    Attributes for which the file has a default stand on each node and edge that has none of its own.

    Raises
    ------
    GraphkitError
        If there is no such file, it cannot be read, is no GraphML, declares entities, or holds more than MAX_BYTES.
    """
    data = _bytes(path)
    _check(data, path)
    import networkx as nx

    try:
        with warnings.catch_warnings():
            # Keys without a type are text, and ports are a matter of drawing: nothing that the map would have is lost.
            warnings.simplefilter("ignore")
            graph = nx.read_graphml(io.BytesIO(data), force_multigraph=True)
    except ParseError as error:
        raise GraphkitError(f"{path} is no XML: {error}", _HINT) from None
    except KeyError as error:
        raise GraphkitError(f"{path} is no GraphML that can be read: it has the unknown word {error}", _HINT) from None
    except RecursionError:
        raise GraphkitError(f"{path} is no GraphML that can be read: it is nested too deep", _HINT) from None
    except (nx.NetworkXError, ValueError, TypeError, AttributeError) as error:
        raise GraphkitError(f"{path} is no GraphML that can be read: {_line(error)}", _HINT) from None
    _complete(graph)
    return graph


def readable(path: Path) -> str:
    """The name of a file as a heading: "Supply chain 2025-12" for `supply_chain-2025-12.graphml.gz`.

    A hyphen between digits stays, as in a day.
    """
    name = path.name
    while (ending := _ENDING.search(name)) is not None and ending.start():
        name = name[: ending.start()]
    words = " ".join(_JOINT.sub(" ", name).split())
    return words[:1].upper() + words[1:] or name


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise GraphkitError(f"{path} is a folder", f"name {_HINT}")
    try:
        with path.open("rb") as file:
            unpack = _PACKED.get(file.read(2))
            file.seek(0)
            data = _limited(unpack(file) if unpack else file, path)
    except FileNotFoundError:
        raise GraphkitError(f"there is no file {path}", f"name {_HINT}") from None
    except (EOFError, zlib.error, lzma.LZMAError) as error:
        raise GraphkitError(f"{path} cannot be unpacked: {_line(error)}", "it may not be whole") from None
    except OSError as error:
        raise GraphkitError(f"{path} cannot be read: {error.strerror or _line(error)}", _HINT) from None
    return data


def _limited(file: BinaryIO, path: Path) -> bytes:
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise GraphkitError(
            f"{path} holds more than {MAX_BYTES // 1_000_000:,} MB of GraphML",
            "read it yourself, and draw a part of it",
        )
    return data


class _Begun(Exception):
    """The first element is reached: entities are declared before it."""


def _check(data: bytes, path: Path) -> None:
    """Refuses a document that declares entities: a few of them can stand for gigabytes, and GraphML needs none."""
    parser = expat.ParserCreate()

    def declared(*_: object) -> None:
        raise GraphkitError(f"{path} declares XML entities and is not read", "save it without a DOCTYPE")

    def begun(*_: object) -> None:
        raise _Begun

    parser.EntityDeclHandler = declared
    parser.StartElementHandler = begun
    try:
        parser.Parse(data, True)
    except _Begun:
        return
    except expat.ExpatError as error:
        raise GraphkitError(f"{path} is no XML: {error}", _HINT) from None


def _complete(graph: nx.Graph[Any]) -> None:
    """Gives nodes and edges the defaults of the file, which networkx keeps beside the graph."""
    for defaults, rows in (
        (graph.graph.pop("node_default", {}), (data for _, data in graph.nodes(data=True))),
        (graph.graph.pop("edge_default", {}), (data for _, _, data in graph.edges(data=True))),
    ):
        if defaults:
            for data in rows:
                data.update({name: value for name, value in defaults.items() if name not in data})


def _line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
