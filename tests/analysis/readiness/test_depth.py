"""Ready depth by hand, what is nearest to ready, and when ready work beats what is under way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from random import Random

import pytest

from deliverydesk.analysis.readiness.depth import Band, ready_depths
from deliverydesk.analysis.readiness.overtaking import overtakings
from deliverydesk.analysis.readiness.similar import Titles
from deliverydesk.domain.entities import Absence, Approval, Deliverable, Demand, Entity, Gate, Settings, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import GateCheck, Stage

TODAY = date(2026, 8, 19)
STEP = 1 << 40


def deliverable(entity_id: int, stage: Stage, cost_of_delay: float | None = None, **given: object) -> Deliverable:
    item = Deliverable(entity_id, f"Item {entity_id}", entity_id * STEP, stage=stage, cost_of_delay=cost_of_delay)
    return replace(item, **given)  # type: ignore[arg-type]


WEB, DATA = 50, 51
ENTITIES: tuple[Entity, ...] = (
    Settings(1, ready_low=2, ready_high=4),
    Team(WEB, "Web", 5, 0.8),
    Team(DATA, "Data", 2.5, 0.8),
    deliverable(2, Stage.READY, 100),
    deliverable(3, Stage.READY, 40, remaining=5),
    deliverable(4, Stage.DELIVERY, 30),
    deliverable(5, Stage.IDEA),
    deliverable(6, Stage.SHAPING, owner="Ada"),
    Demand(60, 2, WEB, likely=6),
    Demand(61, 3, WEB, likely=6),
    Demand(62, 3, DATA, likely=4),
    Demand(63, 4, WEB, likely=6),
    Demand(64, 5, DATA),
    Demand(65, 6, DATA, likely=1),
)


def test_depth_is_what_is_ready_over_what_a_week_gives() -> None:
    """Web: 6 + 5 * 6/10 = 9 over 4 a week. Data: 5 * 4/10 = 2 over 2 a week, below its band of 2 to 4 weeks."""
    depths = ready_depths(Portfolio.of(ENTITIES), TODAY)
    assert (depths[WEB].effort, depths[WEB].capacity) == (pytest.approx(9), pytest.approx(4))
    assert depths[WEB].weeks == pytest.approx(2.25)
    assert depths[WEB].band is Band.WITHIN
    assert depths[WEB].deliverables == (2, 3)
    assert depths[DATA].weeks == pytest.approx(1)
    assert depths[DATA].band is Band.BELOW


def test_nearest_to_ready_has_the_fewest_gates_missing() -> None:
    gates = (Gate(70, "Owner", GateCheck.OWNER), Gate(71, "Size", GateCheck.SIZE))
    depths = ready_depths(Portfolio.of((*ENTITIES, *gates)), TODAY)
    assert [(each.deliverable, each.met) for each in depths[DATA].nearest] == [(6, 2), (3, 1), (5, 0)]
    assert depths[WEB].deliverables == ()


def test_a_team_that_is_away_has_no_depth() -> None:
    away = Absence(80, DATA, TODAY.replace(month=1), TODAY.replace(month=12), 2.5)
    depth = ready_depths(Portfolio.of((*ENTITIES, away)), TODAY)[DATA]
    assert (depth.weeks, depth.band) == (None, Band.NO_CAPACITY)


def test_what_has_no_estimate_is_named_and_in_no_depth() -> None:
    portfolio = Portfolio.of((*ENTITIES, deliverable(7, Stage.READY), Demand(66, 7, WEB)))
    depth = ready_depths(portfolio, TODAY)[WEB]
    assert (depth.effort, depth.unestimated) == (pytest.approx(9), (7,))


def test_ready_work_that_beats_work_in_flight() -> None:
    """100 for 6 weeks of Web beats 30 for 6; so does 40 for 3. What has no cost of delay is named."""
    compared = overtakings(Portfolio.of((*ENTITIES, deliverable(8, Stage.READY))), TODAY)
    assert [(each.ready, each.in_flight, each.team) for each in compared.overtakings] == [(2, 4, WEB), (3, 4, WEB)]
    assert compared.overtakings[0].ratio == pytest.approx(100 / 30)
    assert compared.without_value == (8,)


def test_work_that_is_nearly_done_is_hard_to_beat() -> None:
    nearly = [replace(each, remaining=0.5) if each.id == 4 else each for each in ENTITIES]  # type: ignore[call-arg]
    assert overtakings(Portfolio.of(nearly), TODAY).overtakings == ()


def test_what_is_not_approved_beats_nothing() -> None:
    gate = Gate(70, "Size", GateCheck.SIZE)
    assert overtakings(Portfolio.of((*ENTITIES, gate)), TODAY).overtakings == ()
    approved = Portfolio.of((*ENTITIES, gate, Approval(71, 2, TODAY, "Ada")))
    assert [each.ready for each in overtakings(approved, TODAY).overtakings] == [2]


def test_titles_that_say_nearly_the_same_are_near_whatever_the_order_of_their_words() -> None:
    titles = Titles({1: "Receipt photos", 2: "Voice claim notes", 3: "Wheelchair access filter", 4: "claim STATUS"})
    assert [each.deliverable for each in titles.like("Photo receipts")] == [1]
    assert titles.like("Claim status") == [(4, pytest.approx(1))]
    assert titles.like("Claim status", but=4) == []
    assert titles.like("") == titles.like("…") == Titles({}).like("Anything") == []


@pytest.mark.parametrize("seed", range(12))
def test_the_widest_gap_is_that_of_all_pairs(seed: int) -> None:
    """Teams of all sizes and work of all kinds, each ready item held against every one in flight by itself."""
    chance = Random(seed)
    teams = [Team(each, f"Team {each}", chance.choice((0.0, 1.0, 4.0))) for each in range(900, 904)]
    entities: list[Entity] = [Settings(1), *teams]
    for each in range(2, 42):
        value = chance.choice((None, *(chance.uniform(1, 9) for _ in range(4))))
        entities.append(deliverable(each, chance.choice((Stage.READY, Stage.DELIVERY)), value))
        for at, team in enumerate(chance.sample(teams, chance.randint(1, 4))):
            likely = chance.choice((None, 0.0, *(chance.uniform(1, 9) for _ in range(4))))
            entities.append(Demand(1000 + 10 * each + at, each, team.id, likely=likely))
    whole = Portfolio.of(entities)
    asked = {
        item.id: {
            each.team: each.likely for each in whole.demands.by("deliverable", item.id) if each.likely is not None
        }
        for item in whole.deliverables
    }
    ratios: dict[int, float] = {}
    for ready, flying in product(*(whole.deliverables.by("stage", each) for each in (Stage.READY, Stage.DELIVERY))):
        shared = asked[ready.id].keys() & asked[flying.id].keys()
        if not shared or not ready.cost_of_delay or not flying.cost_of_delay:
            continue
        # Nothing is planned, so a team without anybody is the scarcest and all others are alike.
        team = min(shared, key=lambda each: (whole.teams[each].members > 0, each))
        wanted, left = asked[ready.id][team], asked[flying.id][team]
        if wanted and left:  # of what is not estimated nothing can be said
            ratio = (ready.cost_of_delay / wanted) / (flying.cost_of_delay / left)
            ratios[ready.id] = max(ratios.get(ready.id, 1.0), ratio)
    found = {each.ready: each.ratio for each in overtakings(whole, TODAY).overtakings}
    assert found == pytest.approx({item: ratio for item, ratio in ratios.items() if ratio > 1})
