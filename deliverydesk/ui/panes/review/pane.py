"""The review pane: the agenda with its lenses and decisions, the log of decisions, and the follow-ups."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QAction, QPalette, QShowEvent
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QVBoxLayout, QWidget

from deliverydesk.actions import reviewing
from deliverydesk.analysis.capacity.change import stand_of
from deliverydesk.analysis.reviewing.minutes_words import decisions_of, minutes, totals_words
from deliverydesk.analysis.reviewing.totals import frozen_totals, review_weeks, totals_of
from deliverydesk.domain.entities import Review
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui import text
from deliverydesk.ui.allowing import allow
from deliverydesk.ui.exportable import Exportable
from deliverydesk.ui.panes.review import minutes_file
from deliverydesk.ui.panes.review.agenda_page import AgendaPage
from deliverydesk.ui.panes.review.closing import CloseSheet, MinutesSheet
from deliverydesk.ui.panes.review.decisions_page import DecisionsPage
from deliverydesk.ui.panes.review.follow_ups_page import FollowUpsPage
from deliverydesk.ui.panes.review.learn_page import LearnPage
from deliverydesk.ui.tasks import run_task
from deliverydesk.ui.typed import refusal
from deliverydesk.ui.widgets.header import PaneHeader
from deliverydesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from deliverydesk.document.document import Changed
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk, Selection
    from deliverydesk.ui.theme import Theme

_PAGES = ("agenda", "decisions", "follow_ups", "learn")


class ReviewPane(QWidget):
    """Works from about 420 px on; best over the whole window."""

    export_wanted = Signal(object)
    """An Exportable: what a page shows."""
    record_wanted = Signal()
    """The record of the forecasts is to be shown."""
    pack_wanted = Signal()
    """The pack of slides is to be made."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        del theme  # painted in whichever is current
        self.setObjectName("review")
        text.name(self, tr("Review"), tr("What deserves attention, what is decided, and what came of it"))
        self.desk = desk
        self._begun = False
        self.header = PaneHeader(tr("Review"), parent=self)
        words = (tr("Agenda"), tr("Decisions"), tr("Follow-ups"), tr("Look back"))
        self.switch = Segmented(list(zip(_PAGES, words, strict=True)), tr("Page of the review"), self, compact=True)
        self.switch.chosen.connect(self.show_page)
        self.header.add(self.switch)
        self.agenda = AgendaPage(desk, self)
        self.decisions = DecisionsPage(desk, self)
        self.follow_ups = FollowUpsPage(desk, self)
        self.learn = LearnPage(desk, self)
        pages = QWidget(self)
        self._pages = QStackedLayout(pages)
        for page in (self.agenda, self.decisions, self.follow_ups, self.learn):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(pages, 1)
        self.setMinimumWidth(420)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._actions = self._make_actions()
        self.agenda.closing.connect(self.ask_close)
        self.agenda.decision_wanted.connect(self.show_decision)
        for log in (self.decisions, self.follow_ups):
            log.export_wanted.connect(self.export_wanted)
        for page in (self.decisions, self.learn):
            page.document_wanted.connect(self._save)
        self.learn.record_wanted.connect(self.record_wanted)
        self.decisions.minutes_wanted.connect(self.show_minutes)
        desk.changed.connect(self._changed)
        desk.selection_changed.connect(self._selected)
        desk.findings.renewed.connect(self.renew)
        desk.findings.renewing.connect(lambda _busy: self._say_state())
        desk.day_changed.connect(self.renew)
        self.setFocusProxy(self.agenda)

    def _make_actions(self) -> list[QAction]:
        def action(name: str, words: str, run: Any) -> QAction:
            made = QAction(words, self)
            made.setObjectName(f"review.{name}")
            made.triggered.connect(lambda _checked=False: run())
            self.addAction(made)
            return made

        return [
            action("start_review", tr("Start a review"), self.agenda.start_review),
            action("close_review", tr("Close the review…"), self.agenda.close_review),
            action("minutes", tr("Minutes of the latest review…"), self.show_minutes),
            action("show_decisions", tr("Decisions and what came of them"), lambda: self.show_page("decisions")),
            action("show_follow_ups", tr("Follow-ups"), lambda: self.show_page("follow_ups")),
            action("look_back", tr("Look back: what there is to learn"), lambda: self.show_page("learn")),
            action("save_template", tr("Save as a template for the next quarter…"), self.learn.save_template),
        ]

    # ---- for the window

    def command_groups(self) -> list[tuple[str, list[QAction | None]]]:
        """The pane's menus: title and actions, None for a separator."""
        start, close, told, decisions, follow_ups, back, template = self._actions
        return [(tr("Review"), [start, close, told, None, decisions, follow_ups, None, back, template])]

    def exportables(self) -> list[Exportable]:
        """The agenda, the decisions and the minutes, as tables and charts."""
        from deliverydesk.charts import reviewing as charts

        portfolio, day = self.desk.portfolio, today()
        source = tr("DeliveryDesk, {portfolio}, as of {day}", portfolio=portfolio.settings.name, day=day.isoformat())
        agenda = self.agenda.model.agenda
        return [
            Exportable(
                "agenda-seen",
                tr("Agenda, as in the pane"),
                lambda: charts.agenda_chart_of(portfolio, agenda, source=source),
                apart=True,
            ),
            self.decisions.exportable(),
            self.follow_ups.exportable(),
        ]

    def save_state(self) -> dict[str, Any]:
        """The view, as plain JSON values."""
        return {"page": self.switch.value(), "split": self.agenda.split.sizes()}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take a view that `save_state` gave; what does not fit any more is left out."""
        if state.get("page") in _PAGES:
            self.show_page(state["page"])
        sizes = state.get("split")
        if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(size, int) and size > 0 for size in sizes):
            self.agenda.split.setSizes(sizes)

    def shut_down(self) -> None:
        """The window closes."""
        self.agenda.forget()
        self.learn.forget()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self.begin)

    def begin(self) -> None:
        """Fill the pane, once it is seen."""
        self._begun = True
        self.renew()
        self.desk.findings.ask()

    def sizeHint(self) -> QSize:
        return QSize(1200, 700)

    # ---- showing

    def show_page(self, name: str) -> None:
        """Show one of the pages."""
        self.switch.set_value(name)
        self._pages.setCurrentIndex(_PAGES.index(name))
        self.renew()

    def show_decision(self, decision: int) -> None:
        """Show one decision in the log."""
        self.show_page("decisions")
        self.decisions.show_decision(decision)

    def renew(self) -> None:
        """Show what is now."""
        if not self._begun:
            return
        self._say_state()
        page = self._pages.currentWidget()
        assert isinstance(page, AgendaPage | DecisionsPage | FollowUpsPage | LearnPage)
        page.renew()

    def _say_state(self) -> None:
        self.header.set_count("" if self.desk.findings.current else tr("being renewed"))

    def _changed(self, _changed: Changed) -> None:
        for action in self._actions[:2]:
            allow(action, True, self.desk.locked(Review))
        if self._begun:
            self.renew()
        if self.isVisible():
            self.desk.findings.ask()

    def _selected(self, _selection: Selection) -> None:
        if self._begun:
            self.agenda.show_selected()

    # ---- closing and minutes

    def ask_close(self, review: int) -> None:
        """Ask what the review closes with."""
        held, portfolio = self.desk.portfolio.reviews[review], self.desk.portfolio
        totals = totals_words(portfolio, decisions_of(portfolio, review))

        def close(notes: str, next_date: date | None, taken: list[tuple[str, str, date | None]]) -> str:
            def action(portfolio: Portfolio) -> ChangeSet:
                return reviewing.close_review(
                    portfolio, review, notes, next_date, self._snapshot(review), follow_ups=taken
                )

            problem = refusal(self.desk.portfolio, action)
            if not problem and self.desk.do(action, toast=True):
                QTimer.singleShot(0, lambda: self.show_minutes(review))
            return problem

        CloseSheet(self, held.name, totals, reviewing.next_review_on(portfolio, held), close).open()

    def _snapshot(self, review: int) -> dict[str, Any]:
        """The figures on the day a review is closed."""
        portfolio, day = self.desk.portfolio, today()
        totals = totals_of(portfolio, review, self.agenda.began or stand_of(portfolio, review_weeks(day)), day)
        return {
            **frozen_totals(totals),
            "day": day.isoformat(),
            "agenda": [
                {"deliverable": each.deliverable, "money": each.money, "reach": each.reach, "attention": each.value}
                for each in self.agenda.model.agenda
                if each.deliverable in portfolio.deliverables
            ],
        }

    def show_minutes(self, review: int | None = None) -> None:
        """Show the minutes of a review, by default of the latest."""
        portfolio = self.desk.portfolio
        latest = max(portfolio.reviews, key=lambda each: (each.date, each.id), default=None)
        held = portfolio.reviews.get(review) if review is not None else latest
        if held is None:
            self.desk.refused.emit(tr("There is no review yet. Start one first."))
            return
        words = minutes(portfolio, held.id, today())
        MinutesSheet(self, held.name, words, lambda: self._save(held.name, words), self.pack_wanted.emit).open()

    def _save(self, name: str, words: str) -> None:
        from deliverydesk.ui.window.file_dialogs import documents

        stem = "".join(each if each.isalnum() or each in " -,_" else "_" for each in name)
        kinds = ";;".join(f"{said} (*{ending})" for ending, said in minutes_file.KINDS.items())
        given, kind = QFileDialog.getSaveFileName(
            self, tr("Save as"), str(documents() / f"{stem}{next(iter(minutes_file.KINDS))}"), kinds
        )
        if given:
            path = minutes_file.with_ending(Path(given), kind)
            said = tr("Saved {name} in {folder}", name=path.name, folder=path.parent)
            run_task(
                self,
                tr("Saving"),
                lambda _progress: minutes_file.write(words, name, path),
                lambda _none: self.desk.refused.emit(said),
                lambda error: self.desk.refused.emit(str(error)),
                can_cancel=False,
            )
