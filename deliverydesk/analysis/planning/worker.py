"""A search in a process of its own: what stands best so far comes back while it goes on, and can be kept at any time.

A search in Python in a thread makes every frame of a window late; in a spawned process it does not. The process ends
with the search, with `cancel`, and with the process that began it.
"""

from __future__ import annotations

import multiprocessing
from contextlib import suppress
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from multiprocessing.connection import Connection
    from types import TracebackType

Found = TypeVar("Found")
_AT_ONCE = 100
"""Answers taken in at once, so that a search which finds many keeps nobody waiting."""


class _Word(Enum):
    """What the process says beside what it found."""

    DONE = auto()
    FAILED = auto()


class Search(Generic[Found]):
    """An anytime search: a function of a module that yields better and better answers to a problem.

    The function, what it is given and what it yields have to be picklable. What it yields bears its own bound and
    gap. To be used as a context, or ended by `cancel`; from one thread.
    """

    def __init__(self, function: Callable[..., Iterable[Found]], *given: Any) -> None:
        """Begins at once; returns some milliseconds later, before the process does anything."""
        spawning = multiprocessing.get_context("spawn")
        self._hearing, telling = spawning.Pipe(duplex=False)
        self._process = spawning.Process(target=_run, args=(telling, function, given), daemon=True)
        self.best: Found | None = None
        """What was found last: the best so far."""
        self.running = True
        """Whether more may come."""
        try:
            self._process.start()
        except BaseException:
            self._hearing.close()
            raise
        finally:
            telling.close()

    def poll(self, seconds: float = 0.0) -> bool:
        """Take in what has come, waiting for so long at most; whether there was anything.

        Raises DeskError where the process came to grief; the best until then stays.
        """
        came = False
        for _ in range(_AT_ONCE):
            if not (self.running and self._hearing.poll(0.0 if came else seconds)):
                break
            came = True
            try:
                word, what = self._hearing.recv()
            except (EOFError, OSError):
                code = self._end()
                raise DeskError(
                    tr("The search ended by itself (code {code}). What it had found until then is kept.", code=code)
                ) from None
            if word is _Word.FAILED:
                self._end()
                raise DeskError(tr("The search failed: {error}. What it had found until then is kept.", error=what))
            if word is _Word.DONE:
                self._end()
            else:
                self.best = what
        return came

    def cancel(self) -> Found | None:
        """End the search; what it had found until then."""
        if self.running:
            with suppress(DeskError):
                self.poll()
        if self.running:
            self._process.terminate()
            self._end()
        return self.best

    def _end(self) -> int | None:
        self.running = False
        self._process.join(2.0)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        code = self._process.exitcode
        self._process.close()
        self._hearing.close()
        return code

    def __enter__(self) -> Search[Found]:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.cancel()


def _run(telling: Connection, function: Callable[..., Iterable[Any]], given: tuple[Any, ...]) -> None:
    """In the process: tell all that is found, then that this was all. A reader that is gone ends it."""
    with suppress(BrokenPipeError, KeyboardInterrupt):
        try:
            for found in function(*given):
                telling.send((None, found))
        except (BrokenPipeError, KeyboardInterrupt):
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the process that began it says so
            telling.send((_Word.FAILED, f"{type(error).__name__}: {error}"[:200]))
        else:
            telling.send((_Word.DONE, None))
