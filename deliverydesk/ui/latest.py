"""Work in a thread for who shows one thing at a time: only what was asked for last is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from deliverydesk.ui.tasks import Task

Result = TypeVar("Result")


class Latest:
    """Runs work in a thread. What comes of it is passed over once something else was asked for."""

    def __init__(self) -> None:
        self._task: Task | None = None

    @property
    def busy(self) -> bool:
        """Whether what was asked for last is still to come."""
        return self._task is not None

    def forget(self) -> None:
        """Tell nothing more."""
        self._task = None

    def run(
        self, work: Callable[[], Result], done: Callable[[Result], object], failed: Callable[[str], object]
    ) -> None:
        """Do the work, then tell its result, or the sentence of what went wrong."""
        from deliverydesk.ui.tasks import Task

        task = Task(lambda _progress: work())
        self._task = task

        def ended(outcome: tuple[str, Any]) -> None:
            task.deleteLater()
            if self._task is not task:
                return
            self._task = None
            how, value = outcome
            if how == "done":
                done(cast("Result", value))
            elif how == "failed":
                failed(str(value))

        task.ended.connect(ended, Qt.ConnectionType.QueuedConnection)
        task.start()
