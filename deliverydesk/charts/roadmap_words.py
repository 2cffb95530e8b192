"""What a roadmap comes to in words: its title, its subtitle, its alternative text, its table, what a bar
says.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from deliverydesk.analysis.baselines import Drift
from deliverydesk.charts.format import counted, day, number, percent, shortened
from deliverydesk.charts.roadmap import GROUPINGS, Bar, Link, RoadmapPicture
from deliverydesk.domain.values import OPEN_STAGES

if TYPE_CHECKING:
    from deliverydesk.charts.table import TableData
    from deliverydesk.domain.portfolio import Portfolio

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def months_between(low: int, high: int) -> str:
    """Like "August to December 2026" for the days [low, high)."""
    first, last = date.fromordinal(low), date.fromordinal(max(high - 1, low))
    end = f"{_MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return end
    begin = _MONTHS[first.month - 1]
    return f"{begin} to {end}" if first.year == last.year else f"{begin} {first.year} to {end}"


def title(picture: RoadmapPicture) -> str:
    """What the roadmap comes to, in one line: how much is planned, and what is wrong with it."""
    open_bars = [bar for bar in picture.bars.values() if bar.stage in OPEN_STAGES]
    if not open_bars:
        return "Nothing is planned" if not picture.bars else "All that was planned is done"
    last = date.fromordinal(max(bar.end for bar in open_bars) - 1)
    words = f"{counted(len(open_bars), 'deliverable')} planned to {_MONTHS[last.month - 1]} {last.year}"
    late = sum(1 for bar in open_bars if bar.end <= picture.today)
    broken = len({link.successor for link in picture.broken})
    if broken:
        what = "starts before what it waits for" if broken == 1 else "start before what they wait for"
        return f"{words}; {broken:,} {what}"
    if late:
        return f"{words}; {late:,} {'is past its' if late == 1 else 'are past their'} planned end"
    return words


def takeaway(picture: RoadmapPicture) -> str:
    """The line under the title: the months shown, the lanes, and what is not on the roadmap."""
    lanes = "" if picture.by == "none" else f", by {GROUPINGS[picture.by]}"
    left = counted(picture.unscheduled, "open item")
    out = (
        f" {left} without dates {'is' if picture.unscheduled == 1 else 'are'} not shown." if picture.unscheduled else ""
    )
    drift = f" {drift_words(picture)}." if picture.behind is not None else ""
    return f"Roadmap {months_between(picture.low, picture.high)}{lanes}.{drift}{out}"


def drift_words(picture: RoadmapPicture, name_length: int = 40) -> str:
    """How the present plan stands against the saved one: 14 later, 3 earlier than “Board plan”."""
    behind = picture.behind
    if behind is None:
        return ""
    counts = behind.counts
    later, earlier = counts[Drift.LATER], counts[Drift.EARLIER]
    gone = counts[Drift.TAKEN_OFF] + counts[Drift.STOPPED]
    name = f"“{shortened(behind.name, name_length)}”"
    moved = [f"{later:,} later"] * bool(later) + [f"{earlier:,} earlier"] * bool(earlier)
    off = f"{gone:,} taken off" if gone else ""
    if not moved:
        return f"{off} since {name}" if off else f"As in {name}"
    return ", ".join([f"{', '.join(moved)} than {name}", *([off] if off else [])])


def slip_sentence(picture: RoadmapPicture, bar: Bar) -> str:
    """How a bar slipped since the saved plan, with its dates then; empty where it was not in it."""
    ghost = picture.behind.ghosts.get(bar.id) if picture.behind is not None else None
    if ghost is None or picture.behind is None:
        return ""
    now = date.fromordinal(picture.today)
    dates = f"{day(date.fromordinal(ghost.start), now)} – {day(date.fromordinal(ghost.end - 1), now)}"
    days, name = ghost.slip.days, f"“{shortened(picture.behind.name, 40)}”"
    if not days:
        return f"Ends as in {name}: {dates}"
    return f"Ends {counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'} than in {name}: {dates}"


def alt_text(picture: RoadmapPicture) -> str:
    """The roadmap for those who cannot see it."""
    parts = [f"Roadmap {months_between(picture.low, picture.high)}."]
    for lane in picture.lanes:
        bars = [bar for row in lane.rows for bar in row]
        if bars:
            named = "; ".join(f"{bar.title} {dates_of(bar, picture.today)}" for bar in bars[:12])
            more = f"; and {len(bars) - 12} more" if len(bars) > 12 else ""
            parts.append(f"{lane.name}: {named}{more}.")
    parts += [problem_words(picture, link) for link in picture.broken[:6]]
    if picture.behind is not None:
        parts.append(f"{drift_words(picture)}.")
    if picture.marks:
        this_year = date.fromordinal(picture.today)
        named = ", ".join(f"{mark.name} {day(date.fromordinal(mark.day), this_year)}" for mark in picture.marks[:12])
        parts.append(f"Milestones: {named}.")
    return " ".join(parts)


def problem_words(picture: RoadmapPicture, link: Link) -> str:
    """The sentence for what is wrong with a dependency; empty where nothing is."""
    if not link.problem:
        return ""
    second = picture.bars[link.successor]
    title = f"“{shortened(second.title, 60)}”"
    other = f"“{shortened(link.predecessor_title, 60)}”"
    if link.problem == "early" and link.predecessor not in picture.bars:
        return f"{title} starts before {other}, which it waits for, ends."
    if link.problem == "early":
        first, now = picture.bars[link.predecessor], date.fromordinal(picture.today)
        return (
            f"{title} starts on {day(date.fromordinal(second.start), now)}, "
            f"{counted(first.end - second.start, 'day')} too early: {other}, which it waits for, "
            f"ends on {day(date.fromordinal(first.end - 1), now)}."
        )
    which = "has no planned dates" if link.problem == "undated" else f"is {link.problem}"
    return f"{title} waits for {other}, which {which}."


def dates_of(bar: Bar, today: int) -> str:
    """Like "3 Aug – 9 Oct"; the years only where they are not this one."""
    now = date.fromordinal(today)
    return f"{day(date.fromordinal(bar.start), now)} – {day(date.fromordinal(bar.end - 1), now)}"


def described(picture: RoadmapPicture, portfolio: Portfolio, bar: Bar) -> str:
    """All there is to say about a bar, a line each: for tooltips, screen readers and the table."""
    item = portfolio.deliverables[bar.id]
    lines = [
        item.title,
        f"{dates_of(bar, picture.today)}, {counted(bar.end - bar.start, 'day')}, {item.stage.value}",
    ]
    if bar.guessed:
        lines[1] += ". One date is missing and reckoned from the effort"
    product = portfolio.products.get(item.product)
    demands = portfolio.demands.by("deliverable", bar.id)
    teams = [team.name for d in demands if (team := portfolio.teams.get(d.team)) is not None]
    lines.append(", ".join([*([product.name] if product else []), *teams]))
    effort = item.remaining if item.remaining is not None else item.effort_likely
    if effort is not None:
        left = "to come" if item.remaining is not None else "likely"
        done = f", {percent(bar.progress)} done" if bar.progress is not None else ""
        lines.append(f"{number(effort)} person-weeks {left}{done}")
    if bar.actual_start is not None:
        lines.append(_actual(picture, bar))
    lines.append(slip_sentence(picture, bar))
    lines += _order(picture, portfolio, bar)
    return "\n".join(line for line in lines if line)


def _actual(picture: RoadmapPicture, bar: Bar) -> str:
    now = date.fromordinal(picture.today)
    began = day(date.fromordinal(bar.actual_start or 0), now)
    if bar.running or bar.actual_end is None:
        late = picture.today - bar.end + 1
        over = f", {counted(late, 'day')} over its planned end" if late > 0 else ""
        return f"Began {began}{over}"
    return f"Began {began}, ended {day(date.fromordinal(bar.actual_end - 1), now)}"


def _order(picture: RoadmapPicture, portfolio: Portfolio, bar: Bar) -> list[str]:
    lines: list[str] = []
    links = picture.links.get(bar.id, ())
    waits = [link for link in links if link.successor == bar.id]
    waited = [link for link in links if link.predecessor == bar.id]

    def titles(ids: list[int]) -> str:
        named = [f"“{item.title}”" for one in ids[:3] if (item := portfolio.deliverables.get(one)) is not None]
        return ", ".join(named) + (f" and {len(ids) - 3} more" if len(ids) > 3 else "")

    if waits:
        lines.append(f"Waits for {titles([link.predecessor for link in waits])}")
    if waited:
        lines.append(f"{titles([link.successor for link in waited])} {'waits' if len(waited) == 1 else 'wait'} for it")
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
        rows.append(
            (
                picture.lanes[bar.lane].name,
                bar.title,
                bar.stage.value,
                date.fromordinal(bar.start),
                date.fromordinal(bar.end - 1),
                item.actual_start,
                item.actual_end,
                None if bar.progress is None else round(bar.progress * 100),
                ", ".join(titles[link.predecessor].title for link in waits),
                " ".join(problem_words(picture, link) for link in waits if link.problem),
            )
        )
    columns = (
        Column("Lane", width=18),
        Column("Title", width=34),
        Column("Stage", width=11),
        Column("Planned start", "date", 13),
        Column("Planned end", "date", 13),
        Column("Actual start", "date", 13),
        Column("Actual end", "date", 13),
        Column("Done", "percent", 8, "%"),
        Column("Waits for", width=30),
        Column("What is wrong", width=50),
    )
    return TableData("Roadmap", columns, tuple(rows))
