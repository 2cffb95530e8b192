"""Coverage: what is measured, too early or not measured, by hand-reckoned sums; and any odd portfolio adds up."""

import math
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.coverage import Amount, Cover, Coverage, Lack, coverage_of
from deliverydesk.analysis.evidence.page import evidence_of_all
from deliverydesk.domain.entities import Contribution, Deliverable, Measurement, Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.domain.values import Stage
from tests.analysis.cases import portfolio
from tests.analysis.worked import APP, SHOP, TODAY, A, B, C, D, E, F, G, worked


def covered(given: Portfolio, ids: list[int] | None = None) -> Coverage:
    return coverage_of(given, evidence_of_all(given, TODAY).evidence, TODAY, ids)


def test_effort_and_money_by_whether_it_is_measured() -> None:
    found = covered(worked())
    assert found.whole.amount(Cover.MEASURED) == Amount((A, B, C), 5 + 3 + 4, 0, 100 - 40 + 0, 1, 40 + 60 + 7)
    assert found.whole.amount(Cover.TOO_EARLY) == Amount((D,), 6, 0, 30, 0, 0)
    assert found.whole.amount(Cover.UNMEASURED) == Amount((E, F, G), 2 + 1, 1, 20 - 5, 2, 5)
    assert found.share(Cover.UNMEASURED) == pytest.approx(3 / 21)
    assert found.share(Cover.MEASURED) == pytest.approx(12 / 21)


def test_what_is_overspent_takes_nothing_from_what_is_to_come() -> None:
    """60 of 50 are spent on B; the 10 too many must not make the 60 of A less."""
    assert covered(worked(), [B]).whole.amount(Cover.MEASURED).money == 0


def test_every_lack_has_its_work() -> None:
    assert [(lack, amount.deliverables) for lack, amount in covered(worked()).lacks] == [
        (Lack.NO_OUTCOME, (E,)),
        (Lack.NO_READINGS, (F,)),
        (Lack.NO_GOAL, (G,)),
    ]


def test_readings_that_do_not_scatter_are_a_lack_of_their_own() -> None:
    same = [Measurement(9000 + n, 90, TODAY - timedelta(weeks=n), 5.0) for n in range(1, 9)]
    constant = Outcome(90, "Copied", baseline=4.0, target=9.0, due=TODAY + timedelta(days=90))
    found = covered(portfolio(constant, *same, Deliverable(1, "It", GAP), Contribution(2, 1, 90)))
    assert [(lack, amount.deliverables) for lack, amount in found.lacks] == [(Lack.NO_VARIATION, (1,))]


def test_products_hold_their_own_work_and_what_has_none_is_last() -> None:
    products = covered(worked()).products
    assert [each.product for each in products] == [APP, SHOP, None]
    assert [part.amount.deliverables for part in products[1].parts] == [(C,), (D,), (F, G)]
    assert products[2].amount(Cover.UNMEASURED).unestimated == 1


def test_archived_and_released_work_is_left_out() -> None:
    listed = [item for part in covered(worked()).whole.parts for item in part.amount.deliverables]
    assert sorted(listed) == [A, B, C, D, E, F, G]


def test_nothing_has_no_share() -> None:
    found = covered(portfolio())
    assert found.products == ()
    assert found.share(Cover.MEASURED) is None
    idea = covered(portfolio(Deliverable(1, "An idea", GAP)))
    assert idea.share(Cover.UNMEASURED) is None, "nothing is estimated, so nothing is a share of it"
    assert idea.whole.amount(Cover.UNMEASURED).unestimated == 1


Row = tuple[Stage, float | None, float | None, float | None, int]
amounts = st.none() | st.floats(0, 1e6)


@given(st.lists(st.tuples(st.sampled_from(Stage), amounts, amounts, amounts, st.integers(0, 3)), max_size=12))
def test_parts_are_disjoint_and_make_up_the_whole(
    rows: list[tuple[Stage, float | None, float | None, float | None, int]],
) -> None:
    entities = [
        Deliverable(100 + n, f"{n}", (n + 1) * GAP, stage=stage, remaining=effort, cost=cost, spent=spent)
        for n, (stage, effort, cost, spent, _) in enumerate(rows)
    ]
    outcomes = [Outcome(10, "None read"), Outcome(11, "Two read", target=1.0, due=TODAY), Outcome(12, "Unused")]
    read = [Measurement(20 + n, 11, TODAY - timedelta(days=n), float(n)) for n in range(2)]
    moved = [Contribution(200 + n, 100 + n, 10 + row[4]) for n, row in enumerate(rows) if row[4] < 3]
    found = covered(portfolio(*entities, *outcomes, *read, *moved))
    listed = [item for part in found.whole.parts for item in part.amount.deliverables]
    opened = [item for item in entities if item.is_open]
    assert sorted(listed) == [item.id for item in opened]
    effort = sum(part.amount.effort for part in found.whole.parts)
    assert math.isclose(effort, sum(item.remaining or 0 for item in opened), abs_tol=1e-6)
    assert math.isclose(effort, sum(part.amount.effort for each in found.products for part in each.parts), abs_tol=1e-6)
    shares = [found.share(cover) for cover in Cover]
    assert shares == [None] * 3 or sum(each or 0 for each in shares) == pytest.approx(1)
