"""What a deliverable is tied to: teams, other deliverables, and the outcomes that it is to move. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions import contributing, demanding, milestoning, roadmap
from deliverydesk.analysis.delivery import violation
from deliverydesk.charts.format import with_unit
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.effort import Effort, format_effort, parse_effort
from deliverydesk.domain.entities import Contribution, Deliverable, Demand, Outcome
from deliverydesk.domain.values import MilestoneKind, Stage
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trc
from deliverydesk.ui.panes.inspector.outcome_words import outcome_note, outcome_spark, standing
from deliverydesk.ui.panes.inspector.parts import Part, Section, items_words
from deliverydesk.ui.rows import Common, Row, weeks_words
from deliverydesk.ui.typed import chosen, distinct

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from deliverydesk.domain.entities import Dependency, Milestone
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.typed import Action


def teams_section(portfolio: Portfolio, item: Deliverable, estimate: Row, remaining: Row) -> Section:
    """The estimate, and what is needed of each team."""
    rows = [demand_row(portfolio, demand) for demand in portfolio.demands.by("deliverable", item.id)]
    adder = team_adder(portfolio, item)
    if adder is not None:
        rows.append(adder)
    return Section("teams", tr("Effort and teams"), (estimate, remaining, *rows), tr("person-weeks"))


def team_adder(portfolio: Portfolio, item: Deliverable) -> Row | None:
    """Takes a team that the deliverable needs; None where there is no other one."""
    taken = {demand.team for demand in portfolio.demands.by("deliverable", item.id)}
    free = distinct((team for team in portfolio.teams if team.id not in taken), lambda team: str(team.name))
    if not free:
        return None
    return _adder("team", tr("Add a team"), tr("team"), free, lambda team: _demanding(item.id, team))


def demand_row(portfolio: Portfolio, demand: Demand) -> Row:
    """What is needed of one team."""
    team = portfolio.teams[demand.team]
    value, span = weeks_words(demand.low, demand.likely, demand.high)

    def act(words: str) -> Action:
        effort = parse_effort(words) if words.strip() else Effort(None, None, None)
        return lambda now: demanding.set_demand(now, demand.id, effort)

    return Row(
        f"demand {demand.id}",
        team.name,
        tr("{effort} pw", effort=value) if value else "",
        "line",
        format_effort(demand.low, demand.likely, demand.high),
        hint=tr("5, 3–8, 3/5/8 or 2 pm"),
        note=span,
        called=tr("Person-weeks of {team}", team=team.name),
        removing=tr("Take this team off"),
        act=act,
        remove=lambda now: demanding.remove_demand(now, demand.id),
    )


def _demanding(deliverable: int, team: int) -> Action:
    return lambda portfolio: demanding.add_team(portfolio, deliverable, team)


def _adder(key: str, caption: str, what: str, known: Mapping[str, int], make: Callable[[int], Action]) -> Row:
    def act(words: str) -> Action:
        return make(chosen(words, known, what))

    return Row(
        f"add {key}",
        caption,
        "",
        "choice",
        hint=tr("Write or choose"),
        style="adder",
        act=act,
        choices=lambda: list(known),
    )


def order_section(portfolio: Portfolio, item: Deliverable) -> Section:
    """What it waits for and what waits for it, and which of these orders the dates break."""
    before = portfolio.dependencies.by("successor", item.id)
    after = portfolio.dependencies.by("predecessor", item.id)
    rows = [_dependency(portfolio, each, each.predecessor, tr("Waits for")) for each in before]
    rows += [_dependency(portfolio, each, each.successor, tr("Is awaited by")) for each in after]
    tied = {item.id, *(each.predecessor for each in before), *(each.successor for each in after)}
    rows.append(_order_adder(portfolio, "wait", tr("Let it wait for…"), tied, lambda other: (other, item.id)))
    rows.append(
        _order_adder(portfolio, "awaited", tr("Let another wait for it…"), tied, lambda other: (item.id, other))
    )
    broken = sum(bool(row.problem) for row in rows)
    return Section(
        "order", trc("what waits for what", "Order"), tuple(rows), tr("{count} broken", count=broken) if broken else ""
    )


def _dependency(portfolio: Portfolio, dependency: Dependency, other: int, caption: str) -> Row:
    broken = violation(portfolio, dependency)
    item = portfolio.deliverables[other]
    return Row(
        f"dependency {dependency.id}",
        caption,
        item.title,
        tip=dependency.reason or item.title,
        problem=broken.reason if broken is not None else "",
        style="link",
        removing=tr("Take this dependency away"),
        remove=lambda now: roadmap.unlink(now, dependency.id),
        leads=(Deliverable, other),
    )


def needs_section(portfolio: Portfolio, milestone: Milestone) -> tuple[Section, ...]:
    """What must be done for a milestone of delivery to be met; nothing for one of an outcome, unless it was named."""
    needed = milestoning.needed(portfolio, milestone.id)
    if milestone.kind is MilestoneKind.OUTCOME and not needed:
        return ()
    items = sorted((portfolio.deliverables[each] for each in needed), key=lambda each: each.order_key)
    rows = [_needed(milestone.id, each) for each in items]
    rows.append(
        _item_adder(
            portfolio,
            "needed",
            tr("Let it need…"),
            set(needed),
            lambda other: lambda now: milestoning.need(now, milestone.id, [other]),
        )
    )
    done = sum(each.actual_end is not None or each.stage is Stage.RELEASED for each in items)
    note = tr("{done} of {all} done", done=figure(done), all=figure(len(items))) if items else ""
    return (Section("needs", tr("What must be done for it"), tuple(rows), note),)


def _needed(milestone: int, item: Deliverable) -> Row:
    return Row(
        f"needed {item.id}",
        "",
        item.title,
        note=choice_words(item.stage),
        style="link",
        called=tr("Needs"),
        removing=tr("No longer ask for it"),
        remove=lambda now: milestoning.spare(now, milestone, item.id),
        leads=(Deliverable, item.id),
    )


def _order_adder(
    portfolio: Portfolio, key: str, caption: str, tied: set[int], pair: Callable[[int], tuple[int, int]]
) -> Row:
    def link(other: int) -> Action:
        first, second = pair(other)
        return lambda now: roadmap.link(now, first, second)

    return _item_adder(portfolio, key, caption, tied, link)


def _item_adder(portfolio: Portfolio, key: str, caption: str, taken: set[int], make: Callable[[int], Action]) -> Row:
    """A row that takes a deliverable by its title, none of those that are taken."""

    def known() -> dict[str, int]:
        ranked = (portfolio.deliverables[entity_id] for entity_id in portfolio.live)
        return distinct((each for each in ranked if each.id not in taken), lambda each: str(each.title))

    def act(words: str) -> Action:
        return make(chosen(words, known(), tr("deliverable")))

    return Row(
        f"add {key}",
        caption,
        "",
        "choice",
        hint=tr("Write some of a title"),
        style="adder",
        act=act,
        choices=lambda: list(known()),
    )


def contribution_sections(portfolio: Portfolio, item: Deliverable, today: date) -> tuple[Section, ...]:
    """A section for each outcome that it is to move, and one more to add another."""
    contributions = portfolio.contributions.by("deliverable", item.id)
    adder = outcome_adder(portfolio, item)
    more = [] if adder is None else [adder]
    sections = [
        _contribution(portfolio, each, today, place, len(contributions), more)
        for place, each in enumerate(contributions)
    ]
    if not sections:
        return (Section("outcome 0", tr("Outcome it is to move"), tuple(more), tr("none yet")),)
    return tuple(sections)


def outcome_adder(portfolio: Portfolio, item: Deliverable) -> Row | None:
    """Takes an outcome that the deliverable is to move; None where there is no other one."""
    taken = {each.outcome for each in portfolio.contributions.by("deliverable", item.id)}
    known = distinct((o for o in portfolio.outcomes if o.id not in taken), lambda o: str(o.name))
    if not known:
        return None
    words = tr("Add an outcome that it is to move")
    return _adder("outcome", words, tr("outcome"), known, lambda o: _moving(item.id, o))


def _contribution(
    portfolio: Portfolio, contribution: Contribution, today: date, place: int, count: int, adder: list[Row]
) -> Section:
    outcome = portfolio.outcomes[contribution.outcome]
    common = Common(portfolio, Contribution, (contribution.id,), today)
    link = Row(
        f"outcome {contribution.id}",
        "",
        outcome.name,
        tip=outcome.name,
        style="link",
        called=tr("Outcome"),
        removing=tr("Let it no longer move this outcome"),
        remove=lambda now: contributing.remove_contributions(now, [contribution.id]),
        leads=(Outcome, outcome.id),
    )
    spark = outcome_spark(portfolio, outcome, today)
    parts: list[Part] = [link, standing(portfolio, outcome, today)]
    parts += [spark] if spark is not None else []
    parts += [
        common.number("expected_change", tr("To move it by"), outcome.unit, hint=tr("12 or −3")),
        common.whole(
            "lag_days",
            trc("so long after its end", "After"),
            tr("days"),
            hint=tr("days after its end"),
            called=tr("Days until it shows"),
        ),
        common.share("confidence", tr("Confidence")),
    ]
    title = (
        tr("Outcome it is to move")
        if count == 1
        else tr("Outcome {place} of {count} to move", place=place + 1, count=count)
    )
    last = place == count - 1
    return Section(
        f"outcome {place}",
        title,
        (*parts, *(adder if last else [])),
        outcome_note(portfolio, outcome, today),
        figure="freshness",
    )


def _moving(deliverable: int, outcome: int) -> Action:
    return lambda portfolio: contributing.add_contributions(portfolio, outcome, [deliverable])


def movers_section(portfolio: Portfolio, outcome: Outcome) -> Section:
    """The deliverables that are to move an outcome, in the manager's order."""
    contributions = portfolio.contributions.by("outcome", outcome.id)
    items = {each.id: portfolio.deliverables[each.deliverable] for each in contributions}
    ordered = sorted(contributions, key=lambda each: items[each.id].order_key)
    rows = [_mover(portfolio, each, outcome) for each in ordered]
    taken = {each.deliverable for each in contributions}

    def known() -> dict[str, int]:
        ranked = (portfolio.deliverables[entity_id] for entity_id in portfolio.live)
        return distinct((each for each in ranked if each.id not in taken), lambda each: str(each.title))

    def act(words: str) -> Action:
        return _moving(chosen(words, known(), tr("deliverable")), outcome.id)

    rows.append(
        Row(
            "add mover",
            tr("Add a deliverable that is to move it"),
            "",
            "choice",
            hint=tr("Write some of a title"),
            style="adder",
            act=act,
            choices=lambda: list(known()),
        )
    )
    title = tr("Deliverables that are to move it")
    return Section("movers", title, tuple(rows), items_words(len(ordered)), figure="contribution")


def _mover(portfolio: Portfolio, contribution: Contribution, outcome: Outcome) -> Row:
    item = portfolio.deliverables[contribution.deliverable]
    note = "" if contribution.expected_change is None else with_sign(contribution.expected_change, outcome.unit)
    return Row(
        f"mover {contribution.id}",
        "",
        item.title,
        note=note,
        tip=item.title,
        style="link",
        called=tr("Deliverable"),
        removing=tr("Let it no longer move this outcome"),
        remove=lambda now: contributing.remove_contributions(now, [contribution.id]),
        leads=(Deliverable, item.id),
    )


def with_sign(change: float, unit: str) -> str:
    """A change with its sign: "+3 %"."""
    return with_unit(change, unit, signed=True)
