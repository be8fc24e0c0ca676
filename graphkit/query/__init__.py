"""Queries: the library of .cypher files, and free-hand Cypher."""

from graphkit.query.library import Parameter, Query, pick, read_library
from graphkit.query.run import run_free, run_named

__all__ = ["Parameter", "Query", "pick", "read_library", "run_free", "run_named"]
