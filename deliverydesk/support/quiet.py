"""Keeping a library from writing to the output of the process past Python, as compiled solvers do."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OUTPUT = 1
_lock = threading.Lock()
_inside = 0
_kept = -1


@contextmanager
def quiet_output() -> Iterator[None]:
    """Nothing reaches the output of the process meanwhile. Several threads may be within; the last opens it again."""
    _enter()
    try:
        yield
    finally:
        _leave()


def _enter() -> None:
    global _inside, _kept
    with _lock:
        _inside += 1
        if _inside > 1:
            return
        with suppress(OSError, ValueError, AttributeError):  # a windowed program may have no output at all
            sys.stdout.flush()
            _kept = os.dup(_OUTPUT)
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, _OUTPUT)
            os.close(nowhere)


def _leave() -> None:
    global _inside, _kept
    with _lock:
        _inside -= 1
        if _inside == 0 and _kept >= 0:
            os.dup2(_kept, _OUTPUT)
            os.close(_kept)
            _kept = -1
