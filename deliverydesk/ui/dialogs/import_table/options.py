"""How the file was read, each choice in a box of its own: encoding, delimiter, sheet, header row, decimal sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from deliverydesk.importers.delimited import DELIMITERS
from deliverydesk.importers.encoding import ENCODINGS
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import fonts, text

if TYPE_CHECKING:
    from deliverydesk.importers import ReadOptions
    from deliverydesk.ui.dialogs.import_table.reading import Reading

_DELIMITER_WORDS = {
    ",": tr("Comma"),
    ";": tr("Semicolon"),
    "\t": trc("sign", "Tab"),
    "|": trc("sign", "Bar"),
}
_STYLES = (("point", tr("Point, 1,234.5")), ("comma", tr("Comma, 1.234,5")))
_HEADER_ROWS = 40
_LABEL = "deliverydesk.label"
"""The property of a box that holds its label, to be shown and hidden with it."""


class OptionsBar(QWidget):
    """A row of choices; those that do not apply to the file are not shown."""

    read_chosen = Signal(object)
    """ReadOptions: the file is to be read anew with them."""
    style_chosen = Signal(object)
    """point or comma: the decimal sign of all numbers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._used: ReadOptions | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.encoding = self._box(tr("Encoding"), row)
        self.delimiter = self._box(tr("Delimiter"), row)
        self.sheet = self._box(trc("of a workbook", "Sheet"), row)
        self.header = self._box(tr("Header"), row)
        self.style_box = self._box(tr("Decimal sign"), row)
        self.unwrap = QCheckBox(tr("Rows are quoted as a whole"), self)
        row.addWidget(self.unwrap)
        row.addStretch(1)
        self.encoding.activated.connect(lambda _: self._read(encoding=self.encoding.currentData()))
        self.delimiter.activated.connect(lambda _: self._read(delimiter=self.delimiter.currentData()))
        self.sheet.activated.connect(lambda _: self._read(sheet=self.sheet.currentData(), header_row=None))
        self.header.activated.connect(lambda _: self._read(header_row=self.header.currentData()))
        self.style_box.activated.connect(lambda _: self.style_chosen.emit(self.style_box.currentData()))
        self.unwrap.clicked.connect(lambda: self._read(unwrap=self.unwrap.isChecked(), delimiter=None, header_row=None))

    def _box(self, words: str, row: QHBoxLayout) -> QComboBox:
        label = text.label(words, fonts.DETAIL, 400, "text2", parent=self)
        box = QComboBox(self)
        box.setFont(fonts.font())
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setMaxVisibleItems(20)
        text.name(box, words)
        label.setBuddy(box)
        box.setProperty(_LABEL, label)
        row.addWidget(label)
        row.addWidget(box)
        row.addSpacing(8)
        return box

    def show_reading(self, reading: Reading) -> None:
        """Show how this table was read."""
        table = reading.table
        self._used = table.options
        source = table.source
        is_text = source.kind == "text"
        own = [(source.encoding, source.encoding)] if source.encoding not in dict(ENCODINGS) else []
        self._fill(self.encoding, [*ENCODINGS, *own] if is_text else [], source.encoding)
        signs = list(dict.fromkeys([*DELIMITERS, source.delimiter] if is_text else []))
        self._fill(self.delimiter, [(sign, _DELIMITER_WORDS.get(sign, sign)) for sign in signs], source.delimiter)
        sheets = [
            (each.name, tr("{name} (hidden)", name=each.name) if each.hidden else each.name) for each in source.sheets
        ]
        self._fill(self.sheet, sheets if len(sheets) > 1 else [], source.sheet)
        header = table.options.header_row or 0
        rows = sorted({*range(1, _HEADER_ROWS + 1), header} - {0})
        self._fill(
            self.header,
            [(0, trc("header", "None")), *((number, tr("Row {number}", number=number)) for number in rows)],
            header,
        )
        styles = {column.number_style for column in reading.plan.columns if column.field and column.number_style}
        style = "comma" if styles == {"comma"} else "point"
        self._fill(self.style_box, [*_STYLES], style)
        self.unwrap.setVisible(bool(table.options.unwrap))
        self.unwrap.setChecked(bool(table.options.unwrap))

    @staticmethod
    def _fill(box: QComboBox, choices: Sequence[tuple[Any, str]], chosen: Any) -> None:
        box.clear()
        for key, words in choices:
            box.addItem(text.one_line(words, 40), key)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.setVisible(bool(choices))
        label = box.property(_LABEL)
        label.setVisible(bool(choices))

    def _read(self, **changes: Any) -> None:
        if self._used is not None:
            self.read_chosen.emit(replace(self._used, **changes))
