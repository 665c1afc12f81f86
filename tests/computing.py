"""How much a piece of code computes, whatever else the machine or earlier tests are at."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def computed_within(seconds: float) -> Iterator[None]:
    """Fail if the block takes more time of the processor; older objects are left alone."""
    gc.freeze()
    started = time.process_time()
    try:
        yield
        taken = time.process_time() - started
    finally:
        gc.unfreeze()
    assert taken < seconds
