"""A walk through the main job on a copy of the sample, with the real window: import, rank, place, measure, hand out.

Each screen is left as a picture in light and dark, each export as a file. It needs no display and always gives the same
pictures, since the day is held still and nothing moves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, QThreadPool
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from deliverydesk.actions import backlog, measuring, roadmap
from deliverydesk.document.document import Document
from deliverydesk.domain.entities import Deliverable, Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.wording import counted, day_words
from deliverydesk.importers.sample import sample_portfolio
from deliverydesk.support.clock import today
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.ui.app import application
from deliverydesk.ui.theme import ThemeManager, apply_theme
from deliverydesk.ui.tour_waiting import expect, settle, shown, until
from deliverydesk.ui.widgets.overlay import Overlay
from deliverydesk.ui.window.files import Files

if TYPE_CHECKING:
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.ui.window.main_window import MainWindow

SIZE = QSize(1440, 900)
THEMES = ("light", "dark")

TABLE = """Summary;Product;Status;Due;Effort (days);Owner;Votes
Claim letters in plain words;Claims;To do;30/10/2026;12;R. Haas;31
Photo of a receipt is read at once;Claims;In QA;16/10/2026;20;R. Haas;28
Call back at a chosen hour;Member App;Someday maybe;13/11/2026;8;T. Baptiste;25
Search by spoken language;Care Finder;To do;27/11/2026;15;L. Okoro;22
Quote saved for later;Enrolment;In progress;18/09/2026;about ten;T. Baptiste;19
Remind before a cover ends;Enrolment;To do;04/12/2026;6;T. Baptiste;17
;Claims;To do;11/12/2026;4;R. Haas;3
"""
"""What is imported: words that need a look, an effort that is none, and a row without a title."""


@dataclass
class Tour:
    """One walk. ``steps`` says what was done, ``files`` what was left, in order."""

    folder: Path
    themes: ThemeManager
    steps: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    def did(self, words: str) -> None:
        """Note a step."""
        self.steps.append(words)

    def picture(self, widget: QWidget, name: str) -> None:
        """Leave a picture of a window in each theme."""
        for theme in THEMES:
            self.themes.choose(theme)
            settle()
            path = self.folder / f"{name}-{theme}.png"
            if not widget.grab().save(str(path)):
                raise DeskError(tr("{path} cannot be written.", path=path))
            self.files.append(path)
        self.themes.choose(THEMES[0])


def walk(folder: Path) -> Tour:
    """Walk the whole way and leave pictures and files in ``folder``. Raises DeskError where a step did not work."""
    app = application()
    app.setProperty("deliverydesk.still", True)
    tour = Tour(folder, apply_theme(app, THEMES[0]))
    files = Files(tour.themes)
    _start(tour, files)
    path = folder / "tour.ddesk"
    path.unlink(missing_ok=True)
    window = _opened(files, path, sample_portfolio(today()))
    try:
        items = counted(len(window.desk.portfolio.deliverables), "deliverable")
        tour.did(tr("Opened a copy of the sample: {items}.", items=items))
        window.desk.findings.ask()
        until(lambda: window.desk.findings.current, tr("The readings were not looked at"))
        tour.picture(window, "plan")
        _import(tour, window)
        _rank(tour, window)
        _views(tour, window)
        _place(tour, window)
        _measure(tour, window)
        _look_round(tour, window)
        _hand_out(tour, window)
    finally:
        window.close()
        settle()
    tour.files.append(path)
    _empty(tour, files)
    return tour


def _opened(files: Files, path: Path, portfolio: Portfolio) -> MainWindow:
    window = files.show(Document.create(path, portfolio))
    window.resize(SIZE)
    until(lambda: window.desk.scores is not None, tr("The scores were not computed"))
    for name in ("roadmap", "outcomes"):
        window.docks[name].build()
    settle()
    return window


def _start(tour: Tour, files: Files) -> None:
    from deliverydesk.ui.window.start import StartWindow

    window = StartWindow(files)
    window.show()
    tour.picture(window, "start")
    window.close()
    window.deleteLater()


def _import(tour: Tour, window: MainWindow) -> None:
    from deliverydesk.ui.dialogs.import_table import import_table
    from deliverydesk.ui.dialogs.import_table.reports import ReportSheet
    from deliverydesk.ui.dialogs.import_table.sheet import ImportSheet

    table = tour.folder / "backlog-from-a-spreadsheet.csv"
    table.write_text(TABLE, encoding="utf-8")
    tour.files.append(table)
    before = len(window.desk.portfolio.deliverables)
    import_table(window, window.desk, table)
    sheet = shown(window, ImportSheet)
    tour.picture(window, "import")
    sheet.part.button("problems").click()
    tour.picture(window, "import-problems")
    sheet.import_button.click()
    report = shown(window, ReportSheet)
    tour.picture(window, "import-report")
    report.accept()
    items = counted(len(window.desk.portfolio.deliverables) - before, "deliverable")
    tour.did(tr("Imported {name}: {items} in one step; what was not taken is reported.", name=table.name, items=items))
    window.desk.undo()
    expect(len(window.desk.portfolio.deliverables) == before, tr("Undo did not take the import back"))
    window.desk.redo()
    tour.did(tr("Took the import back with one undo, and did it again."))


def _rank(tour: Tour, window: MainWindow) -> None:
    desk = window.desk
    moved, anchor = desk.portfolio.ranking[-1], desk.portfolio.ranking[2]
    title = desk.portfolio.deliverables[moved].title
    _do(window, lambda portfolio: backlog.move_above(portfolio, [moved], anchor), toast=True)
    expect(desk.portfolio.rank(moved) == 3, tr("The deliverable did not go to rank 3"))
    desk.select(Deliverable, (desk.portfolio.ranking[0],))
    tour.did(tr("Ranked “{title}” third; nothing else changed its order.", title=title))
    score = _score_action(window)
    if score is not None:
        score()
        tour.picture(window, "score")
        for popover in window.findChildren(QWidget):
            if type(popover).__name__.endswith("Popover") and popover.isVisible():
                popover.dismiss()  # type: ignore[attr-defined]
        tour.did(tr("Opened the score of the first one, input by input."))


def _views(tour: Tour, window: MainWindow) -> None:
    """The backlog alone on the window, as cards and as points."""
    window.docks["roadmap"].hide()
    pane = window.docks["backlog"].pane
    for view in ("board", "matrix", "list"):
        pane.commands[f"view_{view}"].trigger()
        if view != "list":
            tour.picture(window, view)
    window.choose_layout("plan")
    tour.did(tr("Looked at the backlog as a board, and at its value against its effort."))


def _action(window: MainWindow, pane: str, name: str) -> QAction:
    """An action of a pane."""
    for _, actions in window.docks[pane].pane.command_groups():
        for action in actions:
            if action is not None and action.objectName() == name:
                found: QAction = action
                return found
    raise DeskError(tr("The tour stopped: {name} is not there.", name=name))


def _score_action(window: MainWindow) -> Callable[[], object] | None:
    """What a click on a score does."""
    for _, actions in window.docks["backlog"].pane.command_groups():
        for action in actions:
            if action is not None and action.objectName() == "backlog.why":
                trigger: Callable[[], object] = action.trigger
                return trigger
    return None


def _place(tour: Tour, window: MainWindow) -> None:
    desk = window.desk
    waiting = next(
        item
        for item in (desk.portfolio.deliverables[each] for each in desk.portfolio.ranking)
        if item.is_open and item.planned_start is None
    )
    start = today() + timedelta(days=14)
    _do(window, lambda portfolio: roadmap.schedule(portfolio, waiting.id, start), toast=True)
    desk.select(Deliverable, (waiting.id,))
    placed = desk.portfolio.deliverables[waiting.id]
    expect(placed.planned_start == start, tr("The bar was not placed"))
    tour.did(tr("Placed “{title}” on the roadmap, from {day}.", title=waiting.title, day=day_words(start)))
    tour.picture(window, "placed")
    horizons = _action(window, "roadmap", "roadmap.horizons")
    horizons.trigger()
    tour.picture(window, "horizons")
    horizons.trigger()
    tour.did(tr("Looked at the same plan as now, next and later."))


def _measure(tour: Tour, window: MainWindow) -> None:
    desk = window.desk
    outcome = next(each for each in desk.portfolio.outcomes if desk.portfolio.measurements_of(each.id))
    last = desk.portfolio.measurements_of(outcome.id)[-1]
    reading = measuring.Reading(today(), last.value)
    window.choose_layout("measure")
    desk.select(Outcome, (outcome.id,))
    _do(window, lambda portfolio: measuring.record(portfolio, outcome.id, [reading]))
    newest = desk.portfolio.measurements_of(outcome.id)[-1]
    expect(newest.date == today(), tr("The measurement was not recorded"))
    value = f"{newest.value:g} {outcome.unit}"
    tour.did(tr("Measured “{name}”: {value} on {day}.", name=outcome.name, value=value, day=day_words(newest.date)))
    until(lambda: desk.findings.current, tr("The readings were not looked at"))
    _propose(tour, window)


def _propose(tour: Tour, window: MainWindow) -> None:
    from deliverydesk.ui.panes.divergence.sheets import ProposeSheet

    _trigger(window, "divergence.select_green")
    window.toast.close_toast()
    tour.picture(window, "measure")
    chosen = window.desk.selection.deliverables()
    expect(bool(chosen), tr("Nothing of the sample is green and moves nothing"))
    _trigger(window, "divergence.table")
    sheet = shown(window, ProposeSheet)
    sheet.reason.setText(tr("On time, and nobody uses it"))
    tour.picture(window, "propose")
    sheet.go()
    expect(len(window.desk.portfolio.agenda_items) >= len(chosen), tr("The proposal is not on the agenda"))
    tour.did(tr("Put what is green and moves nothing on the agenda of the review, with its evidence."))
    window.toast.close_toast()


def _look_round(tour: Tour, window: MainWindow) -> None:
    from deliverydesk.ui.dialogs.settings import open_settings
    from deliverydesk.ui.window.today.sheet import TodaySheet

    desk = window.desk
    window.choose_layout("plan")
    desk.select(Deliverable, (desk.portfolio.ranking[1],))
    for name in ("inspector", "history"):
        dock = window.docks[name]
        dock.show()
        dock.raise_()
        dock.build()
        tour.picture(window, name)
    for name in ("inspector", "history"):
        window.docks[name].hide()
    settings = open_settings(window, desk)
    tour.picture(window, "settings")
    settings.reject()
    window.choose_layout("measure")
    for name in ("multiples", "scoreboard", "effort"):
        _trigger(window, f"outcomes.mode_{name}")
        tour.picture(window, name)
    _trigger(window, "outcomes.mode_chart")
    flow = window.docks["flow"]
    flow.bring()
    flow.build()
    until(lambda: not QThreadPool.globalInstance().activeThreadCount(), tr("The flow was not looked at"))
    tour.picture(window, "flow")
    flow.hide()
    window.choose_layout("plan")
    _trigger(window, "backlog.group_team")
    tour.picture(window, "groups")
    _trigger(window, "backlog.group_none")
    for name in ("today", "palette", "quick_add", "pack", "shortcuts", "help"):
        _trigger(window, f"window.{name}")
        (sheet,) = (each for each in window.findChildren(Overlay) if each.isVisible())
        tour.picture(window, name)
        if isinstance(sheet, TodaySheet):
            sheet.show_page("briefing")
            until(lambda: window.desk.findings.current, tr("There is no briefing"))
            tour.picture(window, "briefing")
        sheet.dismiss()
        settle()
    tour.did(tr("Looked at every pane and sheet."))


def _trigger(window: MainWindow, name: str) -> None:
    action = window.findChild(QAction, name)
    assert isinstance(action, QAction), name
    action.trigger()
    until(
        lambda: not QThreadPool.globalInstance().activeThreadCount(), tr("It did not come to an end: {name}", name=name)
    )
    settle()


def _hand_out(tour: Tour, window: MainWindow) -> None:
    from deliverydesk.charts import catalogue
    from deliverydesk.charts.backlog import backlog_table
    from deliverydesk.charts.roadmap import build_roadmap
    from deliverydesk.ui.dialogs.export.offers import source_line
    from deliverydesk.ui.dialogs.export.sheet import ExportSheet
    from deliverydesk.ui.dialogs.export.writing import Manner, write

    window.files.export(window)
    sheet = shown(window, ExportSheet)
    sheet.list.setCurrentRow(2)
    until(lambda: not sheet.busy, tr("The preview was not drawn"))
    tour.picture(window, "export")
    sheet.reject()
    portfolio = window.desk.portfolio
    source = source_line(portfolio)
    plan = build_roadmap(portfolio, today=today(), source=source)
    subject = catalogue.default_subject(portfolio)
    chart = catalogue.build(portfolio, f"outcome:{subject}", today=today(), source=source)
    table = backlog_table(portfolio)
    progress = catalogue.build(portfolio, "progress", today=today(), source=source)
    exports: tuple[tuple[str, list[Any]], ...] = (
        ("roadmap.png", [plan]),
        ("roadmap.svg", [plan]),
        ("outcome.pdf", [chart]),
        ("deck.pptx", [plan, chart, progress, table]),
        ("backlog.xlsx", [table]),
        ("backlog.csv", [table]),
    )
    for name, items in exports:
        path = tour.folder / name
        write(items, path, Manner(path.suffix), source, lambda _done, _total: None)
        tour.files.append(path)
    tour.did(tr("Exported {names}.", names=", ".join(name for name, _ in exports)))


def _empty(tour: Tour, files: Files) -> None:
    path = tour.folder / "empty.ddesk"
    path.unlink(missing_ok=True)
    window = _opened(files, path, Portfolio())
    try:
        tour.picture(window, "empty")
    finally:
        window.close()
        settle()
        path.unlink(missing_ok=True)
    tour.did(tr("Looked at a portfolio with nothing in it."))


# Waiting for conditions, never for time


def _do(window: MainWindow, action: Callable[[Portfolio], ChangeSet], *, toast: bool = False) -> None:
    refusals: list[str] = []
    connection = window.desk.refused.connect(refusals.append)
    done = window.desk.do(action, toast=toast)
    window.desk.refused.disconnect(connection)
    expect(done, "".join(refusals))
