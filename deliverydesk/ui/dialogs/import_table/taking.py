"""Carrying an import out: a backup, the commit in a thread, the news in the window's, and the report."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from deliverydesk.domain.wording import figure
from deliverydesk.support.clock import now
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.ui.tasks import run_task

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.document.document import Document, Prepared
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.dialogs.import_table.reading import Reading
    from deliverydesk.ui.window.main_window import MainWindow

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Committed:
    prepared: Prepared
    seq: int
    report: Path | None


def take(
    window: MainWindow,
    desk: Desk,
    reading: Reading,
    on_done: Callable[[], object],
    on_stop: Callable[[], object],
) -> None:
    """Import what the reading's preview holds as one step that can be undone. ``on_done`` is called once it is shown,
    ``on_stop`` where it failed or was cancelled and nothing has changed.
    """
    preview, document = reading.preview, desk.document
    if preview is None:
        return

    def work(progress: Progress) -> _Committed:
        _back_up(document, progress)
        prepared = document.prepare(preview.change_set)
        seq = document.commit(prepared, progress)
        return _Committed(prepared, seq, _remember(reading))

    def done(committed: _Committed) -> None:
        document.publish(committed.prepared, committed.seq)
        on_done()
        label = preview.change_set.label
        words = label[:1].upper() + label[1:]
        if preview.left_out:
            words = tr("{done}, {left_out} not taken", done=words, left_out=figure(preview.left_out))
        window.toast.say(words, desk.undo)
        if committed.report is not None and (preview.problems or preview.left_out):
            from deliverydesk.ui.dialogs.import_table.reports import ReportSheet

            ReportSheet(window, committed.report).open()

    def failed(error: BaseException) -> None:
        on_stop()
        desk.refused.emit(str(error))

    run_task(window, tr("Importing {name}", name=reading.path.name), work, done, failed, on_stop)


def _back_up(document: Document, progress: Progress) -> None:
    from deliverydesk.document.memory import MemoryDocument
    from deliverydesk.storage import backups

    if not isinstance(document, MemoryDocument):
        backups.take(document.store, "before an import", progress)


def _remember(reading: Reading) -> Path | None:
    """Keep the plan and the report. The import is done by now: a full disk only costs these two."""
    from deliverydesk import importers

    if reading.preview is None:
        return None
    try:
        importers.remember(reading.table, reading.plan)
        return importers.keep_report(reading.preview.report, now().isoformat(timespec="seconds"))
    except (DeskError, OSError):
        _LOG.info("The report of an import was not kept", exc_info=True)
        return None
