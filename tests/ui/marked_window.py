"""A window whose every translated text is marked, for `test_texts`: run alone, it prints the texts without a mark.

The catalogue is put in place before any module with texts is imported, which is why this is a program of its own.
"""

import getpass
import gettext
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from enum import Enum
from pathlib import Path

from deliverydesk.support import language

OPEN, CLOSE = "⟦⟧"


class Marking(gettext.NullTranslations):
    """Every text in brackets; what a person can type is left as it is."""

    def gettext(self, message: str) -> str:
        return f"{OPEN}{message}{CLOSE}"

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


language._catalogue = Marking()  # noqa: SLF001 - as it is before any other module asks

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QEvent, QModelIndex, Qt, QThreadPool  # noqa: E402
from PySide6.QtGui import QAction, QTextDocument  # noqa: E402
from PySide6.QtWidgets import (  # noqa: E402
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QSpinBox,
    QTabBar,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid  # noqa: E402

from deliverydesk.document.document import Document  # noqa: E402
from deliverydesk.domain.entities import ENTITY_TYPES, Deliverable, Entity, Milestone, Outcome  # noqa: E402
from deliverydesk.domain.portfolio import Portfolio  # noqa: E402
from deliverydesk.importers.sample import sample_portfolio  # noqa: E402
from deliverydesk.ui.theme import apply_theme  # noqa: E402
from deliverydesk.ui.widgets.overlay import Overlay  # noqa: E402
from deliverydesk.ui.window.file_dialogs import samples  # noqa: E402
from deliverydesk.ui.window.files import Files  # noqa: E402
from deliverydesk.ui.window.main_window import MainWindow  # noqa: E402

TODAY = date(2026, 8, 19)
NEVER = {"window.close", "window.present", "window.pack", "window.print"}
"""Not triggered: closing ends it all, and the rest is looked at apart or is Qt's own."""
ALIKE = {
    *("DeliveryDesk", "RICE", "ICE", "WSJF", "CD3", "English", "Deutsch"),
    *("Excel", "PowerPoint", "CSV", "PNG", "SVG", "PDF", "KB", "MB"),
}
"""What is called so in every language: the program, models of scoring, languages by their own names, programs, kinds
and sizes of files.
"""
_KEYS = re.compile(
    r"\b(?:(?:Ctrl|Alt|Shift|Meta)[+ ])+\S+|\b(?:Ins|Del|Home|End|Return|Space|Backspace|Esc|Tab|PgUp|PgDown)\b"
)
"""Shortcuts, which Qt writes."""
_LETTER = re.compile(r"[^\W\d_]{2,}")
_TABLE = "Summary;Owner;Due;Effort\nClaim letters in plain words;R. Haas;30/10/2026;12\n;T. Baptiste;soon;about ten\n"
_TYPED = ("Claims letters", "plain")
_FILE = "backlog.csv"
_ROWS = 12
"""So many rows of a list are looked at."""


_QTS = (QCalendarWidget, QFileDialog, QDialogButtonBox)
_QTS_NAMES = ("qt_", "ScrollLeftButton", "ScrollRightButton")


class Report:
    """Texts without a mark, each with the first place where it was found."""

    def __init__(self, data: set[str]) -> None:
        longest_first = sorted((re.escape(words) for words in data if _LETTER.search(words)), key=len, reverse=True)
        self._own = re.compile(r"(?<!\w)(?:" + "|".join(longest_first) + r")(?!\w)")
        self._starts = tuple(data)
        self.found: dict[str, str] = {}
        self.looked = 0

    def look(self, words: str, place: str) -> None:
        """Note a text, unless it is marked or the portfolio's own."""
        self.looked += 1
        rest = _KEYS.sub("", self._own.sub("", without_marks(re.sub(r"<[^>]*>", "", words))))
        if _LETTER.search(rest) and not self._cut(rest):
            self.found.setdefault(" ".join(words.split())[:120], place)

    def _cut(self, words: str) -> bool:
        """Whether it is a name that was cut short."""
        begun, ellipsis, _ = words.strip().partition("…")
        return bool(ellipsis) and any(own.startswith(begun.strip()) for own in self._starts)


def without_marks(words: str) -> str:
    """What stands outside the brackets."""
    kept, depth = [], 0
    for letter in words:
        depth += (letter == OPEN) - (letter == CLOSE)
        if depth <= 0 and letter != CLOSE:
            kept.append(letter)
    return "".join(kept)


def own_words(portfolio: Portfolio) -> set[str]:
    """All texts that a portfolio holds."""
    found: set[str] = set()
    for entity_type in ENTITY_TYPES.values():
        for entity in portfolio.table(entity_type):
            found |= set(_strings(entity))
    return found


def _strings(entity: Entity) -> Iterator[str]:
    for name in entity.__slots__:
        value = getattr(entity, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, str) and not isinstance(each, Enum) and each.strip():
                yield " ".join(each.split())


def texts_of(root: QWidget) -> Iterator[tuple[str, str]]:
    """Every text of a widget and of all below it, each with where it was found."""
    for widget in [root, *root.findChildren(QWidget)]:
        if isValid(widget) and not _is_qts(widget):
            place = f"{type(widget).__name__} {widget.objectName()}".strip()
            for words in _of_widget(widget):
                yield words, place
    for action in root.findChildren(QAction):
        # pyqtgraph makes a menu that the charts never show.
        if type(action.parent()).__module__.startswith("pyqtgraph"):
            continue
        if isValid(action) and not _is_qts(action.parent()) and not action.isSeparator():
            place = f"QAction {action.objectName()}".strip()
            yield from ((words, place) for words in (action.text(), action.toolTip(), action.statusTip()))


def _is_qts(widget: object) -> bool:
    """Whether Qt makes it and speaks of it in its own words."""
    while isinstance(widget, QWidget):
        if widget.objectName().startswith(_QTS_NAMES) or isinstance(widget, _QTS):
            return True
        widget = widget.parent()
    return False


def _of_widget(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.whatsThis())
    if widget.isWindow():
        yield widget.windowTitle()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, (QLabel, QAbstractButton)):
        yield widget.text()
    elif isinstance(widget, (QPlainTextEdit, QTextEdit)):
        yield widget.placeholderText()
        document: QTextDocument = widget.document()
        yield document.toPlainText() if widget.isReadOnly() else ""
    elif isinstance(widget, (QMenu, QGroupBox)):
        yield widget.title()
    elif isinstance(widget, QSpinBox):
        yield from (widget.prefix(), widget.suffix(), widget.specialValueText())
    elif isinstance(widget, QTabBar):
        for tab in range(widget.count()):
            yield from (widget.tabText(tab), widget.tabToolTip(tab))
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _of_model(widget.model())


def _of_model(model: QAbstractItemModel) -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex()))
    rows = range(min(model.rowCount(QModelIndex()), _ROWS))
    for role in roles:
        found = [model.headerData(column, Qt.Orientation.Horizontal, role) for column in columns]
        found += [model.headerData(row, Qt.Orientation.Vertical, role) for row in rows]
        found += [model.index(row, column).data(role) for row in rows for column in columns]
        yield from (each for each in found if isinstance(each, str) and not isinstance(each, Enum))


class Walk:
    """Opens what there is to be opened, and looks at it."""

    def __init__(self, folder: Path) -> None:
        app = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(app, QApplication)
        app.setProperty("deliverydesk.still", True)
        self.app, self.folder = app, folder
        self.files = Files(apply_theme(app, "light"))
        portfolio = sample_portfolio(TODAY)
        path = folder / "Larkfield.ddesk"
        Document.create(path, portfolio).close()
        table = {cell for line in _TABLE.splitlines() for cell in line.split(";")}
        own = (
            own_words(portfolio)
            | table
            | ALIKE
            | {*_TYPED, _FILE, str(folder), path.name, path.stem, getpass.getuser()}
            | {str(samples()), *(f"{portfolio.settings.name}{copy}.ddesk" for copy in ("", " 2", " 3"))}
        )
        self.report = Report(own | {word for word in folder.parts if word != "/"})
        assert self.files.open_path(None, path)
        (self.window,) = [each for each in app.topLevelWidgets() if isinstance(each, MainWindow)]

    def look(self, root: QWidget) -> None:
        """Look at a widget and all that is in it."""
        for words, place in texts_of(root):
            self.report.look(words, place)

    def wait(self) -> None:
        """Until all that was begun has ended."""
        for _ in range(2_000):
            self.app.processEvents()
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            if self.window.desk.scores is not None and not QThreadPool.globalInstance().activeThreadCount():
                break
            QThreadPool.globalInstance().waitForDone(20)
        self.app.processEvents()

    def panes(self) -> None:
        """Every pane, with each kind of thing selected."""
        for dock in self.window.docks.values():
            dock.build()
            dock.show()
        portfolio = self.window.desk.portfolio
        ranked = tuple(portfolio.ranking)
        for entity_type, ids in (
            (None, ()),
            (Deliverable, ranked[:1]),
            (Deliverable, ranked[:3]),
            (Outcome, tuple(portfolio.outcomes.ids)[:1]),
            (Milestone, tuple(portfolio.milestones.ids)[:1]),
        ):
            self.window.desk.select(entity_type, ids)
            self.wait()
            self.look(self.window)

    def actions(self) -> None:
        """Each action, and the sheet or the message that it opens."""
        ranked = tuple(self.window.desk.portfolio.ranking)
        for selected in (ranked[:1], ranked[1:4]):
            for name in sorted({each.objectName() for each in self._actions()} - NEVER - {""}):
                self.window.desk.select(Deliverable, selected)
                for action in self._actions():
                    if action.objectName() == name and action.isEnabled():
                        self._trigger(action)
                        break

    def _actions(self) -> list[QAction]:
        for menu in self.window.findChildren(QMenu):
            menu.aboutToShow.emit()
        return [each for each in self.window.findChildren(QAction) if isValid(each)]

    def _trigger(self, action: QAction) -> None:
        action.trigger()
        self.wait()
        self.look_over()
        for pane in ("backlog", "roadmap"):
            self.window.docks[pane].show()

    def look_over(self) -> None:
        """Look at the sheets that lie over the window, and at the toast, and close them."""
        self.look(self.window.toast)
        self.look(self.window.status)
        for overlay in reversed(self.window.findChildren(Overlay)):
            if isValid(overlay) and overlay.isVisible():
                self.look(overlay)
                overlay.dismiss()
        self.wait()

    def palette(self) -> None:
        """The palette with what it offers for several beginnings, and quick add."""
        for words in ("", ">", "#", "@", "rank 3", "target 6 nov", "a", "no such thing", "settings"):
            palette = self.window.finder.open(words)
            while not palette.idle:
                self.app.processEvents()
            self.look(palette)
            palette.dismiss()
            self.wait()
        self.window.finder.add(f"{_TYPED[0]} #{_TYPED[1]} @Haas ~3-8 >2027-Q1 !ready")
        self.look_over()

    def apart(self) -> None:
        """What no action opens by itself."""
        from deliverydesk.ui.dialogs.pack import open_pack
        from deliverydesk.ui.dialogs.settings import open_settings
        from deliverydesk.ui.window.present import Presenter
        from deliverydesk.ui.window.start import StartWindow

        open_pack(self.window, self.window.desk)
        self.wait()
        self.look_over()
        for page in ("portfolio", "products", "teams", "criteria"):
            open_settings(self.window, self.window.desk, page)
            self.wait()
            self.look_over()
        table = self.folder / _FILE
        table.write_text(_TABLE, encoding="utf-8")
        self.files.import_table(self.window, table)
        self.wait()
        self.look_over()
        start = StartWindow(self.files)
        for card in start.cards.values():
            card.setChecked(True)
        for field in start.fields.values():
            field.setText("61 to 72 % by Dec")
        start.fields["measure"].textEdited.emit("61 to 72 % by Dec")
        self.look(start)
        start.deleteLater()
        presenter = Presenter(self.window.desk, lambda name: self.window.docks[name].another(), self.window)
        self.look(presenter)
        presenter.leave()


def _answer_nothing(walk: list[Walk]) -> None:
    """Dialogs that would wait for an answer are looked at and closed."""

    def execute(dialog: QDialog) -> int:
        for each in walk:
            each.look(dialog)
        return 0

    QDialog.exec = execute  # type: ignore[method-assign, assignment]
    QMessageBox.exec = execute  # type: ignore[method-assign, assignment]
    QMenu.exec = lambda *_given: None  # type: ignore[method-assign, assignment]
    for name in ("getOpenFileName", "getSaveFileName"):
        setattr(QFileDialog, name, lambda *_given, **_named: ("", ""))
    QFileDialog.getExistingDirectory = lambda *_given, **_named: ""  # type: ignore[method-assign, assignment]


def main() -> None:
    """Walk, and print as JSON how many texts were looked at, and where each without a mark was found."""
    os.environ["DELIVERYDESK_TODAY"] = TODAY.isoformat()
    walks: list[Walk] = []
    failed: list[BaseException] = []
    # What goes wrong in a slot of Qt's would else be printed and passed over, and a sheet not be looked at.
    sys.excepthook = lambda _kind, error, _trace: failed.append(error)
    _answer_nothing(walks)
    with tempfile.TemporaryDirectory() as folder:
        walk = Walk(Path(folder))
        walks.append(walk)
        walk.wait()
        walk.panes()
        walk.actions()
        walk.palette()
        walk.apart()
        walk.window.close()
        walk.wait()
    sys.excepthook = sys.__excepthook__
    if failed:
        raise failed[0]
    print(json.dumps({"looked": walk.report.looked, "unmarked": walk.report.found}, ensure_ascii=False))  # noqa: T201


if __name__ == "__main__":
    main()
