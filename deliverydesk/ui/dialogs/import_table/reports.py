"""The reports of imports: what came in and, line by line, what did not. Kept, so that they can be opened again."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QComboBox, QFrame, QListWidget, QWidget

from deliverydesk.domain.wording import counted, day_words, figure
from deliverydesk.importers.fields import SINGULAR
from deliverydesk.importers.report import new_words
from deliverydesk.support.language import tr, trc, trn
from deliverydesk.support.paths import data_dir
from deliverydesk.ui import fonts, text
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.empty import EmptyState
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_REPORTS = 60
_MOST_LINES = 5_000


def kept_reports() -> list[Path]:
    """The files of all reports, newest first."""
    try:
        found = [path for path in (data_dir() / "import-reports").iterdir() if path.suffix == ".json"]
    except OSError:
        return []
    return sorted(found, key=lambda path: path.name, reverse=True)


def read_report(path: Path) -> tuple[str, list[str]]:
    """A report's title and its lines, the counts first; a file that cannot be read says so."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        at = datetime.fromisoformat(kept["imported"])
        time = f"{at:%H:%M}"
        title = tr("{source}, {day}, {time}", source=kept["source"], day=day_words(at.date()), time=time)
        return title, _lines(kept)
    except (OSError, ValueError, KeyError, TypeError):
        return path.stem, [tr("This report cannot be read.")]


def _lines(kept: dict[str, Any]) -> list[str]:
    noun = SINGULAR.get(kept["what"], "row")
    lines = [
        tr(
            "{rows}: {added} added, {updated} updated, {unchanged} unchanged, {left_out} not taken.",
            rows=counted(kept["rows"], "row"),
            added=counted(kept["added"], noun),
            updated=figure(kept["updated"]),
            unchanged=figure(kept["unchanged"]),
            left_out=figure(kept["left_out"]),
        )
    ]
    lines += [new_words(table, names) for table, names in kept["created"].items()]
    if kept["columns_not_taken"]:
        columns = ", ".join(f"{name} ({figure(cells)})" for name, cells in kept["columns_not_taken"].items())
        lines.append(tr("Columns not taken, with their filled cells: {columns}.", columns=columns))
    lines += [*kept["problems"], *kept["notices"]]
    unlisted = kept["problem_count"] - len(kept["problems"])
    if unlisted > 0:
        lines.append(
            trn("{n} more problem is not listed.", "{n} more problems are not listed.", unlisted, n=figure(unlisted))
        )
    return [str(line) for line in lines]


class ReportSheet(Sheet):
    """Shows one report; the others are in the list at the top. Copy takes its lines to the clipboard."""

    def __init__(self, window: QWidget, shown: Path | None = None) -> None:
        super().__init__(window, tr("What was imported"), width=720, height=520)
        self.setObjectName("import_report")
        self._paths = kept_reports()[:_MOST_REPORTS]
        self.choice = QComboBox(self)
        self.choice.setFont(fonts.font())
        text.name(self.choice, tr("Which import"))
        for path in self._paths:
            self.choice.addItem(text.one_line(read_report(path)[0], 90), path)
        self.headline = text.label("", fonts.TITLE, 500, wrap=True)
        self.lines = _list(self)
        self.copy_button = Button(trc("button", "Copy"), self._copy, size="sheet")
        if self._paths:
            self.body.addWidget(self.choice)
            self.body.addWidget(self.headline)
            self.body.addWidget(self.lines, 1)
            self.choice.currentIndexChanged.connect(self._show)
            self.choice.setCurrentIndex(self._paths.index(shown) if shown in self._paths else 0)
            self._show()
            self.footer.addWidget(self.copy_button)
        else:
            self.body.addWidget(
                EmptyState(
                    "import", tr("No import yet"), tr("After an import this tells what was taken and what was not.")
                ),
                1,
            )
        self.close_button = PrimaryButton(tr("Close"), self.accept, size="sheet")
        self.footer.addWidget(self.close_button)

    def _show(self) -> None:
        headline, *lines = read_report(self._paths[max(0, self.choice.currentIndex())])[1]
        text.set_text(self.headline, headline)
        self._fill(lines)

    def _fill(self, lines: Sequence[str]) -> None:
        self.lines.clear()
        for line in lines[:_MOST_LINES]:
            self.lines.addItem(text.one_line(line, 600))
        self.copy_button.allow("" if lines else tr("There is nothing to copy."))

    def _copy(self) -> None:
        words = [self.headline.text(), *(self.lines.item(row).text() for row in range(self.lines.count()))]
        QApplication.clipboard().setText("\n".join(words))
        self.copy_button.set_words(tr("Copied"))

    def first_focus(self) -> QWidget | None:
        return self.close_button


def _list(parent: QWidget) -> QListWidget:
    made = QListWidget(parent)
    text.name(made, tr("What was not taken, and what else is to be known"))
    made.setWordWrap(True)
    made.viewport().setAutoFillBackground(False)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setFont(fonts.font(fonts.DETAIL))
    made.setSpacing(3)
    return made
