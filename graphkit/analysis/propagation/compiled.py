"""Input groups as arrays: made once, struck many times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from graphkit.analysis.propagation.groups import Group, Node, Pair, check_world, read_group
from graphkit.errors import AnalysisError

Ints: TypeAlias = NDArray[np.int32]
Flags: TypeAlias = NDArray[np.bool_]

YES, NO, UNKNOWN = 1, 0, -1


@dataclass(frozen=True, slots=True, eq=False)
class CompiledInputs:
    """Nodes and groups by number, the same for the same groups in whatever order they were given.

    Nodes are in order (texts and numbers in theirs, others by type and text), groups by their buyer, material and
    suppliers. Links are stored twice, by group and by supplier.

    Attributes
    ----------
    nodes, index
        Every buyer and every supplier, and the number of each.
    owner, material, essential, complete, stock
        One for each group: its buyer's number, what is bought, yes (1), no (0) or unknown (-1) twice, days.
    starts
        The groups of node ``v`` are ``starts[v]`` to ``starts[v + 1]``.
    group_starts, suppliers
        The suppliers of group ``g`` are ``suppliers[group_starts[g]:group_starts[g + 1]]``, each once.
    use_starts, uses
        The groups in which node ``v`` is a supplier are ``uses[use_starts[v]:use_starts[v + 1]]``.
    sizes
        How many suppliers a group has.
    names, claims
        Of the groups that have any.
    """

    nodes: NDArray[np.object_]
    index: dict[Node, int] = field(repr=False)
    owner: Ints
    material: NDArray[np.object_]
    essential: NDArray[np.int8]
    complete: NDArray[np.int8]
    stock: NDArray[np.float64]
    starts: Ints
    group_starts: Ints
    suppliers: Ints
    use_starts: Ints
    uses: Ints
    sizes: Ints
    names: dict[int, str] = field(repr=False)
    claims: dict[int, tuple[str, ...]] = field(repr=False)

    def __repr__(self) -> str:
        return f"CompiledInputs({len(self.nodes)} nodes, {len(self.owner)} groups, {len(self.suppliers)} links)"

    @property
    def memory(self) -> int:
        """Bytes of the arrays; nodes and materials themselves are not in it."""
        arrays = (getattr(self, name) for name in self.__dataclass_fields__)
        return sum(a.nbytes for a in arrays if isinstance(a, np.ndarray))

    @property
    def gaps(self) -> set[Pair]:
        """(buyer, material) of every group without a known supplier."""
        return self.pairs(np.flatnonzero(self.sizes == 0))

    def pairs(self, groups: NDArray[np.integer[Any]]) -> set[Pair]:
        """(buyer, material) of groups given by number."""
        return set(zip(self.nodes[self.owner[groups]].tolist(), self.material[groups].tolist(), strict=True))

    def losable(self, world: str) -> Flags:
        """The groups that can be lost: all with known suppliers in the closed world, the complete ones in the open."""
        known: Flags = self.sizes > 0
        return known if world == "closed" else known & np.equal(self.complete, YES)

    def stopping(self, world: str) -> Flags:
        """The groups that stop their buyer when they are lost.

        In the closed world those that are essential or may be, in the open world those that are known to be.

        Raises
        ------
        AnalysisError
            If `world` is neither ``closed`` nor ``open``.
        """
        check_world(world)
        needed: Flags = self.essential != NO if world == "closed" else self.essential == YES
        return needed & self.losable(world)


Inputs: TypeAlias = Mapping[Any, Iterable[Any]] | CompiledInputs


def compile_inputs(inputs: Inputs) -> CompiledInputs:
    """The groups of all buyers as arrays; what is compiled already is given back.

    Parameters
    ----------
    inputs
        The groups of each buyer, as dicts or as `Group`. Suppliers need not be buyers. Nodes are any hashable values.

    Raises
    ------
    AnalysisError
        If a group is not one; the message names its buyer.
    """
    if isinstance(inputs, CompiledInputs):
        return inputs
    if not isinstance(inputs, Mapping):
        raise AnalysisError(f"input groups are a dict of lists, not {type(inputs).__name__}")
    read = {node: _read(node, groups) for node, groups in inputs.items()}
    nodes = _in_order({n: None for node, groups in read.items() for n in _named(node, groups)})
    index = {node: number for number, node in enumerate(nodes)}
    rows: list[tuple[str, list[int], Group]] = []
    starts = [0]
    for node in nodes:
        own = [(g.material, sorted({index[s] for s in g.suppliers}), g) for g in read.get(node, ())]
        rows += sorted(own, key=_order) if len(own) > 1 else own
        starts.append(len(rows))
    return _arrays(nodes, index, rows, np.array(starts, np.int32))


def _read(node: Node, groups: Iterable[Any]) -> list[Group]:
    if isinstance(groups, str | bytes | Mapping | Group) or not isinstance(groups, Iterable):
        raise AnalysisError(f"{node!r}: its groups are {groups!r}", "a list of groups, also where there is one")
    return [read_group(node, given) for given in groups]


def _named(node: Node, groups: list[Group]) -> Iterable[Node]:
    yield node
    for group in groups:
        try:
            hash(group.suppliers)
        except TypeError:
            given = f"{list(group.suppliers)!r}"
            raise AnalysisError(f"{node!r}: suppliers of its group {group.material!r} are no nodes: {given}") from None
        yield from group.suppliers


def _in_order(nodes: Iterable[Node]) -> list[Node]:
    given: list[Any] = list(nodes)
    if len({type(node) for node in given}) == 1 and isinstance(given[0], str | int):
        return sorted(given)
    return sorted(given, key=lambda node: (type(node).__qualname__, repr(node)))


def _order(row: tuple[str, list[int], Group]) -> tuple[Any, ...]:
    material, suppliers, group = row
    rest = (repr(group.essential), repr(group.complete), group.stock_days, group.name, group.claims)
    return material, suppliers, rest


def _arrays(
    nodes: list[Node], index: dict[Node, int], rows: list[tuple[str, list[int], Group]], starts: Ints
) -> CompiledInputs:
    groups = [row[2] for row in rows]
    sizes = np.fromiter((len(row[1]) for row in rows), np.int32, len(rows))
    group_starts = _starts(sizes)
    suppliers = np.fromiter(chain.from_iterable(row[1] for row in rows), np.int32, int(group_starts[-1]))
    order = np.argsort(suppliers, kind="stable")
    return CompiledInputs(
        nodes=_objects(nodes),
        index=index,
        owner=np.repeat(np.arange(len(nodes), dtype=np.int32), np.diff(starts)),
        material=_objects([row[0] for row in rows]),
        essential=np.array([_known(g.essential) for g in groups], np.int8),
        complete=np.array([_known(g.complete) for g in groups], np.int8),
        stock=np.array([g.stock_days for g in groups], np.float64),
        starts=starts,
        group_starts=group_starts,
        suppliers=suppliers,
        use_starts=_starts(np.bincount(suppliers, minlength=len(nodes))),
        uses=np.repeat(np.arange(len(rows), dtype=np.int32), sizes)[order],
        sizes=sizes,
        names={number: g.name for number, g in enumerate(groups) if g.name},
        claims={number: g.claims for number, g in enumerate(groups) if g.claims},
    )


def _starts(sizes: NDArray[Any]) -> Ints:
    out = np.zeros(len(sizes) + 1, np.int32)
    np.cumsum(sizes, out=out[1:])
    return out


def _objects(values: list[Any]) -> NDArray[np.object_]:
    # Not np.array: it would make a table of nodes that are tuples.
    return np.fromiter(values, object, len(values))


def _known(answer: bool | None) -> int:
    return UNKNOWN if answer is None else int(answer)
