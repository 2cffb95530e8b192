"""What a table holds is told by its columns, in whatever order they stand, and surely where the desk wrote it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.charts.backlog import backlog_table
from deliverydesk.charts.registers import REGISTERS
from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.domain.entities import Demand, Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.importers import guess_plan, preview
from deliverydesk.importers.fields import FIELDS, What
from deliverydesk.importers.sample import sample_portfolio
from deliverydesk.support.paths import resource_dir
from tests.importers.tables import csv_text, table_of

SAMPLE = sample_portfolio(date(2026, 8, 19))
EXPORTS: dict[What, TableData] = {
    "deliverables": backlog_table(SAMPLE),
    "outcomes": REGISTERS["outcomes"][1](SAMPLE),
    "products": REGISTERS["products"][1](SAMPLE),
    "teams": REGISTERS["teams"][1](SAMPLE),
    "people": REGISTERS["people"][1](SAMPLE),
}
NAMES: dict[What, str] = {"deliverables": "Title", "outcomes": "Outcome", "products": "Product", "teams": "Team"} | {
    "people": "Person"
}
CATALOGUES = sorted((resource_dir() / "languages").glob("*/LC_MESSAGES/deliverydesk.po"))


def _what(text: str, portfolio: Portfolio | None = None) -> What:
    return guess_plan(table_of(text), portfolio or Portfolio()).what


def _with(table: TableData, places: list[int], name: Callable[[str], str] = str) -> TableData:
    columns = tuple(replace(table.columns[place], name=name(table.columns[place].name)) for place in places)
    return TableData(table.title, columns, tuple(tuple(row[place] for place in places) for row in table.rows))


def _filled(table: TableData) -> TableData:
    """Every column with something in it, as a column without a value says nothing."""
    examples: dict[str, Cell] = {"text": "x", "number": 0.5, "whole": 3, "percent": 5.0, "date": date(2026, 1, 5)}
    known = {"Direction": "down", "Kind": "health", "Life stage": "improve", "Stage": "idea"}
    known |= {"Pinned to its dates": "yes", "Must be done": "yes"}
    empty = [not any(row[place] not in ("", None) for row in table.rows) for place in range(len(table.columns))]

    def cell(column: Column, place: int, value: Cell) -> Cell:
        return (known.get(column.name) or examples[column.kind]) if empty[place] else value

    rows = (tuple(cell(table.columns[at], at, value) for at, value in enumerate(row)) for row in table.rows)
    return TableData(table.title, table.columns, tuple(rows))


@given(data=st.data())
@pytest.mark.parametrize("what", EXPORTS)
def test_a_table_that_the_desk_wrote_is_taken_for_what_it_is(what: What, data: st.DataObject) -> None:
    table = _filled(EXPORTS[what])
    naming = next(at for at, column in enumerate(table.columns) if column.name == NAMES[what])
    others = [at for at in range(len(table.columns)) if at != naming]
    taken = data.draw(st.lists(st.sampled_from(others), unique=True, min_size=1))
    places = data.draw(st.permutations([naming, *taken]))
    assert _what(csv_text(_with(table, list(places)))) == what


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
@pytest.mark.parametrize("what", EXPORTS)
def test_so_it_is_in_every_language(what: What, path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file)

    def translated(name: str) -> str:
        found = catalogue.get(name, "heading that an import reads") or catalogue.get(name)
        return str(found.string) if found is not None and found.string else name

    table = EXPORTS[what]
    for places in (range(len(table.columns)), reversed(range(len(table.columns)))):
        assert _what(csv_text(_with(table, list(places), translated))) == what


@pytest.mark.parametrize("what", EXPORTS)
def test_it_changes_nothing_where_it_comes_from(what: What) -> None:
    table = table_of(csv_text(EXPORTS[what]))
    found = preview(table, guess_plan(table, SAMPLE), SAMPLE)
    assert (found.problems, found.added, found.updated) == ((), 0, 0)
    assert found.unchanged == len(EXPORTS[what].rows)


@pytest.mark.parametrize("what", [what for what in EXPORTS if what != "deliverables"])
def test_every_field_of_a_register_is_written_and_read(what: What) -> None:
    plan = guess_plan(table_of(csv_text(_filled(EXPORTS[what]))), SAMPLE)
    assert {column.field for column in plan.columns} == set(FIELDS[what])


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Outcome,Metric,Due\nFaster,days,2026-12-01\nCheaper,cost,2026-12-01\n", "outcomes"),
        ("Due,Metric,Outcome\n2026-12-01,days,Faster\n2026-12-01,cost,Cheaper\n", "outcomes"),
        ("Outcome,Due\nFaster,2026-12-01\nCheaper,2026-12-01\n", "outcomes"),
        ("Outcome,Target,Due\nFaster,5,2026-12-01\nCheaper,7,2026-12-01\n", "outcomes"),
        ("Wirkung;Kennzahl;Zieltermin\nSchneller;Tage;01.12.2026\nBilliger;Kosten;01.12.2026\n", "outcomes"),
        ("Verantwortlich;Fällig;Wirkung\nMia;01.12.2026;Schneller\nMia;01.12.2026;Billiger\n", "outcomes"),
        ("Outcome,Owner,Status\nFaster,Mia,On track\nCheaper,Ana,At risk\n", "outcomes"),
        ("Outcome,What we build,Due\nFaster,Search,2026-12-01\nCheaper,Login,2026-12-01\n", "deliverables"),
        ("Outcome,Title,Due\nFaster,Search,2026-12-01\nFaster,Login,2026-12-01\n", "deliverables"),
        ("Idea,Outcome,Due\nSearch,Faster,2026-12-01\nLogin,Cheaper,2026-12-01\n", "deliverables"),
        ("Outcome,Month,Value\nFaster,2026-01,5\nCheaper,2026-01,7\n", "measurements"),
        ("Metric,Month,Users\nFaster,2026-01,5\nCheaper,2026-02,7\n", "measurements"),
        ("Team,FTE,Focus\nBlue,5,80 %\nRed,3,70 %\n", "teams"),
        ("ID,Team,Members,Skills\n1,Blue,5,web\n2,Red,3,data\n", "teams"),
        ("Team;Mitglieder;Fokus;Fähigkeiten\nBlau;5;80 %;Web\nRot;3,5;70 %;\n", "teams"),
        ("Team,Title,Effort\nBlue,Search,5\nRed,Login,3\n", "deliverables"),
        ("Key,Team,Created,Resolved\nA-1,Blue,2026-01-01,2026-02-01\nA-2,Red,2026-01-05,2026-02-07\n", "deliverables"),
        ("Name,Team,Share,Skills\nAna,Blue,100 %,web\nBen,Blue,50 %,data\n", "people"),
        ("Mitarbeiter;Team;Stellenanteil;Eintritt\nAna;Blau;100 %;01.02.2026\nBen;Blau;50 %;\n", "people"),
        ("Person,Team\nAna,Blue\nBen,Blue\n", "people"),
        ("Name,Team,Effort\nSearch,Blue,5\nLogin,Red,3\n", "deliverables"),
        ("Product,Customer,Need,Life stage,Upkeep share\nClaims,Handlers,Speed,build,0.2\n", "products"),
        ("Produkt;Kunde;Lebensphase\nSchaden;Sachbearbeitung;aufbauen\n", "products"),
        ("Product,Title,Owner\nClaims,Search,Mia\nBilling,Login,Mia\n", "deliverables"),
    ],
)
def test_a_table_of_anybody_is_taken_for_what_it_names(text: str, what: What) -> None:
    assert _what(text) == what


def test_what_planning_asks_of_work_comes_in_and_goes_out_again() -> None:
    text = (
        "Title,Team,Effort,Skill,Earliest start,Pinned,Must do,Choice group\n"
        "Search,Blue,3,data,2026-10-05,yes,no,front\nLogin,Blue,2,,,,x,front\n"
    )
    table = table_of(text)
    found = preview(table, guess_plan(table, Portfolio()), Portfolio())
    assert found.problems == ()
    after = Portfolio().after(found.change_set)
    search, login = after.deliverables
    assert (search.pinned, search.must_do, search.choice_group) == (True, False, "front")
    assert search.earliest_start == date(2026, 10, 5)
    assert (login.pinned, login.must_do, login.earliest_start) == (False, True, None)
    assert [demand.skill for demand in after.demands] == ["data", ""]
    again = preview(written := table_of(csv_text(backlog_table(after))), guess_plan(written, after), after)
    assert (again.unchanged, again.change_set.changes) == (2, ())
    fresh = preview(written, guess_plan(written, Portfolio()), Portfolio())
    copy = Portfolio().after(fresh.change_set)
    assert list(copy.deliverables) == list(after.deliverables)
    assert list(copy.demands) == list(after.demands)


@pytest.mark.parametrize(
    "heads",
    [
        "Titel;Fähigkeit;Festgelegt;Pflicht;Frühester Beginn;Alternativgruppe;Team",
        "Titel;Kompetenz;Fixiert;Muss sein;Nicht vor;Entweder-oder-Gruppe;Team",
    ],
)
def test_they_are_known_in_german(heads: str) -> None:
    plan = guess_plan(table_of(f"{heads}\nSuche;Web;ja;nein;05.10.2026;vorn;Blau\n"), Portfolio())
    fields = ["title", "skill", "pinned", "must_do", "earliest_start", "choice_group", "team"]
    assert [column.field for column in plan.columns] == fields


def test_a_skill_that_is_asked_of_no_team_is_named() -> None:
    table = table_of("Title,Team,Skill\nSearch,,data\n")
    found = preview(table, guess_plan(table, Portfolio()), Portfolio())
    assert [(each.row, each.column, each.value) for each in found.problems] == [(2, "Skill", "data")]
    assert found.added == 1


def test_a_skill_goes_to_the_team_that_the_row_names() -> None:
    table = table_of("Title,Team,Skill\nSearch,Blue,\n")
    one = Portfolio().after(preview(table, guess_plan(table, Portfolio()), Portfolio()).change_set)
    (item,) = one.deliverables
    team = replace(next(iter(one.teams)), id=70, name="Red")
    both = Portfolio.of([*one.deliverables, *one.teams, team, *one.demands, Demand(71, item.id, 70)])
    for said, wanted in (("Red,web", ["", "web"]), ("Blue,web", ["web", ""]), (",web", ["", ""])):
        table = table_of(f"Title,Team,Skill\nSearch,{said}\nOther,Blue,x\n")
        found = preview(table, guess_plan(table, both), both)
        after = both.after(found.change_set)
        assert [demand.skill for demand in after.demands if demand.deliverable == item.id] == wanted
        assert bool(found.problems) == (wanted == ["", ""])


def test_an_outcome_without_a_metric_is_taken() -> None:
    table = table_of("Outcome,Due\nFaster,2026-12-01\n")
    after = Portfolio().after(preview(table, guess_plan(table, Portfolio()), Portfolio()).change_set)
    (outcome,) = after.outcomes
    assert outcome == Outcome(outcome.id, "Faster", due=date(2026, 12, 1))
