"""Outcomes from tables: guessed, taken, known again, and what does not fit named by row and column."""

from datetime import date

import pytest

from deliverydesk.domain.entities import Measurement, Outcome, Product
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.rules import check_all
from deliverydesk.domain.values import Direction, OutcomeKind
from deliverydesk.importers import ImportPlan, Preview, guess_plan
from deliverydesk.support.clock import today
from tests.importers.tables import imported, table_of

ALL = (
    "Product,Outcome,Metric,Unit,Direction,Kind,Baseline,Target,Due,Owner,Smallest change,Lag days,Window days,"
    "Baseline date,Frozen on,Frozen by,Hold above,Hold below\n"
    "Claims,Renewal rate,renewals by letters,%,up,lagging,61,70,2026-12-31,Ana,0.5,30,28,2026-01-05,2026-01-06,Ben,,\n"
    "Claims,Error rate,,%,hold,health,,,,,,,,,,,1,5\n"
)


@pytest.fixture(autouse=True)
def still_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIVERYDESK_TODAY", "2026-08-19")


def _named(portfolio: Portfolio, name: str) -> Outcome:
    return next(outcome for outcome in portfolio.outcomes if outcome.name == name)


def _problems(found: Preview) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, problem.value) for problem in found.problems]


def test_every_field_of_an_outcome_comes_in() -> None:
    found, after = imported(ALL)
    assert found.report.what == "outcomes"
    assert (found.added, found.problems, found.report.columns_not_taken) == (2, (), {})
    assert found.created == {"products": ("Claims",)}
    (product,) = after.products
    rate, errors = _named(after, "Renewal rate"), _named(after, "Error rate")
    assert rate == Outcome(
        rate.id,
        "Renewal rate",
        product.id,
        "renewals by letters",
        "%",
        Direction.UP,
        OutcomeKind.LAGGING,
        baseline=61.0,
        baseline_date=date(2026, 1, 5),
        target=70.0,
        due=date(2026, 12, 31),
        owner="Ana",
        smallest_change=0.5,
        lag_days=30,
        window_days=28,
        frozen=date(2026, 1, 6),
        frozen_by="Ben",
    )
    assert (errors.direction, errors.kind, errors.hold_low, errors.hold_high) == (Direction.HOLD, "health", 1.0, 5.0)
    assert list(check_all(after)) == []


def test_importing_again_changes_nothing() -> None:
    _, once = imported(ALL)
    again, _ = imported(ALL, once)
    assert (again.unchanged, again.change_set.changes) == (2, ())


def test_german_headings_and_words_do_as_well() -> None:
    found, after = imported(
        "Produkt;Wirkung;Einheit;Richtung;Art;Ausgangswert;Zielwert;Untergrenze;Obergrenze;Fällig;Verantwortlich\n"
        "Schaden;Wartezeit;Tage;sinken;Frühindikator;12,5;4;;;31.12.2026;Mia\n"
        "Schaden;Fehlerquote;%;halten;Leitplanke;;;1;5,5;;\n"
    )
    wait, errors = _named(after, "Wartezeit"), _named(after, "Fehlerquote")
    assert (found.added, found.problems) == (2, ())
    assert (wait.direction, wait.kind, wait.baseline, wait.due) == (Direction.DOWN, "leading", 12.5, date(2026, 12, 31))
    assert (errors.direction, errors.kind, errors.hold_low, errors.hold_high) == (Direction.HOLD, "health", 1.0, 5.5)


def test_a_unit_behind_a_figure_becomes_the_units_and_another_one_is_refused() -> None:
    found, after = imported("Outcome,Baseline,Target\nWaiting time,12 days,4 days\nRenewals,61 %,7 days\n")
    assert [(each.unit, each.baseline, each.target) for each in after.outcomes] == [("days", 12, 4), ("%", 61, None)]
    assert _problems(found) == [(3, "Target", "7 days")]
    assert found.problems[0].reason == "is in days, the outcome in %"


def test_a_direction_that_nobody_gives_is_that_of_the_figures_and_said() -> None:
    found, after = imported("Outcome,Baseline,Target,Minimum,Maximum\nWait,12,4,,\nRate,61,70,,\nErrors,,,1,5\n")
    assert [each.direction for each in after.outcomes] == [Direction.DOWN, Direction.UP, Direction.HOLD]
    assert any(notice.startswith("2 outcomes without a direction") for notice in found.notices)


@pytest.mark.parametrize(
    ("row", "problem", "reason"),
    [
        ("Wait,up,12,4,,,,", (2, "Target", "4"), "is to go up, from 12 to 4"),
        ("Wait,down,4,12,,,,", (2, "Target", "12"), "is to go down, from 4 to 12"),
        ("Wait,sideways,4,12,,,,", (2, "Direction", "sideways"), "is none of up, down, hold"),
        ("Wait,hold,,,7,3,,", (2, "Hold below", "3"), "the lower bound is 7, the upper 3"),
        ("Wait,up,four,12,,,,", (2, "Baseline", "four"), "is no number"),
        ("Wait,up,4,12,,,1.5,", (2, "Lag days", "1.5"), "is no whole number of days"),
        ("Wait,up,4,12,,,-3,", (2, "Lag days", "-3"), "from 0 to 36,500 days"),
        ("Wait,up,4,12,,,,2026-08-20", (2, "Frozen on", "2026-08-20"), "is after today"),
        (",up,4,12,,,,", (2, "Outcome", ""), "there is no name"),
    ],
)
def test_what_does_not_fit_is_named_and_the_rest_is_taken(row: str, problem: tuple[int, str, str], reason: str) -> None:
    head = "Outcome,Direction,Baseline,Target,Hold above,Hold below,Lag days,Frozen on\n"
    good = "".join(f"Good {n},up,1,2,0,9,7,2026-08-01\n" for n in range(9))
    found, after = imported(f"{head}{row}\n{good}")
    assert _problems(found) == [problem]
    assert reason in found.problems[0].reason
    assert len(after.outcomes) == 9 + (problem[1] != "Outcome")
    assert list(check_all(after)) == []


def test_names_belong_to_their_products() -> None:
    before = Portfolio.of(
        [
            Product(2, "Claims", code="CL"),
            Product(3, "Sales"),
            Outcome(4, "Renewals", 2),
            Outcome(5, "Renewals", 3),
            Outcome(6, "Speed"),
        ]
    )
    found, after = imported(
        "Product,Outcome,Baseline,Target\nCL,renewals,1,2\nClaims,Speed,3,4\nSales,Speed,5,6\n", before
    )
    assert (found.added, found.updated) == (1, 2)
    assert (after.outcomes[4].target, after.outcomes[5].target) == (2.0, None)
    assert (after.outcomes[6].product, after.outcomes[6].target) == (2, 4.0)
    assert len(after.products) == 2
    found, _ = imported("Outcome,Baseline,Target\nRenewals,1,2\n", before)
    assert (found.left_out, found.problems[0].reason) == (1, "is the name of several outcomes")


def test_a_goal_that_was_measured_changes_in_a_step() -> None:
    before = Portfolio.of(
        [
            Outcome(4, "Renewals", baseline=60.0, target=70.0),
            Measurement(5, 4, date(2026, 8, 1), 62.0),
        ]
    )
    found, after = imported("Outcome,Baseline,Target\nRenewals,60,75\n", before)
    (former,) = after.former_targets
    assert (former.target, former.until, after.outcomes[4].target) == (70.0, today(), 75.0)
    assert after.outcomes[4].frozen == today()
    assert any("what it was to reach is kept" in notice for notice in found.notices)
    again, _ = imported("Outcome,Baseline,Target\nRenewals,60,75\n", after)
    assert again.change_set.changes == ()


def test_a_second_row_of_an_outcome_is_left_out() -> None:
    rows = "".join(f"O{n},1,2\n" for n in range(19))
    found, _ = imported(f"Outcome,Baseline,Target\n{rows}o0,3,4\n")
    assert _problems(found) == [(21, "Outcome", "o0")]
    assert found.problems[0].reason == "is the name of row 2 too"


def test_empty_cells_empty_fields_only_where_that_is_asked_for() -> None:
    before = Portfolio.of([Outcome(4, "Renewals", baseline=60.0, target=70.0, owner="Ana", lag_days=7)])
    text = "Outcome,Baseline,Target,Owner,Lag days\nRenewals,60,,,\nSpeed,1,2,Ben,5\n"
    _, after = imported(text, before)
    assert after.outcomes[4] == before.outcomes[4]
    plan = ImportPlan.from_json({"clear_empty": True}, guess_plan(table_of(text), before))
    _, after = imported(text, before, plan)
    assert after.outcomes[4] == Outcome(4, "Renewals", baseline=60.0)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Key result,Owner,Status,Baseline,Target,Current\nA,Mia,On track,1,5,3\nB,Mia,At risk,2,9,4\n", "outcomes"),
        ("Metric,Unit,Target\nA,%,5\nB,days,9\n", "outcomes"),
        ("Outcome,Date,Value,Target\nA,2026-01-01,1,5\nA,2026-02-01,2,5\n", "measurements"),
        ("Outcome,Unit,Target,Date,Value\n" + "A,%,5,2026-01-01,1\nA,%,5,2026-02-01,2\n", "measurements"),
        ("Key,Title,Status,Effort,Target date\nA-1,Search,New,3,2026-01-01\n", "deliverables"),
        ("Outcome,Date,Value,Base\nA,2026-01-01,0.5,600\n", "measurements"),
    ],
)
def test_what_a_table_holds_is_guessed(text: str, what: str) -> None:
    assert guess_plan(table_of(text), Portfolio()).what == what


def test_the_base_of_a_rate_is_taken_or_named() -> None:
    before = Portfolio.of([Outcome(4, "Renewals", unit="%")])
    text = "Outcome,Date,Value,Base,Note,Source\n"
    rows = "Renewals,2026-08-01,12,600,first,CRM\nRenewals,2026-08-02,120,500,,\nRenewals,2026-08-03,13,0,,\n"
    found, after = imported(text + rows, before)
    first, second, third = after.measurements_of(4)
    assert (first.base, first.note, first.source) == (600.0, "first", "CRM")
    assert (second.base, third.base) == (None, None)
    assert _problems(found) == [(3, "Base", "500"), (4, "Base", "0")]
    assert list(check_all(after)) == []


def test_a_table_that_keeps_who_froze_the_former_goal_does_not_say_so_of_the_new_one() -> None:
    _found, before = imported("Outcome,Baseline,Target,Frozen on,Frozen by\nFound,20,70,2026-01-06,Ben\n")
    _found, after = imported("Outcome,Baseline,Target,Frozen on,Frozen by\nFound,20,75,2026-01-06,Ben\n", before)
    (outcome,) = after.outcomes
    assert (outcome.target, outcome.frozen) == (75, today())
    assert outcome.frozen_by != "Ben"
    assert [former.target for former in after.former_targets] == [70]
