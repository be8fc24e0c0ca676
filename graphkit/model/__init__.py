"""The model: node, edge, metric and stage types as schema/ declares them."""

from graphkit.model.load import read_model
from graphkit.model.schema import DIRECTIONS, Model
from graphkit.model.types import STATUSES

__all__ = ["DIRECTIONS", "STATUSES", "Model", "read_model"]
