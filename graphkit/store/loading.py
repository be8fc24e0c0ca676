"""Makes a store equal to the facts, or to what a plan says: the difference by hashes, applied in idempotent batches.

The mark remembers, as digests, what the graph of the last load was made of and what it left: where both are still so,
nothing needs to be built.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from graphkit.errors import StoreError
from graphkit.facts.claim import Facts
from graphkit.store.applying import BATCH, Progress, apply, batch_size, begin
from graphkit.store.comparing import Work, compare
from graphkit.store.driver import Collision
from graphkit.store.mark import Mark
from graphkit.store.store import Store

__all__ = ["BATCH", "LoadReport", "Work", "load", "prepare", "prepare_prune", "prune", "write"]

#: Collisions with another program in a row, without the rest growing smaller, after which a load gives up.
PATIENCE = 8


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did: counts per type of what was added, changed, edited by hand and mended, removed; empty if nothing
    was to do."""

    loaders: tuple[str, ...]
    kept: tuple[str, ...]
    counts: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def changed(self) -> bool:
        """True if something was written."""
        return bool(self.counts)

    def total(self, verb: str) -> int:
        """Sum over all types of `added`, `changed`, `edited` or `removed`."""
        return sum(count[verb] for count in self.counts.values())


def load(
    store: Store, facts: Facts, loaders: Iterable[str], progress: Progress | None = None, verify: bool = False
) -> LoadReport:
    """Makes the store equal to `facts` of `loaders` together with what other loaders own in the store.

    Parameters
    ----------
    facts
        Claims and sources of the loaders read in this run.
    loaders
        Their names: what the store has of them and `facts` has not goes; a loader not named loses nothing.
    progress
        Called with (what, rows done, rows in all).
    verify
        Compare properties and not only hashes, and mend what was changed by hand.

    Raises
    ------
    StoreError
        Before the first write if the store is another project's, holds nodes with our labels that are not ours, if
        something foreign hangs on a node that would have to go, or a claim cites a source that nobody has. Later if the
        store goes away, or another program does not stop writing: then the next run does the rest.
    """
    return write(store, prepare(store, facts, loaders, verify), progress)


def prune(store: Store, loader: str, progress: Progress | None = None) -> LoadReport:
    """Removes what the loader alone owns (`StoreError` if it owns nothing here)."""
    return write(store, prepare_prune(store, loader), progress)


def prepare(store: Store, facts: Facts, loaders: Iterable[str], verify: bool = False) -> Work:
    """What `load` would do; nothing is written. Parameters and errors are those of `compare`."""
    batch_size()  # a wrong setting is told before anything is read
    return compare(store, store.model, facts, loaders, verify)


def prepare_prune(store: Store, loader: str) -> Work:
    """What `prune` would do; nothing is written.

    Raises
    ------
    StoreError
        If the loader owns nothing here.
    """
    if not store.marked() or loader not in store.loaders():
        known = ", ".join(store.loaders()) or "none"
        raise StoreError(f"the store holds nothing of a loader {loader!r}", f"it holds: {known}")
    return prepare(store, Facts((), {}, decisions=store.decisions()), (loader,))


def write(store: Store, work: Work, progress: Progress | None = None, most: int | None = None) -> LoadReport:
    """Does the work: writes the difference, and records it.

    `most` limits the elements that may be removed should another program write meanwhile and the rest be compared anew.

    Raises
    ------
    StoreError
        As `load` does.
    """
    mark, change, counts = work.mark, work.change, work.change.counts()
    best, stalled = change.size(), 0
    while change:
        try:
            new = replace(mark or Mark(), recipe=work.recipe, content=work.content)
            mark = begin(store, mark, new, change, work.names, counts)
            apply(store, mark, change, progress or (lambda what, done, total: None))
            if store.end_load(str(mark.writer), _now()):
                return LoadReport(work.names, work.kept, counts)
            raise Collision(f"{store.target}: another load has begun", "let one end before the next")
        except Collision:
            # Someone wrote in between, or a commit that was retried had come through: what is left is a smaller diff.
            if stalled >= PATIENCE:
                raise
            time.sleep(random.uniform(0.1, 0.4) * (1 + stalled))
            mark, found = work.again()
            change = found.change
            if most is not None and change.gone() > most:
                raise
            left = change.size()
            best, stalled = min(best, left), stalled + 1 if left >= best else 0
    if mark is None:
        store.begin_load(None, Mark(recipe=work.recipe, content=work.content), work.names, (0, 0, 0))
    elif mark.writer:  # a load was cut off when all was done but to say so
        store.end_load(mark.writer, _now())
    return LoadReport(work.names, work.kept, counts)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
