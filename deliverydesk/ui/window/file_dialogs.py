"""Asking for files and names: which endings there are, the system's dialogs, and short questions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from deliverydesk.support import paths
from deliverydesk.support.language import tr
from deliverydesk.ui.window import state

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

ENDING = ".ddesk"
TABLE_ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
"""What the importers read, said again so that the window need not load them before it is painted."""
_PORTFOLIOS = tr("DeliveryDesk portfolios ({endings})", endings="*" + ENDING)


def documents() -> Path:
    """The folder to begin with: that of the file opened last, else where documents are."""
    for path in state.recent_files():
        if path.parent != samples():
            return path.parent
    folder = Path.home() / "Documents"
    return folder if folder.is_dir() else Path.home()


def samples() -> Path:
    """The folder of the copies of the sample, which is no place for a portfolio of one's own."""
    return paths.data_dir() / "samples"


def free_name(path: Path) -> Path:
    """The path itself, or the first one with a number behind its name that no file has yet."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} {number}{path.suffix}")
    return free


def ask_portfolio(parent: QWidget | None) -> Path | None:
    """Ask for a portfolio to open."""
    return _ask_open(parent, tr("Open a portfolio"), _PORTFOLIOS)


def ask_table(parent: QWidget | None) -> Path | None:
    """Ask for a table to bring in."""
    endings = " ".join(f"*{ending}" for ending in TABLE_ENDINGS)
    return _ask_open(parent, tr("Choose a table"), tr("Tables ({endings})", endings=endings))


def _ask_open(parent: QWidget | None, title: str, wanted: str) -> Path | None:
    from PySide6.QtWidgets import QFileDialog

    name, _ = QFileDialog.getOpenFileName(parent, title, str(documents()), wanted)
    return Path(name) if name else None


def ask_save(parent: QWidget | None, title: str, suggestion: Path) -> Path | None:
    """Ask where to write a portfolio; the ending is put on where it was left out."""
    from PySide6.QtWidgets import QFileDialog

    name, _ = QFileDialog.getSaveFileName(parent, title, str(suggestion), _PORTFOLIOS)
    if not name:
        return None
    path = Path(name)
    # Not with_suffix: a name such as “Plan v2.1” would lose its end.
    return path if path.suffix.casefold() == ENDING else path.with_name(path.name + ENDING)


def ask_name(parent: QWidget, title: str, words: str, begin: str, button: str = "") -> str | None:
    """Ask for a name in a small dialog; None where it was left."""
    from PySide6.QtWidgets import QInputDialog, QLineEdit

    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(words)
    dialog.setTextEchoMode(QLineEdit.EchoMode.Normal)
    dialog.setTextValue(begin)
    if button:
        dialog.setOkButtonText(button)
    accepted = dialog.exec() == QInputDialog.DialogCode.Accepted
    name = dialog.textValue()
    dialog.deleteLater()
    return name if accepted else None


def choose(parent: QWidget | None, title: str, words: str, ways: list[str]) -> str | None:
    """One of the ways on, or None for Cancel."""
    from PySide6.QtWidgets import QMessageBox

    from deliverydesk.ui.messages import message_box

    box = message_box(parent, title, words, QMessageBox.StandardButton.Cancel)
    buttons = {box.addButton(way, QMessageBox.ButtonRole.AcceptRole): way for way in ways}
    box.exec()
    chosen = next((way for button, way in buttons.items() if button is box.clickedButton()), None)
    box.deleteLater()
    return chosen


def dropped(data: QMimeData) -> list[Path]:
    """The local files of a drop that can be opened or imported."""
    if not data.hasUrls():
        return []
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.casefold() in (ENDING, *TABLE_ENDINGS)]
