"""Python's cyclic garbage collector, left out while tables are read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """No collecting of cycles within the block; afterwards as it was before.

    Reading makes millions of things that all stay and hold no cycles. The collector would walk over them again and
    again: a quarter of the time. What was made is counted among what is old, so that it is not walked over at once.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()  # into the oldest generation
            gc.enable()
