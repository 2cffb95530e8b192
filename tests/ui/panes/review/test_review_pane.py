"""The review pane by real events: begun, said through a lens, decided, undone, closed with follow-ups, resolved."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow
from pytestqt.qtbot import QtBot

from deliverydesk.document.document import Document
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import (
    AgendaItem,
    Assumption,
    Contribution,
    Decision,
    Deliverable,
    Demand,
    Entity,
    Measurement,
    Outcome,
    Product,
    Team,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import DecisionChoice, Direction, Proposal, Stage
from deliverydesk.ui import fonts
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.dialogs.stopping.retire_sheet import RetireSheet
from deliverydesk.ui.dialogs.stopping.sheet import StoppingSheet
from deliverydesk.ui.exportable import Exportable
from deliverydesk.ui.panes.review.closing import CloseSheet, MinutesSheet
from deliverydesk.ui.panes.review.pane import ReviewPane
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.plain_table import PAD

TODAY = date(2026, 8, 19)
LEFT = Qt.MouseButton.LeftButton
Open = Callable[..., ReviewPane]


def small() -> list[Entity]:
    return [
        Product(1, "Claims", "CL", customer="Members", need="Money back soon"),
        Outcome(2, "Rework", 1, unit="%", direction=Direction.DOWN),
        Measurement(3, 2, date(2026, 7, 1), 9.0),
        Deliverable(
            10, "Chat bot", 1, product=1, stage=Stage.DELIVERY, remaining=8.0, cost=100.0, actual_start=date(2026, 2, 2)
        ),
        Contribution(11, 10, 2),
        Deliverable(
            12, "Portal", 2, product=1, stage=Stage.DELIVERY, remaining=2.0, cost=10.0, actual_start=date(2026, 8, 10)
        ),
        Deliverable(13, "Idea", 3, product=1),
        Decision(
            20,
            date(2026, 6, 1),
            DecisionChoice.CONTINUE,
            12,
            outcome=2,
            reason="It looked well",
            expected_value=8.0,
            expected_by=date(2026, 7, 15),
        ),
        Assumption(21, 20, "The supplier stays", date(2027, 1, 1)),
    ]


@pytest.fixture
def open_pane(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    monkeypatch.setenv("DELIVERYDESK_TODAY", TODAY.isoformat())
    desks: list[Desk] = []
    windows: list[QMainWindow] = []

    def make(entities: list[Entity] | None = None) -> ReviewPane:
        desk = Desk(MemoryDocument(Portfolio.of(small() if entities is None else entities)))
        desk.load_scores()
        desks.append(desk)
        window = QMainWindow()
        windows.append(window)
        qtbot.addWidget(window)
        pane = ReviewPane(desk, current_theme(), window)
        window.setCentralWidget(pane)
        window.resize(1300, 700)
        with qtbot.waitExposed(window):
            window.show()
        qtbot.waitUntil(lambda: desk.findings.current and not pane.agenda.busy)
        return pane

    yield make
    for desk in desks:
        desk.close()
    windows.clear()


def select(pane: ReviewPane, row: int) -> None:
    view = pane.agenda.view
    QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(pane.agenda.model.index(row, 0)).center())


def titles(pane: ReviewPane) -> list[str]:
    return [pane.desk.portfolio.deliverables[each.deliverable].title for each in pane.agenda.model.agenda]


def test_the_agenda_has_what_is_to_be_revisited_first_and_leaves_out_what_is_not_in_flight(open_pane: Open) -> None:
    pane = open_pane()
    assert titles(pane) == ["Portal", "Chat bot"]
    below = pane.agenda.model.data(pane.agenda.model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert "its effect was expected by 15 Jul 2026" in below


def test_a_row_is_selected_everywhere_and_shows_its_lenses(open_pane: Open) -> None:
    pane = open_pane()
    select(pane, 1)
    assert pane.desk.selection.current == 10
    lenses = pane.agenda.lenses.by_name
    assert "Members" in lenses["customers"].facts.text()
    assert "Rework" in lenses["outcome"].facts.text()
    assert lenses["market"].field.isReadOnly()


def test_what_is_said_through_a_lens_is_kept_with_the_evidence_of_the_day(open_pane: Open, qtbot: QtBot) -> None:
    pane = open_pane()
    QTest.mouseClick(pane.agenda.start, LEFT)
    select(pane, 1)
    field = pane.agenda.lenses.by_name["market"].field
    assert not field.isReadOnly()
    field.setFocus()
    QTest.keyClicks(field, "Would not start it")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (entry,) = pane.desk.portfolio.review_entries
    assert (entry.deliverable, entry.market) == (10, "Would not start it")
    assert '"day": "2026-08-19"' in entry.evidence


def test_one_click_decides_in_the_open_review_and_the_totals_follow(open_pane: Open, qtbot: QtBot) -> None:
    pane = open_pane()
    said: list[str] = []
    pane.desk.done.connect(said.append)
    QTest.mouseClick(pane.agenda.start, LEFT)
    select(pane, 1)
    pane.agenda.bar.reason.setFocus()
    QTest.keyClicks(pane.agenda.bar.reason, "Half of it will do")
    QTest.mouseClick(pane.agenda.bar.buttons[DecisionChoice.LESS], LEFT)
    decision = max(pane.desk.portfolio.decisions, key=lambda each: each.id)
    (review,) = pane.desk.portfolio.reviews
    assert (decision.choice, decision.reason, decision.review) == (DecisionChoice.LESS, "Half of it will do", review.id)
    assert pane.desk.portfolio.deliverables[10].remaining == 4.0
    qtbot.waitUntil(lambda: "Decisions: 1." in pane.agenda.totals.words)
    assert said
    assert pane.agenda.bar.reason.text() == ""
    pane.desk.undo()
    assert pane.desk.portfolio.deliverables[10].remaining == 8.0


def test_the_agenda_stays_as_it_is_while_the_review_decides(open_pane: Open, qtbot: QtBot) -> None:
    pane = open_pane()
    QTest.mouseClick(pane.agenda.start, LEFT)
    qtbot.waitUntil(lambda: not pane.agenda.busy)
    assert titles(pane) == ["Portal", "Chat bot"]
    select(pane, 0)
    QTest.keyClicks(pane.agenda.bar.reason, "Another look in spring")
    QTest.mouseClick(pane.agenda.bar.buttons[DecisionChoice.CONTINUE], LEFT)
    qtbot.waitUntil(lambda: not pane.agenda.busy)
    assert titles(pane) == ["Portal", "Chat bot"]
    below = pane.agenda.model.data(pane.agenda.model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert below.endswith("decided: continue")


def test_the_totals_hold_the_load_of_every_team_against_the_beginning(open_pane: Open, qtbot: QtBot) -> None:
    days = {"planned_start": date(2026, 8, 17), "planned_end": date(2026, 10, 23)}
    items = [replace(each, **days) if isinstance(each, Deliverable) and each.id == 10 else each for each in small()]
    pane = open_pane([*items, Team(30, "Web", 2, 1.0), Demand(31, 10, 30, None, 8.0, None)])
    assert not pane.agenda.totals.isVisible()
    QTest.mouseClick(pane.agenda.start, LEFT)
    qtbot.waitUntil(pane.agenda.totals.isVisible)
    assert "Web 40\N{THIN SPACE}% → 40\N{THIN SPACE}%" in pane.agenda.totals.words
    qtbot.waitUntil(lambda: not pane.agenda.busy)
    select(pane, 1)
    QTest.keyClicks(pane.agenda.bar.reason, "Half of it will do")
    QTest.mouseClick(pane.agenda.bar.buttons[DecisionChoice.LESS], LEFT)
    qtbot.waitUntil(lambda: "Web 40\N{THIN SPACE}% → 20\N{THIN SPACE}%" in pane.agenda.totals.words)
    pane.desk.undo()
    qtbot.waitUntil(lambda: "Web 40\N{THIN SPACE}% → 40\N{THIN SPACE}%" in pane.agenda.totals.words)


def test_side_by_side_the_fields_of_the_lenses_begin_at_one_height(open_pane: Open, qtbot: QtBot) -> None:
    pane = open_pane()
    select(pane, 1)
    lenses = pane.agenda.lenses.by_name.values()
    qtbot.waitUntil(lambda: len({lens.field.y() for lens in lenses}) == 1)
    assert len({lens.facts.text().count("\n") for lens in lenses}) > 1


def test_what_else_is_said_is_folded_out_and_a_wrong_factor_is_refused_there(open_pane: Open) -> None:
    pane = open_pane()
    select(pane, 1)
    bar = pane.agenda.bar
    QTest.mouseClick(bar.more, LEFT)
    assert bar.factor.isVisible()
    bar.factor.setFocus()
    QTest.keyClicks(bar.factor, "0.5")
    QTest.mouseClick(bar.buttons[DecisionChoice.MORE], LEFT)
    assert bar.reason.hasFocus()
    QTest.keyClicks(bar.reason, "It pays")
    QTest.mouseClick(bar.buttons[DecisionChoice.MORE], LEFT)
    assert bar.problem.isVisible()
    assert len(pane.desk.portfolio.decisions) == 1
    bar.factor.setText("2")
    bar.assumption.setText("Two people come")
    bar.revisit.setText("1 Oct 2026")
    QTest.mouseClick(bar.buttons[DecisionChoice.MORE], LEFT)
    assert bar.problem.text() == ""
    decision = max(pane.desk.portfolio.decisions, key=lambda each: each.id)
    assert decision.revisit == date(2026, 10, 1)
    assert pane.desk.portfolio.deliverables[10].remaining == 16.0
    assert [each.text for each in pane.desk.portfolio.assumptions.by("decision", decision.id)] == ["Two people come"]


def test_stopping_opens_its_sheet_and_counts_for_the_review(open_pane: Open, qtbot: QtBot) -> None:
    pane = open_pane()
    QTest.mouseClick(pane.agenda.start, LEFT)
    select(pane, 1)
    pane.agenda.bar.reason.setText("It moves nothing")
    QTest.mouseClick(pane.agenda.bar.buttons[DecisionChoice.CANCEL], LEFT)
    qtbot.waitUntil(lambda: bool(pane.window().findChildren(StoppingSheet)))
    (sheet,) = pane.window().findChildren(StoppingSheet)
    assert (sheet.choice.value(), sheet.reason.text()) == ("cancel", "It moves nothing")
    sheet.stop()
    decision = max(pane.desk.portfolio.decisions, key=lambda each: each.id)
    (review,) = pane.desk.portfolio.reviews
    assert (decision.choice, decision.review) == (DecisionChoice.CANCEL, review.id)
    assert pane.desk.portfolio.deliverables[10].stage is Stage.CANCELLED
    qtbot.waitUntil(lambda: "Decisions: 1." in pane.agenda.totals.words)


def test_a_product_is_retired_from_its_own_scope(open_pane: Open, qtbot: QtBot) -> None:
    pane = open_pane()
    scope = pane.agenda.scope
    scope.setCurrentIndex(scope.findData(1))
    scope.activated.emit(scope.currentIndex())
    bar = pane.agenda.bar
    qtbot.waitUntil(lambda: bar.buttons[DecisionChoice.RETIRE].isVisible())
    assert not bar.buttons[DecisionChoice.CANCEL].isVisible()
    bar.reason.setText("Nobody asks for it")
    QTest.mouseClick(bar.buttons[DecisionChoice.RETIRE], LEFT)
    qtbot.waitUntil(lambda: bool(pane.window().findChildren(RetireSheet)))
    (sheet,) = pane.window().findChildren(RetireSheet)
    assert (sheet.reason.text(), sheet.confirm.text()) == ("Nobody asks for it", "Retire it")
    assert pane.desk.portfolio.deliverables[12].stage is Stage.DELIVERY, "nothing has ended yet"
    sheet.reason.clear()
    QTest.mouseClick(sheet.confirm, LEFT)
    assert sheet.problem.isVisible()
    QTest.keyClicks(sheet.reason, "Nobody asks for it")
    QTest.mouseClick(sheet.confirm, LEFT)
    decision = max(pane.desk.portfolio.decisions, key=lambda each: each.id)
    assert (decision.choice, decision.freed, decision.reason) == (DecisionChoice.RETIRE, 10.0, "Nobody asks for it")
    assert pane.desk.portfolio.deliverables[12].stage is Stage.CANCELLED


def test_closing_takes_follow_ups_in_one_step_and_shows_the_minutes(open_pane: Open, qtbot: QtBot) -> None:
    pane = open_pane()
    QTest.mouseClick(pane.agenda.start, LEFT)
    QTest.mouseClick(pane.agenda.close_button, LEFT)
    (sheet,) = pane.window().findChildren(CloseSheet)
    sheet.notes.setPlainText("A calm hour")
    assert sheet.next.placeholderText() == "18 Sep 2026", "30 days, as portfolios are begun with"
    count = len(sheet.follow_ups)
    QTest.keyClicks(sheet.follow_ups[-1][0], "Tell the team")
    assert len(sheet.follow_ups) == count + 1, "there is always one line more"
    sheet.follow_ups[-2][0].clear()
    what, owner, due = sheet.follow_ups[0]
    what.setText("Ask the lawyers")
    owner.setText("Ada")
    due.setText("whenever")
    QTest.mouseClick(sheet.confirm, LEFT)
    assert sheet.problem.isVisible()
    due.setText("1 Sep 2026")
    QTest.mouseClick(sheet.confirm, LEFT)
    (review,) = pane.desk.portfolio.reviews
    assert review.closed == TODAY
    (follow_up,) = pane.desk.portfolio.follow_ups
    assert (follow_up.owner, follow_up.due) == ("Ada", date(2026, 9, 1))
    qtbot.waitUntil(lambda: bool(pane.window().findChildren(MinutesSheet)))
    (told,) = pane.window().findChildren(MinutesSheet)
    told.copy()
    words = QApplication.clipboard().text()
    assert "A calm hour" in words
    assert "Ask the lawyers (Ada, by 1 Sep 2026)" in words
    with qtbot.waitSignal(pane.pack_wanted):
        QTest.mouseClick(told.packer, LEFT)
    assert not told.isVisible()
    pane.desk.undo()
    assert not pane.desk.portfolio.follow_ups


def test_the_log_holds_expected_against_happened_and_is_searched(open_pane: Open) -> None:
    pane = open_pane()
    pane.show_page("decisions")
    log = pane.decisions.log
    assert log.proxy.index(0, 5).data() == "missed: 9 % on 1 Jul 2026"
    QTest.keyClicks(pane.decisions.search, "nowhere")
    assert log.proxy.rowCount() == 0
    pane.decisions.search.clear()
    log.setCurrentIndex(log.proxy.index(0, 0))
    pane.decisions.result.setFocus()
    QTest.keyClicks(pane.decisions.result, "It came late")
    QTest.keyClick(pane.decisions.result, Qt.Key.Key_Return)
    assert pane.desk.portfolio.decisions[20].result == "It came late"
    QTest.mouseClick(pane.decisions.failed, LEFT)
    assert pane.desk.portfolio.assumptions[21].held is False


def test_the_log_is_found_by_all_that_was_written_and_by_filters(open_pane: Open) -> None:
    pane = open_pane([*small(), Decision(22, date(2026, 7, 1), DecisionChoice.MORE, 10, reason="Twice the calls")])
    pane.show_page("decisions")
    page = pane.decisions
    assert page.log.shown() == [22, 20]
    QTest.keyClicks(page.search, "SUPPLIER looked")
    assert page.log.shown() == [20], "an assumption and the reason"
    assert page.count.text() == "1 of 2"
    page.search.clear()
    QTest.keyClicks(page.search, "Claims")
    assert page.log.shown() == [22, 20], "by their product"
    page.came.setCurrentIndex(page.came.findData("missed"))
    page.came.activated.emit(page.came.currentIndex())
    assert page.log.shown() == [20]
    page.choice.setCurrentIndex(page.choice.findData("more"))
    page.choice.activated.emit(page.choice.currentIndex())
    assert page.log.shown() == []
    assert page.none.isVisible()
    pane.show_decision(20)
    assert page.log.shown() == [22, 20], "who asks for one decision sees it"
    words = page.paper.toPlainText()
    for said in ("Portal", "It looked well", "Read: missed: 9 % on 1 Jul 2026", "The supplier stays: not judged yet"):
        assert said in words


def test_the_day_of_a_decision_is_never_cut(open_pane: Open) -> None:
    pane = open_pane()
    pane.show_page("decisions")
    pane.window().resize(760, 700)
    log = pane.decisions.log
    words = str(log.proxy.index(0, 0).data())
    assert QFontMetricsF(fonts.font(fonts.CELL)).horizontalAdvance(words) + 2 * PAD <= log.columnWidth(0)


def test_the_export_has_what_is_shown(open_pane: Open) -> None:
    pane = open_pane([*small(), Decision(22, date(2026, 7, 1), DecisionChoice.MORE, 10, reason="Twice the calls")])
    pane.show_page("decisions")
    page = pane.decisions
    handed: list[Exportable] = []
    written: list[str] = []
    pane.export_wanted.connect(handed.append)
    page.document_wanted.disconnect()
    page.document_wanted.connect(lambda _title, words: written.append(words))
    QTest.keyClicks(page.search, "calls")
    QTest.mouseClick(page.export, LEFT)
    QTest.mouseClick(page.document, LEFT)
    assert [row[3] for row in handed[0].make().rows] == ["Twice the calls"]
    assert written[0].startswith("# Decisions\n")
    assert "Twice the calls" in written[0]
    assert "It looked well" not in written[0]


def test_the_agenda_holds_what_was_decided_before_against_what_happened(open_pane: Open) -> None:
    pane = open_pane()
    select(pane, 0)
    earlier = pane.agenda.earlier
    assert earlier.isVisible()
    assert (
        "Continue on 1 Jun 2026. Expected: Rework 8 % by 15 Jul 2026; missed: 9 % on 1 Jul 2026." in earlier.said.text()
    )
    QTest.mouseClick(earlier.read, LEFT)
    assert pane.switch.value() == "decisions"
    assert "It looked well" in pane.decisions.paper.toPlainText()
    pane.show_page("agenda")
    select(pane, 1)
    assert not earlier.isVisible(), "nothing was decided on it"


def test_the_agenda_says_what_is_proposed_and_why(open_pane: Open) -> None:
    item = AgendaItem(70, date(2026, 8, 3), Proposal.WAIT, 10, reason="The campaign begins", until=date(2026, 9, 1))
    pane = open_pane([*small(), item])
    select(pane, titles(pane).index("Chat bot"))
    earlier = pane.agenda.earlier
    assert earlier.proposed.text() == "Proposed on 3 Aug 2026: wait until 1 Sep 2026. The campaign begins"
    assert not earlier.read.isVisible(), "nothing was decided on it"


def test_looking_back_tells_of_the_time_that_is_chosen(open_pane: Open, qtbot: QtBot) -> None:
    pane = open_pane()
    pane.show_page("learn")
    page = pane.learn
    assert [page.time.itemText(at) for at in range(page.time.count())] == [
        "This quarter", "Last quarter", "Last twelve months",
    ]  # fmt: skip
    qtbot.waitUntil(lambda: "1 Jul 2026 to 19 Aug 2026" in page.paper.toPlainText())
    said = "Continue: Portal. Expected: Rework 8 % by 15 Jul 2026; missed: 9 % on 1 Jul 2026"
    assert said in page.paper.toPlainText()
    page.time.setCurrentIndex(1)
    page.time.activated.emit(1)
    qtbot.waitUntil(lambda: "1 Apr 2026 to 30 Jun 2026" in page.paper.toPlainText())
    assert "No effect was expected of a decision in this time." in page.paper.toPlainText()
    written: list[str] = []
    page.document_wanted.disconnect()
    page.document_wanted.connect(lambda _title, words: written.append(words))
    QTest.mouseClick(page.document, LEFT)
    assert written[0].startswith("# What there is to learn, 1 Apr 2026 to 30 Jun 2026")


def test_a_document_is_saved_in_a_thread_and_said(
    open_pane: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane, path = open_pane(), tmp_path / "log.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    pane.show_page("decisions")
    with qtbot.waitSignal(pane.desk.refused) as told:
        QTest.mouseClick(pane.decisions.document, LEFT)
    assert told.args == [f"Saved log.pdf in {tmp_path}"]
    assert path.read_bytes().startswith(b"%PDF")
    path.unlink()
    (tmp_path / "log.pdf").mkdir()
    with qtbot.waitSignal(pane.desk.refused) as told:
        QTest.mouseClick(pane.decisions.document, LEFT)
    assert "log.pdf" in told.args[0]


def test_what_was_learnt_is_kept_as_a_template(open_pane: Open, qtbot: QtBot, tmp_path: Path) -> None:
    pane, path = open_pane(), tmp_path / "next.ddesk"
    with qtbot.waitSignal(pane.desk.refused) as told:
        pane.learn.write_template(path)
    assert told.args == ["Saved as next.ddesk. Open it to begin the next quarter."]
    document = Document.open(path, read_only=True)
    assert [each.name for each in document.portfolio.products] == ["Claims"]
    assert not len(document.portfolio.deliverables)
    document.close()


def test_options_are_kept_with_a_decision(open_pane: Open) -> None:
    pane = open_pane()
    select(pane, 1)
    bar = pane.agenda.bar
    QTest.mouseClick(bar.more, LEFT)
    bar.options.setText("Go on, or table")
    bar.reason.setText("It is nearly done")
    QTest.mouseClick(bar.buttons[DecisionChoice.CONTINUE], LEFT)
    decision = max(pane.desk.portfolio.decisions, key=lambda each: each.id)
    assert decision.options == "Go on, or table"
    assert not bar.options.text()


def test_an_empty_portfolio_says_what_will_stand_here(open_pane: Open) -> None:
    pane = open_pane([])
    assert pane.agenda.nothing.isVisible()
    pane.show_page("decisions")
    assert pane.decisions.empty.isVisible()
    pane.show_page("follow_ups")
    assert pane.follow_ups.empty.isVisible()
