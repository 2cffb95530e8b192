"""What a roadmap comes to in words: its title, its subtitle, its alternative text, its table, what a bar
says.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from deliverydesk.charts.format import EN_DASH, day, number, percent, shortened
from deliverydesk.charts.roadmap import GROUPINGS, Bar, Link, Mark, RoadmapPicture
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.values import OPEN_STAGES
from deliverydesk.support.language import tr, trc, trn

if TYPE_CHECKING:
    from deliverydesk.charts.table import TableData
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio

_AHEAD = (tr("P50: half done by"), tr("P85: 85 of 100 by"), tr("P95: 95 of 100 by"))
_MONTHS = [
    trc("month", "January"),
    trc("month", "February"),
    trc("month", "March"),
    trc("month", "April"),
    trc("month", "May"),
    trc("month", "June"),
    trc("month", "July"),
    trc("month", "August"),
    trc("month", "September"),
    trc("month", "October"),
    trc("month", "November"),
    trc("month", "December"),
]


def months_between(low: int, high: int) -> str:
    """Like "August to December 2026" for the days [low, high)."""
    first, last = date.fromordinal(low), date.fromordinal(max(high - 1, low))
    if (first.year, first.month) == (last.year, last.month):
        return _month(last)
    begin = _MONTHS[first.month - 1] if first.year == last.year else _month(first)
    return tr("{first} to {last}", first=begin, last=_month(last))


def _month(when: date) -> str:
    return tr("{month} {year}", month=_MONTHS[when.month - 1], year=when.year)


def days_words(days: int) -> str:
    """Like "1 day", "47 days"."""
    return trn("{n} day", "{n} days", days, n=number(days, 0))


def waits_words(item: str, other: str, length: int) -> str:
    """Like "“Search” waits for “Index”", for two titles of which no more than so many letters are shown."""
    return tr("“{item}” waits for “{other}”", item=shortened(item, length), other=shortened(other, length))


def title(picture: RoadmapPicture) -> str:
    """What the roadmap comes to, in one line: how much is planned, and what is wrong with it."""
    open_bars = [bar for bar in picture.bars.values() if bar.stage in OPEN_STAGES]
    if not open_bars:
        return tr("All that was planned is done") if picture.bars else tr("Nothing is planned")
    count, until = len(open_bars), _month(date.fromordinal(max(bar.end for bar in open_bars) - 1))
    plan = trn(
        "{n} deliverable planned to {month}",
        "{n} deliverables planned to {month}",
        count,
        n=number(count, 0),
        month=until,
    )
    wrong = _wrong(picture, open_bars)
    return tr("{plan}; {wrong}", plan=plan, wrong=wrong) if wrong else plan


def _wrong(picture: RoadmapPicture, open_bars: list[Bar]) -> str:
    """What is wrong with the plan, as a clause of its title; empty where nothing is."""
    broken = len({link.successor for link in picture.broken})
    if broken:
        return trn(
            "{n} starts before what it waits for",
            "{n} start before what they wait for",
            broken,
            n=number(broken, 0),
        )
    late = sum(1 for bar in open_bars if bar.end <= picture.today)
    if late:
        return trn("{n} is past its planned end", "{n} are past their planned end", late, n=number(late, 0))
    return ""


def takeaway(picture: RoadmapPicture) -> str:
    """The line under the title: the months shown, the lanes, and what is not on the roadmap."""
    months, waiting = months_between(picture.low, picture.high), picture.unscheduled
    if picture.by == "none":
        sentences = [tr("Roadmap {months}.", months=months)]
    else:
        sentences = [tr("Roadmap {months}, by {lanes}.", months=months, lanes=GROUPINGS[picture.by])]
    if picture.behind is not None:
        sentences.append(f"{drift_words(picture)}.")
    if picture.ahead is not None:
        from deliverydesk.charts.roadmap_ahead_words import basis_sentence

        sentences.append(basis_sentence(picture))
    if waiting:
        sentences.append(
            trn(
                "{n} open item without dates is not shown.",
                "{n} open items without dates are not shown.",
                waiting,
                n=number(waiting, 0),
            )
        )
    return " ".join(sentences)


def drift_words(picture: RoadmapPicture, name_length: int = 40) -> str:
    """How the present plan stands against the saved one: 14 later, 3 earlier than “Board plan”."""
    behind = picture.behind
    if behind is None:
        return ""
    from deliverydesk.analysis.baselines import Drift

    counts, plan = behind.counts, shortened(behind.name, name_length)
    later, earlier = counts[Drift.LATER], counts[Drift.EARLIER]
    gone = counts[Drift.TAKEN_OFF] + counts[Drift.STOPPED]
    if later and earlier:
        words = tr(
            "{later} later, {earlier} earlier than “{plan}”",
            later=number(later, 0),
            earlier=number(earlier, 0),
            plan=plan,
        )
    elif later:
        words = tr("{n} later than “{plan}”", n=number(later, 0), plan=plan)
    elif earlier:
        words = tr("{n} earlier than “{plan}”", n=number(earlier, 0), plan=plan)
    elif gone:
        return tr("{n} taken off since “{plan}”", n=number(gone, 0), plan=plan)
    else:
        return tr("As in “{plan}”", plan=plan)
    return tr("{moved}, {n} taken off", moved=words, n=number(gone, 0)) if gone else words


def slip_sentence(picture: RoadmapPicture, bar: Bar) -> str:
    """How a bar slipped since the saved plan, with its dates then; empty where it was not in it."""
    ghost = picture.behind.ghosts.get(bar.id) if picture.behind is not None else None
    if ghost is None or picture.behind is None:
        return ""
    dates = _between(ghost.start, ghost.end, picture.today)
    days, plan = ghost.slip.days, shortened(picture.behind.name, 40)
    if not days:
        return tr("Ends as in “{plan}”: {dates}", plan=plan, dates=dates)
    if days > 0:
        return trn(
            "Ends {n} day later than in “{plan}”: {dates}",
            "Ends {n} days later than in “{plan}”: {dates}",
            days,
            n=number(days, 0),
            plan=plan,
            dates=dates,
        )
    return trn(
        "Ends {n} day earlier than in “{plan}”: {dates}",
        "Ends {n} days earlier than in “{plan}”: {dates}",
        -days,
        n=number(-days, 0),
        plan=plan,
        dates=dates,
    )


def alt_text(picture: RoadmapPicture) -> str:
    """The roadmap for those who cannot see it."""
    parts = [tr("Roadmap {months}.", months=months_between(picture.low, picture.high))]
    for lane in picture.lanes:
        bars = [bar for row in lane.rows for bar in row]
        if bars:
            told = [_bar_words(picture, bar) for bar in bars[:12]]
            if len(bars) > 12:
                told.append(tr("and {n} more", n=number(len(bars) - 12, 0)))
            parts.append(f"{lane.name}: {'; '.join(told)}.")
    parts += [problem_words(picture, link) for link in picture.broken[:6]]
    if picture.behind is not None:
        parts.append(f"{drift_words(picture)}.")
    if picture.marks:
        named = ", ".join(_mark_words(picture, mark) for mark in picture.marks[:12])
        parts.append(tr("Milestones: {milestones}.", milestones=named))
    return " ".join(parts)


def _bar_words(picture: RoadmapPicture, bar: Bar) -> str:
    words = f"{bar.title} {dates_of(bar, picture.today)}"
    if picture.ahead is None:
        return words
    from deliverydesk.charts.roadmap_ahead_words import tail_words

    ahead = tail_words(picture, bar)
    return tr("{bar} (forecast {days})", bar=words, days=ahead) if ahead else words


def _mark_words(picture: RoadmapPicture, mark: Mark) -> str:
    words = f"{mark.name} {day(date.fromordinal(mark.day), date.fromordinal(picture.today))}"
    if picture.ahead is None:
        return words
    from deliverydesk.charts.roadmap_ahead_words import mark_chance

    chance = mark_chance(picture, mark.id)
    return tr("{milestone} (chance {chance})", milestone=words, chance=chance) if chance else words


def problem_words(picture: RoadmapPicture, link: Link) -> str:
    """The sentence for what is wrong with a dependency; empty where nothing is."""
    if not link.problem:
        return ""
    second = picture.bars[link.successor]
    item, other = shortened(second.title, 60), shortened(link.predecessor_title, 60)
    if link.problem == "undated":
        return tr("“{item}” waits for “{other}”, which has no planned dates.", item=item, other=other)
    if link.problem == "tabled":
        return tr("“{item}” waits for “{other}”, which is tabled.", item=item, other=other)
    if link.problem == "cancelled":
        return tr("“{item}” waits for “{other}”, which is cancelled.", item=item, other=other)
    first, now = picture.bars.get(link.predecessor), date.fromordinal(picture.today)
    if first is None:
        return tr("“{item}” starts before “{other}”, which it waits for, ends.", item=item, other=other)
    days = first.end - second.start
    return trn(
        "“{item}” starts on {start}, {n} day too early: “{other}”, which it waits for, ends on {end}.",
        "“{item}” starts on {start}, {n} days too early: “{other}”, which it waits for, ends on {end}.",
        days,
        n=number(days, 0),
        item=item,
        other=other,
        start=day(date.fromordinal(second.start), now),
        end=day(date.fromordinal(first.end - 1), now),
    )


def dates_of(bar: Bar, today: int) -> str:
    """Like "3 Aug – 9 Oct"; the years only where they are not this one."""
    return _between(bar.start, bar.end, today)


def _between(start: int, end: int, today: int) -> str:
    now = date.fromordinal(today)
    return f"{day(date.fromordinal(start), now)} {EN_DASH} {day(date.fromordinal(end - 1), now)}"


def dates_words(start: int, end: int, today: int) -> str:
    """Like "14 Sep – 30 Oct, 47 days" for the days [start, end)."""
    return f"{_between(start, end, today)}, {days_words(end - start)}"


def described(picture: RoadmapPicture, portfolio: Portfolio, bar: Bar) -> str:
    """All there is to say about a bar, a line each: for tooltips, screen readers and the table."""
    item = portfolio.deliverables[bar.id]
    facts = f"{dates_words(bar.start, bar.end, picture.today)}, {choice_words(item.stage)}"
    if bar.guessed:
        facts = tr("{facts}. One date is missing and reckoned from the effort", facts=facts)
    product = portfolio.products.get(item.product)
    demands = portfolio.demands.by("deliverable", bar.id)
    teams = [team.name for d in demands if (team := portfolio.teams.get(d.team)) is not None]
    lines = [item.title, facts, ", ".join([*([product.name] if product else []), *teams]), _effort(item, bar)]
    if bar.actual_start is not None:
        lines.append(_actual(picture, bar))
    if picture.ahead is not None:
        from deliverydesk.charts.roadmap_ahead_words import bar_lines

        lines += bar_lines(picture, bar)
    lines.append(slip_sentence(picture, bar))
    lines += _order(picture, portfolio, bar)
    return "\n".join(line for line in lines if line)


def _effort(item: Deliverable, bar: Bar) -> str:
    if item.remaining is not None:
        effort = tr("{n} person-weeks to come", n=number(item.remaining))
    elif item.effort_likely is not None:
        effort = tr("{n} person-weeks likely", n=number(item.effort_likely))
    else:
        return ""
    return effort if bar.progress is None else tr("{effort}, {share} done", effort=effort, share=percent(bar.progress))


def _actual(picture: RoadmapPicture, bar: Bar) -> str:
    now = date.fromordinal(picture.today)
    began = day(date.fromordinal(bar.actual_start or 0), now)
    if not bar.running and bar.actual_end is not None:
        return tr("Began {start}, ended {end}", start=began, end=day(date.fromordinal(bar.actual_end - 1), now))
    late = picture.today - bar.end + 1
    if late <= 0:
        return tr("Began {start}", start=began)
    return trn(
        "Began {start}, {n} day over its planned end",
        "Began {start}, {n} days over its planned end",
        late,
        n=number(late, 0),
        start=began,
    )


def _order(picture: RoadmapPicture, portfolio: Portfolio, bar: Bar) -> list[str]:
    lines: list[str] = []
    links = picture.links.get(bar.id, ())
    waits = [link for link in links if link.successor == bar.id]
    waited = [link for link in links if link.predecessor == bar.id]

    def titles(ids: list[int]) -> str:
        found = (portfolio.deliverables.get(one) for one in ids[:3])
        named = ", ".join(tr("“{title}”", title=item.title) for item in found if item is not None)
        return tr("{titles} and {n} more", titles=named, n=number(len(ids) - 3, 0)) if len(ids) > 3 else named

    if waits:
        lines.append(tr("Waits for {titles}", titles=titles([link.predecessor for link in waits])))
    if waited:
        named = titles([link.successor for link in waited])
        lines.append(trn("{titles} waits for it", "{titles} wait for it", len(waited), titles=named))
    lines += [problem_words(picture, link) for link in links if link.problem]
    return lines


def roadmap_table(picture: RoadmapPicture, portfolio: Portfolio) -> TableData:
    """The roadmap as a table: a row for each bar, as drawn from the top."""
    from deliverydesk.charts.table import Column, TableData

    titles = portfolio.deliverables
    rows = []
    for bar in picture.ordered():
        waits = [link for link in picture.links.get(bar.id, ()) if link.successor == bar.id]
        item = titles[bar.id]
        told = picture.ahead.item(bar.id) if picture.ahead is not None else None
        days = () if picture.ahead is None else (None,) * 3 if told is None else (told.p50, told.p85, told.p95)
        rows.append(
            (
                picture.lanes[bar.lane].name,
                bar.title,
                choice_words(bar.stage),
                date.fromordinal(bar.start),
                date.fromordinal(bar.end - 1),
                item.actual_start,
                item.actual_end,
                *days,
                None if bar.progress is None else round(bar.progress * 100),
                ", ".join(titles[link.predecessor].title for link in waits),
                " ".join(problem_words(picture, link) for link in waits if link.problem),
            )
        )
    columns = (
        Column(tr("Lane"), width=18),
        Column(tr("Title"), width=34),
        Column(tr("Stage"), width=11),
        Column(tr("Planned start"), "date", 13),
        Column(tr("Planned end"), "date", 13),
        Column(tr("Actual start"), "date", 13),
        Column(tr("Actual end"), "date", 13),
        *(Column(words, "date", 13) for words in _AHEAD if picture.ahead is not None),
        Column(trc("share of the work", "Done"), "percent", 8, "%"),
        Column(tr("Waits for"), width=30),
        Column(tr("What is wrong"), width=50),
    )
    return TableData(tr("Roadmap"), columns, tuple(rows))
