"""What a card, and the row of gauges over the board, say of readiness. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.analysis.readiness.depth import Band, Depth, ready_depths
from deliverydesk.analysis.readiness.overtaking import overtakings
from deliverydesk.analysis.readiness.similar import Titles
from deliverydesk.charts.format import day, number
from deliverydesk.domain.readiness import Standing, readiness_of
from deliverydesk.domain.values import Stage
from deliverydesk.domain.wording import counted, figure
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.ui.panes.backlog.sight import Sight

SOON = 14
"""So many days before something of it expires, a card says so."""
_MOST_TITLES = 5_000
"""Among more deliverables than this nobody is told which are alike."""


class Vetting(NamedTuple):
    """The line of a card about readiness."""

    words: str
    glyph: str = ""
    """A state: ok or watch."""
    role: str = "text2"
    gates: tuple[bool, ...] = ()
    """Each gate as a small square, in the order of the gates."""
    brief: str = ""
    """What is said where there is no room for the words."""


def vetting_of(sight: Sight, item: Deliverable) -> Vetting | None:
    """What a card says of how ready its deliverable is; None where there is nothing to say."""
    portfolio = sight.portfolio
    if item.stage is Stage.IDEA:
        return _alike(sight, item)
    if item.stage not in (Stage.SHAPING, Stage.READY) or not portfolio.gates:
        return None
    ready = readiness_of(portfolio, item, sight.today)
    gates = tuple(each.is_met for each in ready.gates)
    if item.stage is Stage.SHAPING or ready.unmet:
        words = tr("{met} of {all} gates", met=figure(ready.met), all=figure(len(gates)))
        brief = f"{figure(ready.met)}/{figure(len(gates))}"
        return Vetting(words, "", "text2" if item.stage is Stage.SHAPING else "warn", gates, brief)
    if ready.approved is Standing.MISSING:
        return Vetting(tr("not approved"), "watch", "warn")
    if ready.approved is Standing.EXPIRED:
        return Vetting(tr("approval expired"), "watch", "warn")
    if ready.expires is None:
        return Vetting(tr("approved"), "ok")
    left = (ready.expires - sight.today).days
    if left <= SOON:
        words = trn("expires in {n} day", "expires in {n} days", left, n=figure(left))
        return Vetting(words, "watch", "warn", brief=counted(left, "day"))
    until = day(ready.expires, sight.today)
    return Vetting(tr("approved to {day}", day=until), "ok", brief=tr("to {day}", day=until))


def _alike(sight: Sight, item: Deliverable) -> Vetting | None:
    """The other open deliverable that a new idea says nearly the same as."""
    titles = titles_of(sight)
    near = titles.like(item.title, but=item.id) if titles is not None else ()
    return Vetting(tr("like “{title}”", title=sight.item(near[0].deliverable).title), "watch", "warn") if near else None


def titles_of(sight: Sight) -> Titles | None:
    """The titles of all open deliverables, to hold others against; None where these are too many."""
    items = sight.portfolio.deliverables
    if len(items) > _MOST_TITLES:
        return None
    return sight.kept("titles", lambda: Titles({item.id: item.title for item in items if item.is_open}))


class Gauge(NamedTuple):
    """The ready depth of one team, as it is shown."""

    team: int
    name: str
    weeks: str
    share: float
    """Of a track that is full at the top of the band."""
    role: str
    sentence: str


def gauges_of(sight: Sight) -> list[Gauge]:
    """The ready depth of every team; nothing without teams, or where the portfolio has no gates."""
    portfolio = sight.portfolio
    if not portfolio.gates:
        return []
    depths = sight.kept("depths", lambda: ready_depths(portfolio, sight.today))
    return [_gauge(portfolio.teams[team].name, depth, sight) for team, depth in depths.items()]


class Alarm(NamedTuple):
    """Ready work that is worth more than work in flight, for the scarcest team that both need."""

    words: str
    sentence: str
    deliverables: tuple[int, int]
    """What is ready, and what it outranks."""


def alarm_of(sight: Sight) -> Alarm | None:
    """The widest gap; None where no ready work outranks work in flight."""
    portfolio = sight.portfolio
    found = sight.kept("overtakings", lambda: overtakings(portfolio, sight.today)).overtakings
    if not found:
        return None
    first = found[0]
    told = {
        "ready": sight.item(first.ready).title,
        "flying": sight.item(first.in_flight).title,
        "team": portfolio.teams[first.team].name,
        "times": number(round(first.ratio, 1)),
    }
    words = tr("“{ready}” outranks “{flying}”", ready=told["ready"], flying=told["flying"])
    sentence = tr(
        "A week of {team} is worth {times} times as much on “{ready}”, which is ready, as on “{flying}”, which is in "
        "delivery.",
        **told,
    )
    more = len(found) - 1
    if more:
        sentence += " " + trn(
            "{n} more ready item outranks work in flight.",
            "{n} more ready items outrank work in flight.",
            more,
            n=figure(more),
        )
    return Alarm(words, sentence, (first.ready, first.in_flight))


def _gauge(name: str, depth: Depth, sight: Sight) -> Gauge:
    weeks = depth.weeks
    low = depth.band in (Band.BELOW, Band.NO_CAPACITY)
    return Gauge(
        depth.team,
        name,
        "—" if weeks is None else number(round(weeks, 0) if weeks >= 1 else round(weeks, 1)),
        0.0 if weeks is None else weeks / depth.high if depth.high else 1.0,
        "over" if low else "ctl",
        nearest_words(depth, sight),
    )


def weeks_words(weeks: float) -> str:
    """Like "1 week" and "2.7 weeks"."""
    said = number(round(weeks, 1))
    return trn("{n} week", "{n} weeks", 1 if round(weeks, 1) == 1 else 2, n=said)


def depth_sentence(name: str, depth: Depth) -> str:
    """How a team's depth lies against its band."""
    if depth.weeks is None:
        return tr("{team}: nobody is there in the weeks ahead.", team=name)
    words = {
        "team": name,
        "weeks": weeks_words(depth.weeks),
        "low": number(depth.low),
        "high": number(depth.high),
    }
    if depth.band is Band.ABOVE:
        return tr("{team} has vetted work for {weeks}; more than {high} weeks grow old before they are begun.", **words)
    if depth.band is Band.WITHIN:
        return tr("{team} has vetted work for {weeks}, within the band of {low} to {high}.", **words)
    return tr("{team} runs dry: vetted work for {weeks}, the band is {low} to {high} weeks.", **words)


def nearest_words(depth: Depth, sight: Sight) -> str:
    """The same with what is nearest to ready where a team runs dry."""
    said = depth_sentence(sight.portfolio.teams[depth.team].name, depth)
    if depth.band is not Band.BELOW or not depth.nearest:
        return said
    titles = ", ".join(f"“{sight.item(each.deliverable).title}”" for each in depth.nearest[:3])
    return said + " " + tr("Closest to ready: {titles}.", titles=titles)
