"""The settings sheet by mouse and keyboard, and the table behind it without Qt."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from deliverydesk.actions import records
from deliverydesk.charts.format import day
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import (
    Absence,
    Criterion,
    Deliverable,
    Demand,
    Outcome,
    Product,
    Rating,
    Settings,
    Team,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.domain.values import DateStyle, LifeStage, Period, ScoringModel, Stage
from deliverydesk.support import language
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.dialogs.settings import open_settings, tables
from deliverydesk.ui.dialogs.settings.sheet import PAGES
from deliverydesk.ui.dialogs.settings.table_model import EntityTable
from deliverydesk.ui.dialogs.stopping.retire_sheet import RetireSheet
from deliverydesk.ui.theme import apply_theme, current_theme, theme_manager

TODAY = date(2026, 8, 19)


def make_portfolio():
    return Portfolio.of(
        [
            Settings(1, "Larkfield"),
            Product(2, "Claims", "CL"),
            Product(3, "Enrolment", "EN"),
            Team(4, "Data", 4, 0.75),
            Team(5, "Growth", 3),
            Absence(6, 4, date(2026, 12, 21), date(2026, 12, 31), 2, "Year's end"),
            Criterion(7, "Benefit", 3, 1, 5),
            Deliverable(8, "Refusals", GAP, product=2),
            Deliverable(9, "Letters", 2 * GAP, product=2),
            Outcome(10, "Calls", product=2),
            Demand(11, 8, 4, likely=3),
            Rating(12, 8, 7, 4),
        ]
    )


@pytest.fixture
def desk(qapp, monkeypatch):
    monkeypatch.setenv("DELIVERYDESK_TODAY", TODAY.isoformat())
    apply_theme(qapp, "light")
    made = Desk(MemoryDocument(make_portfolio()))
    yield made
    made.close()


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 720)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def sheet(desk, window):
    return open_settings(window, desk)


def editor(panel):
    (made,) = (each for each in panel.view.findChildren(QWidget, "settings.editor") if each.isVisible())
    return made


def type_into(qtbot, panel, row, column, words, key=Qt.Key.Key_Return):
    panel.view.setCurrentIndex(panel.model.index(row, column))
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    field = editor(panel)
    field.selectAll()
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, key)


def write(qtbot, form, key, words):
    row = form.row(key)
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_F2)
    row.editor.selectAll()
    qtbot.keyClicks(row.editor, words)
    qtbot.keyClick(row.editor, Qt.Key.Key_Return)


def editing(panel):
    return any(each.isVisible() for each in panel.view.findChildren(QWidget, "settings.editor"))


# Without Qt


def test_what_goes_with_a_deletion_is_counted():
    portfolio = make_portfolio()
    assert (
        tables.what_goes(portfolio, tables.PRODUCTS, [2])
        == "Deleting “Claims” leaves 1 outcome and 2 deliverables without a product."
    )
    assert tables.what_goes(portfolio, tables.TEAMS, [4]) == "Deleting “Data” takes 1 demand and 1 absence with it."
    assert tables.what_goes(portfolio, tables.CRITERIA, [7]) == "Deleting “Benefit” takes 1 rating with it."
    assert tables.what_goes(portfolio, tables.TEAMS, [5]) == "Deleting “Growth” takes nothing else along."
    assert tables.what_goes(portfolio, tables.TEAMS, []) == ""


def test_a_new_row_has_a_name_that_is_free():
    portfolio = make_portfolio()
    for expected in ("New team", "New team 2", "New team 3"):
        made = tables.adding(tables.TEAMS, None, TODAY)(portfolio)
        portfolio = portfolio.after(made)
        assert expected in {team.name for team in portfolio.teams}


def test_an_absence_begins_as_the_next_week():
    values = tables.new_values(make_portfolio(), tables.ABSENCES, 4, TODAY)
    assert (values["start"], values["end"]) == (date(2026, 8, 24), date(2026, 8, 28))


def test_the_label_of_a_deletion_says_what_went_with_it():
    made = tables.deleting(tables.TEAMS, [4])(make_portfolio())
    assert made.label == "delete “Data” with 1 demand and 1 absence"


# The sheet


def test_the_portfolio_page_edits_in_place(sheet, desk, qtbot):
    form = sheet.pages["portfolio"].form
    write(qtbot, form, "name", "Larkfield Health")
    write(qtbot, form, "fiscal_year_start", "April")
    settings = desk.portfolio.settings
    assert (settings.name, settings.fiscal_year_start) == ("Larkfield Health", 4)
    row = form.row("name")
    row.edit()
    row.editor.clear()
    qtbot.keyClick(row.editor, Qt.Key.Key_Return)
    assert row.refusal == "The name cannot be empty."


def test_cells_are_edited_by_keyboard(sheet, desk, qtbot):
    sheet.show_page("products")
    panel = sheet.pages["products"].table
    type_into(qtbot, panel, 0, 0, "Claims and refunds")
    type_into(qtbot, panel, 0, 1, "cr")
    type_into(qtbot, panel, 0, 4, "Maintain")
    type_into(qtbot, panel, 0, 6, "25 %")
    product = desk.portfolio.products[2]
    assert (product.name, product.code, product.life_stage, product.upkeep_share) == (
        "Claims and refunds",
        "CR",
        LifeStage.MAINTAIN,
        0.25,
    )
    assert not editing(panel)


def test_a_refused_cell_stays_open_with_a_sentence(sheet, desk, qtbot):
    sheet.show_page("products")
    panel = sheet.pages["products"].table
    type_into(qtbot, panel, 0, 0, "Enrolment")
    assert editor(panel).text() == "Enrolment"
    assert panel.said.property("role") == "bad"
    assert panel.said.text().endswith(".")
    assert desk.portfolio.products[2].name == "Claims"
    qtbot.keyClick(editor(panel), Qt.Key.Key_Escape)
    assert panel.said.property("role") == "text2"
    assert sheet.isVisible(), "Escape leaves the cell, not the sheet"


def test_what_is_needed_cannot_be_emptied(sheet, desk, qtbot):
    sheet.show_page("teams")
    panel = sheet.pages["teams"].teams
    panel.view.setCurrentIndex(panel.model.index(0, 1))
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    editor(panel).clear()
    qtbot.keyClick(editor(panel), Qt.Key.Key_Return)
    assert panel.said.text() == "The number of members cannot be empty."
    assert desk.portfolio.teams[4].members == 4


def test_tab_goes_on_to_the_next_cell(sheet, desk, qtbot):
    sheet.show_page("criteria")
    panel = sheet.pages["scoring"].criteria
    type_into(qtbot, panel, 0, 1, "5", Qt.Key.Key_Tab)
    assert desk.portfolio.criteria[7].weight == 5
    assert panel.view.currentIndex().column() == 2
    assert editing(panel)


def test_adding_begins_with_the_name(sheet, desk, qtbot):
    sheet.show_page("products")
    panel = sheet.pages["products"].table
    qtbot.mouseClick(panel.adder, Qt.MouseButton.LeftButton)
    assert editor(panel).text() == "New product"
    qtbot.keyClicks(editor(panel), "Care Finder")
    qtbot.keyClick(editor(panel), Qt.Key.Key_Return)
    assert "Care Finder" in {product.name for product in desk.portfolio.products}


def test_deleting_says_what_went_and_is_undone_in_one_step(sheet, desk, qtbot):
    said = []
    desk.done.connect(said.append)
    before = desk.portfolio
    sheet.show_page("teams")
    panel = sheet.pages["teams"].teams
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    assert said == ["Delete “Data” with 1 demand and 1 absence"]
    assert 4 not in desk.portfolio.teams
    assert panel.model.rowCount() == 1
    desk.undo()
    assert desk.portfolio == before
    assert [panel.model.index(row, 0).data() for row in range(panel.model.rowCount())] == ["Data", "Growth"]


def test_absences_are_those_of_the_chosen_team(sheet, desk, qtbot):
    sheet.show_page("teams")
    page = sheet.pages["teams"]
    page.show_part("absences")
    assert page.absences.model.rowCount() == 1
    assert "3 pw a week" in page.title.text()
    page.teams.view.setCurrentIndex(page.teams.model.index(1, 0))
    assert page.absences.model.rowCount() == 0
    qtbot.mouseClick(page.absences.adder, Qt.MouseButton.LeftButton)
    assert page.absences.model.rowCount() == 1
    (new,) = desk.portfolio.absences.by("team", 5)
    type_into(qtbot, page.absences, 0, 1, "2026-08-20")
    assert page.absences.said.property("role") == "bad", "it would end before it begins"
    assert desk.portfolio.absences[new.id].end == date(2026, 8, 28)


def test_people_loans_and_holidays_of_a_team_are_tables(sheet, desk, qtbot):
    sheet.show_page("teams")
    page = sheet.pages["teams"]
    team = page.teams.model.id_at(0)
    for part, table in (("people", "people"), ("loans", "loans"), ("holidays", "holidays")):
        page.show_part(part)
        qtbot.mouseClick(page.parts[part].adder, Qt.MouseButton.LeftButton)
        assert len(getattr(desk.portfolio, table)) == 1
    (person,) = desk.portfolio.people
    assert person.team == team
    assert "0.75 pw a week" in page.title.text(), "one person is known now, and the three members are not any more"
    page.show_part("people")
    type_into(qtbot, page.parts["people"], 0, 2, "SQL, CSS")
    assert desk.portfolio.people[person.id].skills == ("SQL", "CSS")
    (loan,) = desk.portfolio.loans
    assert loan.lender == team


def test_each_page_opens_with_a_row_chosen(sheet):
    for page, inside in (("products", "table"), ("teams", "teams"), ("scoring", "criteria")):
        sheet.show_page(page)
        panel = getattr(sheet.pages[page], inside, sheet.pages[page])
        assert len(panel.view.chosen()) == 1
        assert panel.deleter.isEnabled()


def test_changes_from_elsewhere_are_shown(sheet, desk):
    sheet.show_page("products")
    model = sheet.pages["products"].table.model
    desk.do(lambda portfolio: records.edit(portfolio, Product, [2], {"name": "Refunds"}))
    assert model.index(0, 0).data() == "Refunds"
    desk.do(lambda portfolio: records.delete(portfolio, Product, [2]))
    assert model.rowCount() == 1


@pytest.mark.parametrize("table", [tables.PRODUCTS, tables.TEAMS, tables.CRITERIA, tables.ABSENCES])
def test_the_tables_keep_the_rules_of_models(desk, qtmodeltester, table):
    model = EntityTable(desk, table)
    model.set_owner(4)
    qtmodeltester.check(model)
    desk.do(tables.adding(table, 4, TODAY))
    desk.undo()
    qtmodeltester.check(model)


def test_tab_reaches_the_page_before_the_button_that_closes(sheet, qtbot):
    for page in ("products", "teams", "scoring", "appearance"):
        sheet.show_page(page)
        sheet.tabs.button(page).setFocus()
        seen = []
        for _ in range(12):
            sheet.focusNextPrevChild(True)
            focused = QApplication.focusWidget()
            seen.append(focused)
            if focused is sheet.done:
                break
        assert sheet.done in seen
        assert any(each is not sheet.done and sheet.pages[page].isAncestorOf(each) for each in seen)


def test_everything_that_takes_the_focus_has_a_name(sheet):
    for page, _ in PAGES:
        sheet.show_page(page)
        nameless = [
            each.objectName() or type(each).__name__
            for each in sheet.findChildren(QWidget)
            if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus and not each.accessibleName()
        ]
        assert nameless == []


# Formats and limits


def test_another_style_of_dates_is_one_step_and_holds_at_once(desk, window, qtbot):
    sheet = open_settings(window, desk, "formats")
    row = sheet.pages["formats"].form.row("date_style")
    assert desk.do(row.row.act("Nov 6, 2026"))
    assert desk.portfolio.settings.date_style is DateStyle.MONTH_DAY
    assert day(date(2026, 11, 6)) == "Nov 6, 2026"
    desk.undo()
    assert day(date(2026, 11, 6)) == "6 Nov 2026"


def test_a_stage_is_limited_once(desk, window, qtbot):
    sheet = open_settings(window, desk, "limits")
    panel = sheet.pages["limits"]
    qtbot.mouseClick(panel.adder, Qt.MouseButton.LeftButton)
    (limit,) = desk.portfolio.stage_limits
    assert (limit.stage, limit.limit) == (Stage.DELIVERY, 5)
    type_into(qtbot, panel, 0, 1, "7")
    assert desk.portfolio.stage_limits[limit.id].limit == 7
    for _ in range(4):
        qtbot.mouseClick(panel.adder, Qt.MouseButton.LeftButton)
    said = []
    desk.refused.connect(said.append)
    qtbot.mouseClick(panel.adder, Qt.MouseButton.LeftButton)
    assert said == ["Every stage in which work goes on has a limit already."]
    assert len({each.stage for each in desk.portfolio.stage_limits}) == 5


# Scoring


def test_the_scoring_page_chooses_the_model_and_how_it_counts(desk, window, qtbot):
    sheet = open_settings(window, desk, "scoring")
    form = sheet.pages["scoring"].model.form
    write(qtbot, form, "scoring_model", "WSJF")
    write(qtbot, form, "reach_period", "a month")
    write(qtbot, form, "rank_gap", "7")
    settings = desk.portfolio.settings
    assert (settings.scoring_model, settings.reach_period, settings.rank_gap) == (ScoringModel.WSJF, Period.MONTH, 7)


def test_the_criteria_are_on_the_scoring_page(desk, window):
    sheet = open_settings(window, desk, "criteria")
    assert sheet.tabs.value() == "scoring"
    assert sheet.stack.currentWidget().criteria.model.rowCount() == 1


# Appearance


def test_a_theme_is_worn_at_once(desk, window, qtbot, qapp):
    page = open_settings(window, desk, "appearance").pages["appearance"]
    assert page.theme.value() == "light"
    qtbot.mouseClick(page.theme.button("dark"), Qt.MouseButton.LeftButton)
    assert theme_manager(qapp).choice == "dark"
    assert current_theme().name == "dark"
    qtbot.keyClick(page.theme.button("dark"), Qt.Key.Key_Right)
    assert current_theme().name == "contrast"


def test_a_theme_that_is_chosen_elsewhere_is_shown(desk, window, qapp):
    page = open_settings(window, desk, "appearance").pages["appearance"]
    theme_manager(qapp).choose("contrast")
    assert page.theme.value() == "contrast"


def test_a_language_is_kept_for_the_next_start(desk, window, qtbot):
    page = open_settings(window, desk, "appearance").pages["appearance"]
    assert [page.language.itemText(at) for at in range(page.language.count())] == [
        "As the system",
        "English",
        "Deutsch",
    ]
    assert page.note.text() == "Another language takes effect the next time DeliveryDesk starts."
    page.language.setFocus()
    qtbot.keyClick(page.language, Qt.Key.Key_End)
    assert language.choice() == "de"
    assert language.language() == "en"
    qtbot.keyClick(page.language, Qt.Key.Key_Home)
    assert language.choice() is None


def test_the_language_that_was_chosen_is_shown(desk, window):
    language.choose("de")
    page = open_settings(window, desk, "appearance").pages["appearance"]
    assert page.language.currentText() == "Deutsch"


def test_a_language_that_cannot_be_kept_is_told_and_taken_back(desk, window, qtbot, monkeypatch):
    def full(code):
        raise OSError(28, "No space left on device")

    page = open_settings(window, desk, "appearance").pages["appearance"]
    monkeypatch.setattr(language, "choose", full)
    qtbot.keyClick(page.language, Qt.Key.Key_End)
    assert page.note.text() == "The choice could not be kept: No space left on device"
    assert page.language.currentText() == "As the system"


def test_what_can_be_undone_is_said_on_the_pages_of_the_portfolio_alone(sheet):
    assert sheet.hint.isVisible()
    sheet.show_page("appearance")
    assert not sheet.hint.isVisible()
    sheet.show_page("teams")
    assert sheet.hint.isVisible()


def test_the_chosen_product_says_how_it_is_and_can_be_retired(sheet, desk, window, qtbot):
    desk.load_scores()
    sheet.show_page("products")
    page = sheet.pages["products"]
    qtbot.waitUntil(lambda: page.condition.text() not in ("", "Looking at the readings"))
    assert page.title.text() == desk.portfolio.products[page.product].name
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    assert "never reviewed" in said
    qtbot.mouseClick(page.retire, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(window.findChildren(RetireSheet)))
    (retiring,) = window.findChildren(RetireSheet)
    qtbot.keyClicks(retiring.reason, "Nobody asks")
    qtbot.mouseClick(retiring.confirm, Qt.MouseButton.LeftButton)
    assert desk.portfolio.products[page.product].life_stage is LifeStage.RETIRE
    assert not page.retire.isEnabled()
    gone = "retired: none is due"
    qtbot.waitUntil(lambda: gone in [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)])


def test_a_first_day_after_the_last_takes_the_last_day_along(sheet, desk, qtbot):
    sheet.show_page("teams")
    page = sheet.pages["teams"]
    page.show_part("absences")
    model = page.absences.model
    act = model.cell(model.index(0, 0)).act
    desk.do(act("2027-01-04"))
    absence = desk.portfolio.absences[6]
    assert (absence.start, absence.end) == (date(2027, 1, 4), date(2027, 1, 14))
    desk.do(model.cell(model.index(0, 0)).act("2027-01-06"))
    assert desk.portfolio.absences[6].end == date(2027, 1, 14), "within the absence only the start moves"
