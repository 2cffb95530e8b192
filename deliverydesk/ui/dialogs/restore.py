"""Choosing one of a portfolio's backups and restoring it into a new file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from deliverydesk.charts.format import with_unit
from deliverydesk.domain.wording import counted, day_words
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from deliverydesk.storage.backups import Backup

_COLUMNS = (tr("When"), tr("Why it was made"), tr("History"), tr("Size"))
_REASONS = {
    "when the file was opened": tr("when the file was opened"),
    "when the file was closed": tr("when the file was closed"),
    "every half hour": tr("every half hour"),
    "before an import": tr("before an import"),
    "before edits from the command line": tr("before edits from the command line"),
}
"""By what is kept with a backup, which is the same in every language."""
_BROUGHT = "before it was brought to version "
_ENDING = ".ddesk"


def choose_backup(parent: QWidget | None, path: Path, portfolio_id: str | None = None) -> Path | None:
    """Let the person choose a backup of the file and restore it. Returns the new file, None where none was made.

    Without an id the file is asked for its own, and where it cannot tell, the backups of whatever lay at its path are
    shown. The file itself is never touched.
    """
    from deliverydesk.storage import backups

    known = portfolio_id or backups.id_of(path)
    found = backups.listed(known) if known is not None else []
    found += [backup for backup in backups.listed_for(path) if backup not in found]
    dialog = RestoreDialog(path, found, parent)
    try:
        dialog.exec()
        return dialog.restored
    finally:
        dialog.deleteLater()


class RestoreDialog(QDialog):
    """A plain table of backups, newest first. `restored` is the new file once there is one."""

    def __init__(self, path: Path, found: list[Backup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._backups = found
        self.restored: Path | None = None
        self.setObjectName("restore")
        self.setWindowTitle(tr("Restore a backup"))
        self.resize(720, 460)
        text.name(self, tr("Restore a backup"))
        self.table = self._table()
        self.empty = EmptyState(
            "history",
            tr("There is no backup of {name} yet", name=path.name),
            tr("DeliveryDesk makes one when a portfolio is opened or closed, before an import, and every half hour."),
        )
        self.restore_button = PrimaryButton(tr("Restore to a new file…"), self.restore, size="sheet")
        self.restore_button.setDefault(True)
        self.cancel_button = Button(tr("Cancel"), self.reject, size="sheet")
        self._lay_out()
        if found:
            self.table.selectRow(0)
            self.table.setFocus()
        else:
            self.restore_button.hide()
            self.cancel_button.set_words(tr("Close"))
            self.cancel_button.setFocus()

    def _lay_out(self) -> None:
        words = text.label(
            tr("A backup becomes a new file beside the one you have, which stays as it is."), role="text2", wrap=True
        )
        pages = QStackedWidget(self)
        pages.addWidget(self.table)
        pages.addWidget(self.empty)
        pages.setCurrentIndex(0 if self._backups else 1)
        words.setVisible(bool(self._backups))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.restore_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(words)
        column.addWidget(pages, 1)
        column.addLayout(foot)

    def _table(self) -> QTableWidget:
        table = QTableWidget(len(self._backups), len(_COLUMNS), self)
        table.setObjectName("restore.backups")
        text.name(table, tr("Backups, newest first"))
        table.setHorizontalHeaderLabels(list(_COLUMNS))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setFont(fonts.font(fonts.CELL, tabular=True))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(32)
        for row, backup in enumerate(self._backups):
            for column, words in enumerate(_cells(backup)):
                item = QTableWidgetItem(words)
                if column >= 2:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                table.setItem(row, column, item)
        for column, width in enumerate((170, 280, 110, 80)):
            table.setColumnWidth(column, width)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setHighlightSections(False)
        # Enter reaches the button, which is the default one.
        table.doubleClicked.connect(self.restore)
        return table

    @property
    def chosen(self) -> Backup | None:
        """The backup whose row is selected."""
        rows = self.table.selectionModel().selectedRows()
        return self._backups[rows[0].row()] if rows else None

    def restore(self) -> None:
        """Ask for the new file's name, restore the chosen backup into it, and close."""
        from deliverydesk.storage import backups

        backup = self.chosen
        target = self._ask_target(backup) if backup is not None else None
        if backup is None or target is None:
            return
        self.setCursor(Qt.CursorShape.WaitCursor)
        try:
            backups.restore(backup, target)
        except DeskError as error:
            self.unsetCursor()
            text.message(self, tr("This backup was not restored"), str(error))
            return
        self.unsetCursor()
        self.restored = target
        self.accept()

    def _ask_target(self, backup: Backup) -> Path | None:
        local = backup.at.astimezone()
        stem = self._path.stem.removesuffix(_ENDING)
        day, time, pattern = day_words(local.date()), f"{local:%H.%M}", f"*{_ENDING}"
        suggestion = self._path.with_name(tr("{name} (restored {day} {time})", name=stem, day=day, time=time) + _ENDING)
        name, _ = QFileDialog.getSaveFileName(
            self,
            tr("Restore to a new file"),
            str(suggestion),
            tr("DeliveryDesk portfolios ({endings})", endings=pattern),
        )
        if not name:
            return None
        target = Path(name)
        return target if target.suffix else target.with_suffix(_ENDING)


def _cells(backup: Backup) -> tuple[str, str, str, str]:
    local = backup.at.astimezone()
    reason, time = _reason(backup.reason), f"{local:%H:%M}"
    return (
        tr("{day}, {time}", day=day_words(local.date()), time=time),
        text.one_line(reason[:1].upper() + reason[1:]),
        counted(backup.entries, "edit"),
        _size(backup.size),
    )


def _reason(kept: str) -> str:
    if kept.startswith(_BROUGHT):
        return tr("before it was brought to version {version}", version=kept.removeprefix(_BROUGHT))
    return _REASONS.get(kept, kept)


def _size(size: int) -> str:
    if size >= 1_000_000:
        return with_unit(size / 1_000_000, "MB", 1)
    return with_unit(max(1, size // 1000), "KB")
