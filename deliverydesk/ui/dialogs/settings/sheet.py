"""The settings sheet: its pages behind their tabs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.dialogs.settings import settings_rows, tables
from deliverydesk.ui.dialogs.settings.appearance import AppearancePage
from deliverydesk.ui.dialogs.settings.pages import FormPage, ScoringPage, TeamsPage
from deliverydesk.ui.dialogs.settings.panel import TablePanel
from deliverydesk.ui.dialogs.settings.products import ProductsPage
from deliverydesk.ui.widgets.buttons import PrimaryButton
from deliverydesk.ui.widgets.segmented import Segmented
from deliverydesk.ui.widgets.sheet import Sheet

PAGES = (
    ("portfolio", tr("Portfolio")),
    ("products", tr("Products")),
    ("teams", tr("Teams")),
    ("scoring", tr("Scoring")),
    ("limits", tr("Work in progress")),
    ("gates", tr("Gates")),
    ("formats", tr("Formats")),
    ("appearance", tr("Appearance")),
)
_HOLDS = {"criteria": "scoring"}
"""The page that holds what is asked for by another name."""


class SettingsSheet(Sheet):
    """Everything is saved as it is edited; there is nothing to confirm."""

    def __init__(self, desk: Desk, host: QWidget) -> None:
        super().__init__(host, tr("Products, teams and settings"), width=920, height=700)
        self.setObjectName("settings")
        self.desk = desk
        self.pages: dict[str, QWidget] = {}
        self.tabs = Segmented(PAGES, tr("Pages of the settings"))
        self.tabs.chosen.connect(self.show_page)
        self.stack = QStackedWidget()
        self.body.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(4)
        self.body.addWidget(self.stack, 1)
        words = tr("Every change is saved as you make it, and can be undone.")
        self.hint = text.label(words, fonts.DETAIL, 400, "text2")
        self.footer.insertWidget(0, self.hint)
        self.done = PrimaryButton(tr("Done"), self.accept, size="sheet")
        self.footer.addWidget(self.done)

    def show_page(self, key: str) -> None:
        """Show a page; it is built when it is first shown."""
        key = _HOLDS.get(key, key)
        if key not in self.pages:
            self.pages[key] = self._make(key)
            self.stack.addWidget(self.pages[key])
            # The page is younger than the footer, and would come after it in Tab's order.
            QWidget.setTabOrder(_last_focus(self.pages[key]), self.done)
        self.tabs.set_value(key)
        page = self.pages[key]
        self.stack.setCurrentWidget(page)
        # A theme and a language are nothing of the portfolio's, and cannot be undone.
        self.hint.setVisible(key != "appearance")
        if isinstance(page, TablePanel):
            page.select_first()

    def _make(self, key: str) -> QWidget:
        makers: dict[str, Callable[[], QWidget]] = {
            "portfolio": lambda: FormPage(self.desk, settings_rows.portfolio_rows, self.stack),
            "products": lambda: ProductsPage(self.desk, self.stack),
            "teams": lambda: TeamsPage(self.desk, self.stack),
            "scoring": lambda: ScoringPage(self.desk, self.stack),
            "limits": lambda: TablePanel(self.desk, tables.LIMITS, self.stack),
            "gates": lambda: TablePanel(self.desk, tables.GATES, self.stack),
            "formats": lambda: FormPage(self.desk, settings_rows.format_rows, self.stack),
            "appearance": lambda: AppearancePage(self.stack),
        }
        return makers[key]()


def _last_focus(page: QWidget) -> QWidget:
    # The list of a combo box is a window of its own.
    inside = [each for each in page.findChildren(QWidget) if each.window() is page.window()]
    focusable = [each for each in inside if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return focusable[-1] if focusable else page
