"""Queries: the library of .cypher files, and free-hand Cypher."""

from graphkit.query.bind import bind, with_clocks
from graphkit.query.header import Parameter, Query
from graphkit.query.library import pick, read_library, search
from graphkit.query.run import Rows, run_free, run_named, stream_free, stream_named

__all__ = [
    "Parameter",
    "Query",
    "Rows",
    "bind",
    "pick",
    "read_library",
    "run_free",
    "run_named",
    "search",
    "stream_free",
    "stream_named",
    "with_clocks",
]
