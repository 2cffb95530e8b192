"""How the program looks and which language it speaks: of this person and machine, not of the portfolio."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QComboBox, QGridLayout, QVBoxLayout, QWidget

from deliverydesk.support import language
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dialogs.settings.pages import CAPTION_WIDTH
from deliverydesk.ui.theme import THEME_WORDS, theme_manager
from deliverydesk.ui.widgets.segmented import Segmented

_AS_SYSTEM = ""
"""The key of the language that the system has."""


class AppearancePage(QWidget):
    """The theme, worn at once by every window, and the language of the next start."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = Segmented(list(THEME_WORDS.items()), trc("colours", "Theme"), self)
        self.language = QComboBox(self)
        self.language.setFont(fonts.font())
        self.language.addItem(tr("As the system"), _AS_SYSTEM)
        for code, name in language.NAMES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(language.choice() or _AS_SYSTEM))
        self.note = text.label("", fonts.DETAIL, 400, "text2", wrap=True, parent=self)
        text.name(self.language, tr("Language"), _when_in_force())
        text.set_text(self.note, _when_in_force())
        self._lay_out()
        self._follow_theme()
        self.theme.chosen.connect(self._choose_theme)
        self.language.activated.connect(lambda _: self._choose_language())

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(0, CAPTION_WIDTH)
        grid.setColumnStretch(2, 1)
        for row, (words, field) in enumerate(((trc("colours", "Theme"), self.theme), (tr("Language"), self.language))):
            caption = text.label(words, fonts.DETAIL, 400, "text2", parent=self)
            caption.setBuddy(field)
            grid.addWidget(caption, row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(self.note, 2, 1, 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addLayout(grid)
        column.addStretch(1)

    def _follow_theme(self) -> None:
        """Show the theme in force, wherever it was chosen."""
        app = QApplication.instance()
        themes = theme_manager(app) if isinstance(app, QApplication) else None
        self._themes = themes
        self.theme.setEnabled(themes is not None)
        if themes is not None:
            self.theme.set_value(themes.choice)
            themes.chosen.connect(self.theme.set_value)

    def _choose_theme(self, name: str) -> None:
        if self._themes is not None:
            self._themes.choose(name)

    def _choose_language(self) -> None:
        try:
            language.choose(self.language.currentData() or None)
        except OSError as error:
            self.language.setCurrentIndex(self.language.findData(language.choice() or _AS_SYSTEM))
            text.set_role(self.note, "bad")
            text.set_text(self.note, tr("The choice could not be kept: {reason}", reason=error.strerror or str(error)))
            return
        text.set_role(self.note, "text2")
        text.set_text(self.note, _when_in_force())


def _when_in_force() -> str:
    return tr("Another language takes effect the next time DeliveryDesk starts.")
