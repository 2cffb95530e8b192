"""Products, teams and people from tables: taken, known again, and what does not fit named by row and column."""

from datetime import date

import pytest

from deliverydesk.domain.entities import Person, Product, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.rules import check_all
from deliverydesk.domain.values import LifeStage
from deliverydesk.importers import ImportPlan, ImportProblem, Preview, guess_plan, preview
from tests.importers.tables import imported, table_of

BLUE, RED = Team(1, "Blue", 5.0), Team(2, "Red", 3.0)


def _problems(found: Preview) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, problem.value) for problem in found.problems]


def test_teams_come_in_and_are_known_again() -> None:
    text = 'Team,FTE,Focus,Skills,Notes\nBlue,5.5,80 %,"web, data",the old one\nRed,,,,\n'
    found, after = imported(text)
    assert (found.report.what, found.added, found.problems) == ("teams", 2, ())
    first, second = after.teams
    assert first == Team(first.id, "Blue", 5.5, 0.8, "the old one", skills=("web", "data"))
    assert second == Team(second.id, "Red")
    again, _ = imported(text.replace("Blue", "BLUE"), after)
    assert (again.unchanged, again.change_set.changes) == (2, ())
    assert list(check_all(after)) == []


def test_people_come_in_with_the_teams_that_they_name() -> None:
    text = "Name,Team,Share,Skills,Joins,Leaves\nAna,Blue,50,web,2026-02-01,2026-12-31\nBen,Green,100,,,\n"
    found, after = imported(text, Portfolio.of([BLUE]))
    assert (found.report.what, found.added, found.problems) == ("people", 2, ())
    assert found.created == {"teams": ("Green",)}
    ana, ben = after.people
    assert ana == Person(ana.id, 1, "Ana", 0.5, ("web",), date(2026, 2, 1), date(2026, 12, 31))
    assert (after.teams[ben.team].name, ben.share) == ("Green", 1.0)
    again, _ = imported(text, after)
    assert (again.unchanged, again.change_set.changes) == (2, ())


def test_products_come_in() -> None:
    text = (
        "Produkt;Kürzel;Kunde;Bedürfnis;Lebensphase;Verantwortlich;Pflegeanteil;Durchsprache alle\n"
        "Schaden;sc;Sachbearbeitung;schnell zahlen;verbessern;Mia;20 %;30 Tage\nNeu;;;;;;;\n"
    )
    found, after = imported(text)
    assert (found.report.what, found.added, found.problems) == ("products", 2, ())
    claims, new = after.products
    assert claims == Product(
        claims.id,
        "Schaden",
        "SC",
        "Sachbearbeitung",
        "schnell zahlen",
        LifeStage.IMPROVE,
        "Mia",
        0.2,
        30,
    )
    assert new == Product(new.id, "Neu")


@pytest.mark.parametrize(
    ("text", "problem", "words"),
    [
        ("Team,FTE,Skills\nBlue,-1,web\nRed,2,data\n", (2, "FTE", "-1"), "must be 0 or more"),
        ("Team,FTE,Focus\nBlue,5,0.8\nRed,2,1.3\n", (3, "Focus", "1.3"), "no share from 0 % to 100 %"),
        ("Person,Team,Share\nAna,Blue,0\nBen,Blue,0.5\n", (2, "Share", "0"), "more than 0"),
        (
            "Person,Team,Joins,Leaves\nAna,Blue,2026-05-01,2026-04-01\n",
            (2, "Leaves", "2026-04-01"),
            "is the first day",
        ),
        ("Product,Code,Customer\nClaims,ABC,Ana\n", (2, "Code", "ABC"), "two letters"),
        ("Product,Life stage,Customer\nClaims,buld,Ana\nBilling,build,Ana\n", (2, "Life stage", "buld"), "is none of"),
    ],
)
def test_a_cell_that_does_not_fit_is_named_and_the_rest_is_taken(
    text: str, problem: tuple[int, str, str], words: str
) -> None:
    found, after = imported(text)
    assert _problems(found) == [problem]
    assert words in found.problems[0].sentence
    assert found.added == len(text.splitlines()) - 1
    assert list(check_all(after)) == []


def test_a_row_that_cannot_be_told_is_left_out_and_named() -> None:
    before = Portfolio.of([BLUE, RED, Person(3, 1, "Ana"), Person(4, 2, "Ana"), Person(5, 2, "Ben")])
    text = "Person,Team,Skills\nAna,,web\nCara,,web\nBen,,web\nDora,Blue,web\ndora,Blue,data\n,Blue,data\n"
    found, after = imported(
        text,
        before,
        ImportPlan.from_json(
            {"what": "people", "columns": {"Person": "name", "Team": "team", "Skills": "skills"}},
            guess_plan(table_of(text), before),
        ),
    )
    assert [(problem.row, problem.value) for problem in found.problems] == [
        (2, "Ana"),
        (3, "Cara"),
        (6, "dora"),
        (7, ""),
    ]
    assert (found.left_out, found.updated, found.added) == (4, 1, 1)
    assert after.people[5].skills == ("web",)


def test_somebody_of_another_team_is_added_and_that_is_said() -> None:
    before = Portfolio.of([BLUE, RED, Person(3, 1, "Ana")])
    found, after = imported("Person,Team\nAna,Red\n", before)
    assert found.added == 1
    assert len(after.people) == 2
    assert any("“Ana” is in “Blue” already" in notice for notice in found.notices)


def test_empty_cells_empty_fields_only_where_that_is_asked_for() -> None:
    before = Portfolio.of([Team(1, "Blue", 5.0, 0.7, "old", skills=("web",))])
    text = "Team,FTE,Focus,Skills,Notes\nBlue,5,,,\n"
    _, after = imported(text, before)
    assert after.teams[1] == before.teams[1]
    plan = ImportPlan.from_json(
        {"clear_empty": True, "columns": {"Focus": "focus", "Skills": "skills", "Notes": "notes"}},
        guess_plan(table_of(text), before),
    )
    _, after = imported(text, before, plan)
    assert after.teams[1] == Team(1, "Blue", 5.0)


def test_rows_that_are_known_stay_where_nothing_is_to_be_updated() -> None:
    before = Portfolio.of([BLUE])
    text = "Team,FTE\nBlue,9\nRed,2\n"
    plan = ImportPlan.from_json({"update": False}, guess_plan(table_of(text), before))
    found, after = imported(text, before, plan)
    assert (found.unchanged, found.added, after.teams[1]) == (1, 1, BLUE)


@pytest.mark.parametrize("what", ["products", "teams", "people"])
def test_without_a_column_of_names_nothing_is_taken(what: str) -> None:
    table = table_of("Kram,Ding\nx,y\n")
    plan = ImportPlan.from_json({"what": what, "columns": {"Ding": "notes"}}, guess_plan(table, Portfolio()))
    with pytest.raises(ImportProblem, match="name; say which one is"):
        preview(table, plan, Portfolio())


def test_an_import_of_people_that_would_break_a_rule_takes_nothing() -> None:
    table = table_of("Team,FTE\n" + "\n".join(f"T{number},1" for number in range(3)) + "\n")
    before = Portfolio.of([Team(1, "t1")])
    found = preview(table, guess_plan(table, before), before)
    assert (found.added, found.updated) == (2, 0)
    assert list(check_all(before.after(found.change_set))) == []
