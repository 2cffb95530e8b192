"""Periods that are filled one after another: what comes of it can be carried out, and scarce resources idle less."""

from hypothesis import given, settings

from deliverydesk.analysis.planning.schedule.bounds import least_end
from deliverydesk.analysis.planning.schedule.checking import violations
from deliverydesk.analysis.planning.schedule.conflicts import pins_fit
from deliverydesk.analysis.planning.schedule.filling import MANY, Filling
from deliverydesk.analysis.planning.schedule.generating import Packed
from deliverydesk.analysis.planning.schedule.partial import Asked, Partial
from deliverydesk.analysis.planning.schedule.problem import Item, Problem
from deliverydesk.analysis.planning.schedule.search import improve
from tests.analysis.planning.schedule.cases import portfolio
from tests.analysis.planning.schedule.test_schedule import problems


def first(problem: Problem, steps: int) -> list[tuple[int, int, list[int]]]:
    packed = Packed(problem)
    search = Filling(packed, least_end(packed), [])
    whole = (found for found in search.steps() if found is not None)
    return [found for found, _ in zip(whole, range(steps), strict=False)]


@settings(deadline=None, max_examples=120)
@given(problems(most=8))
def test_what_is_not_late_breaks_nothing(problem):
    if not pins_fit(problem):
        return
    for late, end, starts in first(problem, 12):
        assert end == problem.end(starts)
        if not late:
            assert violations(problem, starts) == ()


@settings(deadline=None, max_examples=60)
@given(problems(most=8, pins=False))
def test_without_pins_nothing_is_late(problem):
    for late, _, _ in first(problem, 8):
        assert late == 0


def test_what_takes_no_time_or_nothing_starts_when_it_can():
    items = (Item(2, (1,)), Item(0, (0,), (0,)), Item(3, (0,), (1,)), Item(0, (1,), (2,)), Item(1, (1,), (3,)))
    packed = Packed(Problem(items, ((1,),)))
    assert Filling(packed, 6, []).filled(6) == [0, 2, 2, 5, 5]


def test_one_filling_is_nearer_to_the_bound_than_all_rules():
    problem = portfolio(400, 8)
    packed = Packed(problem)
    assert packed.count >= MANY
    rules = next(iter(improve(problem, 0.0)))
    late, end, _ = first(problem, 1)[0]
    assert late == 0
    assert end < rules.end


def test_of_several_ways_the_ones_go_on_in_which_scarce_teams_idle_least():
    beyond = 0
    for count, seed in ((300, 1), (300, 2), (300, 3), (500, 1), (500, 3)):
        problem = portfolio(count, 8, seed)
        beyond += first(problem, 3)[-1][1] - least_end(Packed(problem))
    assert beyond <= 6  # 9 where the worst go on, or where it does not matter


def test_what_is_still_to_do_tells_when_a_resource_is_done():
    packed = Packed(Problem((Item(4, (1, 0)), Item(2, (1, 2)), Item(3, (2, 1))), ((2,), (2,))))
    plan = Partial(Asked(packed), (), 0)
    assert plan.ends(0).tolist() == [6, 3.5]
    plan.put(0, 0, 0)
    assert plan.ends(2).tolist() == [2 + (2 + 2 + 6) / 2, 2 + (4 + 3) / 2]
    other = plan.copy()
    other.put(1, 0, 2)
    assert other.ends(2).tolist() == [2 + (2 + 6) / 2, 2 + 3 / 2]
    assert plan.ends(2).tolist() == [7, 5.5]


def test_the_same_seed_gives_the_same_schedules():
    problem = portfolio(250, 4)
    assert first(problem, 4) == first(problem, 4)


def test_what_is_kept_stays():
    problem = portfolio(60, 3)
    search = Filling(Packed(problem), 10, [])
    whole = search.filled(10)
    again = search.filled(10, whole, 5)
    assert [start for start in again if start < 5] == [start for start in whole if start < 5]
    assert violations(problem, again) == ()
