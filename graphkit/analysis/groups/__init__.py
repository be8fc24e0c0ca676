"""Input groups: what each node of the chain that can stop by itself needs, and who can give it."""

from graphkit.analysis.groups.chain import Chain, Relation
from graphkit.analysis.groups.group import InputGroup, needed
from graphkit.analysis.groups.names import LINE, entities_of, is_line, item_of, line_of, maker_of, words
from graphkit.analysis.groups.rule import ROLES, STRUCTURAL, input_groups
from graphkit.analysis.groups.seen import known_suppliers

__all__ = [
    "LINE",
    "ROLES",
    "STRUCTURAL",
    "Chain",
    "InputGroup",
    "Relation",
    "entities_of",
    "input_groups",
    "is_line",
    "item_of",
    "known_suppliers",
    "line_of",
    "maker_of",
    "needed",
    "words",
]
