"""How a picture looks: its size, the scale of its pixels and its theme."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dialogs.export.writing import Manner
from deliverydesk.ui.widgets.segmented import Segmented

_PRESETS = ((1280, 720), (1920, 1080))
_SCALES = (("1", "1×"), ("2", "2×"), ("3", "3×"))
_THEMES = (("light", trc("theme", "Light")), ("dark", trc("theme", "Dark")))
_LEAST, _MOST = 120, 8000


class Looks(QWidget):
    """A row of choices for pictures; it empties where nothing of it applies."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.presets = QComboBox(self)
        self.presets.setFont(fonts.font())
        text.name(self.presets, tr("Size"))
        for wide, high in _PRESETS:
            self.presets.addItem(f"{wide} × {high}", (wide, high))
        self.presets.addItem(trc("size", "Custom"), None)
        self.wide, self.high = self._spin(tr("Width in pixels"), 1280), self._spin(tr("Height in pixels"), 720)
        self.scale = Segmented(_SCALES, trc("of a picture", "Scale"))
        self.scale.set_value("2")
        self.theme = Segmented(_THEMES, trc("colours", "Theme"))
        self.result = text.label("", fonts.DETAIL, 400, "text3", tabular=True)
        self._size_label = text.label(tr("Size"), fonts.DETAIL, 400, "text2")
        self._size_label.setFixedWidth(52)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        shown: tuple[QWidget, ...] = (self._size_label, self.presets, self.wide, self.high, self.scale, self.result)
        for each in shown:
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(self.theme)
        self.setMinimumHeight(28)
        self.presets.activated.connect(lambda _: self._change())
        self.wide.valueChanged.connect(lambda _: self._change())
        self.high.valueChanged.connect(lambda _: self._change())
        self.scale.chosen.connect(lambda _: self._change())
        self.theme.chosen.connect(lambda _: self._change())

    def _spin(self, name: str, value: int) -> QSpinBox:
        box = QSpinBox(self)
        box.setFont(fonts.font(tabular=True))
        box.setRange(_LEAST, _MOST)
        box.setValue(value)
        box.setKeyboardTracking(False)
        text.name(box, name)
        return box

    def _change(self) -> None:
        self.changed.emit()

    def size_chosen(self) -> tuple[int, int]:
        """Width and height in logical pixels."""
        found = self.presets.currentData()
        return (found[0], found[1]) if found else (self.wide.value(), self.high.value())

    def manner(self, ending: str) -> Manner:
        """The choices for a file of this ending; a scale for PNG and the clipboard alone."""
        return Manner(ending, self.size_chosen(), float(self.scale.value()), self.theme.value())

    def show_for(self, ending: str) -> None:
        """Show what applies to a file of this ending."""
        manner = self.manner(ending)
        custom = self.presets.currentData() is None
        for widget in (self._size_label, self.presets, self.theme):
            widget.setVisible(manner.is_picture)
        self.wide.setVisible(manner.is_picture and custom)
        self.high.setVisible(manner.is_picture and custom)
        self.scale.setVisible(ending == ".png")
        self.result.setVisible(ending == ".png")
        wide, high = (round(side * manner.scale) for side in manner.size)
        text.set_text(self.result, tr("{wide} × {high} pixels", wide=figure(wide), high=figure(high)))

    def kept(self) -> dict[str, Any]:
        """The choices as JSON."""
        return {"size": list(self.size_chosen()), "scale": self.scale.value(), "theme": self.theme.value()}

    def recall(self, kept: dict[str, Any]) -> None:
        """Take the choices that were kept; what does not fit is passed over."""
        size = kept.get("size")
        if isinstance(size, list) and len(size) == 2 and all(isinstance(side, int) for side in size):
            place = next((n for n in range(self.presets.count()) if self.presets.itemData(n) == tuple(size)), None)
            self.presets.setCurrentIndex(self.presets.count() - 1 if place is None else place)
            self.wide.setValue(size[0])
            self.high.setValue(size[1])
        if kept.get("scale") in dict(_SCALES):
            self.scale.set_value(kept["scale"])
        if kept.get("theme") in dict(_THEMES):
            self.theme.set_value(kept["theme"])
