"""What a row's days say of a deliverable's way through its stages: which cannot be true, and what stage they tell."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.entities import Deliverable, StageDate
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import OPEN_STAGES, Stage
from deliverydesk.domain.wording import day_words, figure
from deliverydesk.importers.fields import DAYS, FIELDS, STAGE_DAYS
from deliverydesk.importers.matching import Match
from deliverydesk.importers.model import quoted
from deliverydesk.importers.plan import ImportPlan
from deliverydesk.importers.rows import Problem, Row, Rows
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr, trn

DAY_LEFT_OUT = tr("this date is left out")
NOT_YET = tr("is after today and cannot have been yet")
BOTH_LEFT_OUT = tr("neither date is taken")

_STAGE_OF = STAGE_DAYS | {"actual_start": Stage.DELIVERY, "actual_end": Stage.RELEASED}
_BEFORE = ("ready_since", "shaping_since", "idea_since")
"""What comes before the actual start, the latest first."""
_WAY = (*reversed(_BEFORE), "actual_start", "actual_end", "improving_since")
_ALONG = tuple(_STAGE_OF[name] for name in _WAY)
_STOPS = ("tabled_since", "cancelled_since")


class StageDayImport:
    """Takes the days of one table's rows into a draft."""

    def __init__(self, draft: Draft, rows: Rows, plan: ImportPlan, portfolio: Portfolio) -> None:
        self._draft, self._rows, self._plan, self._portfolio = draft, rows, plan, portfolio
        self._today = today()
        self._days: dict[int, StageDays] = {}
        """By the number of the row."""
        self._told: Counter[Stage] = Counter()

    def sift(self, match: Match) -> None:
        """Part a row's days from those that cannot be true, and name these."""
        found = sift(match.row, self._known(match.known), self._column, self._today)
        self._days[match.row.number] = found
        self._rows.problems += found.problems

    def taken(self, row: Row) -> dict[str, date]:
        """The days of a row, by field."""
        return self._days[row.number].taken

    def stage(self, match: Match) -> Stage | None:
        """The stage that the days of a row tell, where that is news."""
        stage = self._days[match.row.number].stage
        if stage is None or not _is_further(stage, match.known):
            return None
        self._told[stage] += 1
        return stage

    def attach(self, row: Row, item: Deliverable) -> bool:
        """Write down when the deliverable came to its stages, and correct what is written down; whether that changes
        anything.
        """
        changed = False
        for name, stage in STAGE_DAYS.items():
            present = self._dates_of(item.id, stage)
            day = self.taken(row).get(name)
            if day is None:
                if self._plan.clear_empty and name in row.empty:
                    changed |= bool(present)
                    for each in present:
                        self._draft.remove(each)
            elif day not in {each.date for each in present}:
                changed = True
                if len(present) == 1:
                    self._draft.edit(present[0], {"date": day})
                else:
                    self._draft.add(StageDate, {"deliverable": item.id, "stage": stage, "date": day})
        return changed

    def notices(self) -> list[str]:
        """What was made of days where no stage was said."""
        return [
            trn(
                "{n} row has no known stage and is in “{stage}” by its dates.",
                "{n} rows have no known stage and are in “{stage}” by their dates.",
                count,
                n=figure(count),
                stage=choice_words(stage),
            )
            for stage, count in self._told.items()
        ]

    def _known(self, item: Deliverable | None) -> dict[str, date]:
        """The days that are known of a deliverable, by field."""
        if item is None:
            return {}
        days = {"actual_start": item.actual_start, "actual_end": item.actual_end}
        for name, stage in STAGE_DAYS.items():
            days[name] = min((each.date for each in self._dates_of(item.id, stage)), default=None)
        return {name: day for name, day in days.items() if day is not None}

    def _dates_of(self, deliverable: int, stage: Stage) -> list[StageDate]:
        return [each for each in self._portfolio.stage_dates.by("deliverable", deliverable) if each.stage is stage]

    def _column(self, field: str) -> str:
        columns = self._plan.of_field(field)
        return columns[0].column if columns else FIELDS["deliverables"][field].label


class StageDays(NamedTuple):
    """The days of one row."""

    taken: dict[str, date]
    """By field, those that can be true."""
    stage: Stage | None
    """The stage that they tell, contradictory ones too: what has an end is done, whenever it began."""
    problems: list[Problem]


def sift(row: Row, known: Mapping[str, date], name_of: Callable[[str], str], today: date) -> StageDays:
    """The days of a row, parted from those that cannot be true beside one another and those `known` of the deliverable.

    A day after today is none yet. An end before the start leaves both in doubt; of stages in another order than they
    are passed, the later one is believed, since work that was begun was ready before. ``name_of`` gives the name of a
    field's column.
    """
    given: dict[str, date] = {name: row.values[name] for name in DAYS if name in row.values}
    problems: list[Problem] = []

    def refuse(name: str, reason: str, consequence: str = DAY_LEFT_OUT) -> None:
        problems.append(Problem(row.number, name_of(name), row.written.get(name, ""), reason, consequence))
        given.pop(name, None)

    def words(name: str) -> dict[str, str]:
        return {"column": quoted(name_of(name)), "day": day_words({**known, **given}[name])}

    for name, day in tuple(given.items()):
        if day > today:
            refuse(name, NOT_YET)
    stage = _stage_told(given)
    days = {**known, **given}
    if _ends_before_start(days) and ("actual_start" in given or "actual_end" in given):
        both = BOTH_LEFT_OUT if "actual_start" in given and "actual_end" in given else DAY_LEFT_OUT
        if "actual_end" in given:
            refuse("actual_end", tr("is before {column} ({day})", **words("actual_start")), both)
        else:
            refuse("actual_start", tr("is after {column} ({day})", **words("actual_end")), both)
        given.pop("actual_start", None)
        days = {**known, **given}
    later = next((name for name in ("actual_start", "actual_end") if name in days), "")
    for name in _BEFORE:
        if name in days and later and days[name] > days[later]:
            if name in given:
                refuse(name, tr("is after {column} ({day})", **words(later)))
        elif name in days:
            later = name
    end, improving = days.get("actual_end"), given.get("improving_since")
    if end is not None and improving is not None and improving < end:
        refuse("improving_since", tr("is before {column} ({day})", **words("actual_end")))
    return StageDays(given, stage, problems)


def _ends_before_start(days: Mapping[str, date]) -> bool:
    """Whether the actual end is before the actual start."""
    start, end = days.get("actual_start"), days.get("actual_end")
    return start is not None and end is not None and end < start


def _is_further(stage: Stage, known: Deliverable | None) -> bool:
    """Whether a stage that days tell is news of a deliverable: what was taken further, back or aside here stays so."""
    if known is None:
        return stage is not Stage.IDEA
    if stage not in _ALONG:
        return known.stage in OPEN_STAGES
    return known.stage in _ALONG and _ALONG.index(stage) > _ALONG.index(known.stage)


def _stage_told(days: Mapping[str, date]) -> Stage | None:
    """The last stage on the way; tabled or cancelled where that came after all others."""
    stopped = max((name for name in _STOPS if name in days), key=lambda name: days[name], default="")
    if stopped and days[stopped] >= max(days.values()):
        return _STAGE_OF[stopped]
    return next((_STAGE_OF[name] for name in reversed(_WAY) if name in days), None)
