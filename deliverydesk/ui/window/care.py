"""Looking after an open file in the background: the checks that opening left out, and backups every half hour."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from deliverydesk.support.language import tr
from deliverydesk.support.progress import Progress
from deliverydesk.ui import text
from deliverydesk.ui.tasks import Task

if TYPE_CHECKING:
    from deliverydesk.storage.store import Store
    from deliverydesk.ui.window.files import Files
    from deliverydesk.ui.window.main_window import MainWindow

_BACKUP_EVERY_MS = 30 * 60 * 1000


class Care(QObject):
    """Checks first, while the first edit waits for the verdict; then takes a backup, now and every half hour."""

    def __init__(self, window: MainWindow, files: Files) -> None:
        super().__init__(window)
        self._window = window
        self._files = files
        self._checked = threading.Event()
        document = window.desk.document
        for notice in document.notices:
            window.toast.say(notice)
        if document.read_only is None:
            document.wait_before_writing(self._checked.wait)
            self._run(document.store, first=True)
            timer = QTimer(self)
            timer.timeout.connect(lambda: self._run(document.store, first=False))
            timer.start(_BACKUP_EVERY_MS)

    def _run(self, store: Store, *, first: bool) -> None:
        checked, portfolio = self._checked, self._window.desk.document.actual

        def work(progress: Progress) -> list[str]:
            # The first write would otherwise import SQLAlchemy while a person waits.
            import deliverydesk.storage.writing  # noqa: F401
            from deliverydesk.storage import backups

            try:
                findings = store.verify_apart(progress) if first else []
                if findings:
                    store.stop_writing(_reason(findings))
            finally:
                checked.set()
            if first:
                portfolio.make_ready()
            if not findings:
                backups.take(store, "when the file was opened" if first else "every half hour")
            return findings

        task = Task(work)
        task.ended.connect(self._ended)
        task.start()

    def _ended(self, outcome: tuple[str, object]) -> None:
        how, value = outcome
        if how == "failed":
            self._window.toast.say(tr("No backup was made: {reason}", reason=value))
        elif how == "done" and isinstance(value, list) and value:
            reason = _reason(value)
            self._window.status.say_read_only(reason)
            text.message(self._window, tr("The file is damaged"), reason, details="\n".join(value[:8]))
            self._files.restore(self._window)


def _reason(findings: list[str]) -> str:
    return tr(
        "The file is not as it was saved: {finding} Nothing more is written to it. Restore a backup, or use "
        "“Save a copy” to keep what is shown.",
        finding=findings[0],
    )
