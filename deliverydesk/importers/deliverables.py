"""Rows to deliverables, with the products, teams, outcomes and dependencies that they name."""

from datetime import date
from itertools import pairwise
from typing import Any

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.effort import Effort
from deliverydesk.domain.entities import Contribution, Deliverable, Demand, Dependency, Outcome, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Period
from deliverydesk.domain.wording import day_words, field_words, figure, quoted
from deliverydesk.importers.fields import DAYS, FIELDS, STAGE_DAYS
from deliverydesk.importers.limits import PROGRESS_EVERY
from deliverydesk.importers.links import LinkRequest, ReferenceBook, resolve_links
from deliverydesk.importers.matching import Columns, Match, match_rows
from deliverydesk.importers.names import NameBook, name_key, skill_book
from deliverydesk.importers.plan import ImportPlan
from deliverydesk.importers.products import ProductBook
from deliverydesk.importers.report import RowPreview
from deliverydesk.importers.rows import Problem, Row, Rows
from deliverydesk.importers.stage_days import StageDayImport
from deliverydesk.importers.taken import Taken
from deliverydesk.support.language import tr, trn
from deliverydesk.support.progress import Progress

_EFFORTS = ("effort_low", "effort_likely", "effort_high")
_ORDERED = (_EFFORTS, ("planned_start", "planned_end"))
_OWN = frozenset(FIELDS["deliverables"]) - {
    *STAGE_DAYS,
    *("key", "product", "team", "skill", "outcome", "effort", "effort_low", "effort_high", "remaining"),
    *("predecessors", "successors", "owner", "tags"),
}


class DeliverableImport:
    """Takes the rows of one table into a draft. One use only."""

    def __init__(self, rows: Rows, plan: ImportPlan, portfolio: Portfolio, progress: Progress) -> None:
        self.rows, self.plan, self.portfolio, self.progress = rows, plan, portfolio, progress
        self.draft = Draft(portfolio)
        self.products = ProductBook(self.draft, portfolio)
        self.teams = NameBook("team", (team.name for team in portfolio.teams))
        self.outcomes = NameBook("outcome", (outcome.name for outcome in portfolio.outcomes))
        self.owners = NameBook("owner", (item.owner for item in portfolio.deliverables if item.owner))
        self.tags = NameBook("tag", (tag for item in portfolio.deliverables for tag in item.tags))
        self.skills = skill_book(portfolio)
        self._team_ids = {name_key(team.name): team.id for team in portfolio.teams}
        self._outcome_ids: dict[str, list[int]] = {}
        for outcome in portfolio.outcomes:
            self._outcome_ids.setdefault(name_key(outcome.name), []).append(outcome.id)
        self._days = StageDayImport(self.draft, rows, plan, portfolio)
        self._named: dict[str, list[str]] = {"key": [], "row": []}
        """The titles that were made, by what they were made of."""

    def take(self) -> Taken:
        """All rows that can be matched and read. Lets Cancelled through from the progress listener."""
        default = self.plan.default_product.strip()
        product_ids = [self.products.find(row.values.get("product") or default) for row in self.rows.rows]
        by_product = bool(self.plan.of_field("product") or self.plan.default_product)
        matches, notices = match_rows(
            self.rows, product_ids, by_product, self.portfolio, Columns(self._column("key"), self._column("title"))
        )
        product_of = {id(row): product for row, product in zip(self.rows.rows, product_ids, strict=True)}
        states: list[RowPreview] = []
        items: list[tuple[Match, Deliverable]] = []
        total = len(matches)
        new_ids = self._new_ids(matches)
        for at, match in enumerate(matches):
            if at % PROGRESS_EVERY == 0:
                self.progress(at, 2 * total)
            self._days.sift(match)
            values = self._values(match, product_of[id(match.row)])
            if match.known is None:
                key = new_ids.pop(self.draft.next_id)
                item = self.draft.add(Deliverable, {**values, "order_key": key})
            else:
                item = self.draft.edit(match.known, values) if self.plan.update else match.known
            items.append((match, item))
        for entity_id, key in new_ids.items():  # neighbours that had to make room
            self.draft.edit(self.draft.get(Deliverable, entity_id), {"order_key": key})
        touched = self._attach(items)
        for match, item in items:
            state = "add" if match.known is None else "update" if item is not match.known else "unchanged"
            if state == "unchanged" and (item.id in touched or item != match.known):
                state = "update"
            if state == "update" and item == match.known and item.id not in touched:
                state = "unchanged"
            states.append(RowPreview(match.row.number, item.title, state))  # type: ignore[arg-type]
        notices += [*self._names_made(), *self._days.notices()]
        for book in (self.products, self.teams, self.outcomes, self.owners, self.tags, self.skills):
            notices += book.look_alikes()
        created = {
            "products": tuple(self.products.created),
            "teams": tuple(self.teams.created),
            "outcomes": tuple(self.outcomes.created),
        }
        return Taken(self.draft, states, notices, {name: names for name, names in created.items() if names})

    def _names_made(self) -> list[str]:
        """How rows without a title were named."""
        by_key, by_row = self._named["key"], self._named["row"]
        notices = []
        if by_key:
            notices.append(
                trn(
                    "There is no column of titles: {n} row is named by its key, as {title}.",
                    "There is no column of titles: {n} rows are named by their keys, as {title}.",
                    len(by_key),
                    n=figure(len(by_key)),
                    title=quoted(by_key[0]),
                )
            )
        if by_row:
            notices.append(
                trn(
                    "There is no column of titles or keys: {n} row is named by its place, as {title}, and known again "
                    "by that alone.",
                    "There is no column of titles or keys: {n} rows are named by their places, as {title}, and known "
                    "again by that alone.",
                    len(by_row),
                    n=figure(len(by_row)),
                    title=quoted(by_row[0]),
                )
            )
        return notices

    def _column(self, field: str) -> str:
        columns = self.plan.of_field(field)
        return columns[0].column if columns else ""

    def _new_ids(self, matches: list[Match]) -> dict[int, int]:
        """Order keys for all new deliverables, at the end of the ranking in the file's order."""
        count = sum(match.known is None for match in matches)
        if not count:
            return {}
        ids = range(self.draft.next_id, self.draft.next_id + count)
        return self.portfolio.ranking.placed(ids, len(self.portfolio.ranking))

    def _values(self, match: Match, product: int | None) -> dict[str, Any]:
        """Fields of the deliverable from a row, only those that the row has something to say about."""
        row, known = match.row, match.known
        given = {name: value for name, value in row.values.items() if name not in DAYS} | self._days.taken(row)
        if row.named_by != "title":
            if known is None:
                self._named[row.named_by].append(given["title"])
            else:
                del given["title"]  # it may have been given a better one here
        values = {name: given[name] for name in _OWN if name in given}
        if "key" in given:
            values["external_key"] = given["key"]
        if product is not None:
            values["product"] = product
        if "owner" in given:
            values["owner"] = self.owners.spelled(given["owner"])
        if "tags" in given:
            values["tags"] = tuple(dict.fromkeys(self.tags.spelled(tag) for tag in given["tags"]))
        if "reach" in given:
            values["reach"], period = given["reach"]
            if unit := period or self.plan.of_field("reach")[0].unit:
                values["reach_period"] = Period(unit)
        values |= _efforts(given)
        if "stage" not in given and (stage := self._days.stage(match)) is not None:
            values["stage"] = stage
        if known is not None and self.plan.clear_empty:
            values |= self._cleared(row)
        return self._ordered(row, known, values)

    def _cleared(self, row: Row) -> dict[str, Any]:
        blank: dict[str, Any] = {"owner": "", "theme": "", "need": "", "notes": "", "tags": (), "choice_group": ""}
        blank |= {"must_do": False, "pinned": False}
        cleared: dict[str, Any] = {}
        kept = {"key", "title", "stage", "kind", "team", "skill", "outcome", "predecessors", "successors", *STAGE_DAYS}
        for name in row.empty - kept:
            if name == "product" and self.plan.default_product:
                continue
            for field in _EFFORTS if name == "effort" else (name,):
                cleared[field] = blank.get(field)
        return cleared

    def _ordered(self, row: Row, known: Deliverable | None, values: dict[str, Any]) -> dict[str, Any]:
        """The values without those that would break an order, such as a start after the end."""
        for names in _ORDERED:
            if not any(name in values for name in names):
                continue
            merged: list[tuple[str, Any]] = [(name, values.get(name, getattr(known, name, None))) for name in names]
            found = [(name, value) for name, value in merged if value is not None]
            if any(first > second for (_, first), (_, second) in pairwise(found)):
                self.rows.problems.append(
                    Problem(
                        row.number,
                        _all_of([field_words(name) for name, _ in found]),
                        "; ".join(day_words(value) if isinstance(value, date) else figure(value) for _, value in found),
                        tr("are not in order"),
                        tr("these fields are left as they are"),
                    )
                )
                values = {name: value for name, value in values.items() if name not in names}
        return values

    def _attach(self, items: list[tuple[Match, Deliverable]]) -> set[int]:
        """Teams, outcomes and dependencies of the deliverables; the ids of those for which anything changed."""
        touched: set[int] = set()
        for at, (match, item) in enumerate(items):
            if at % PROGRESS_EVERY == 0:
                self.progress(len(items) + at, 2 * len(items))
            if match.known is not None and not self.plan.update:
                continue
            if self._demand(match, item) | self._contribution(match.row, item) | self._days.attach(match.row, item):
                touched.add(item.id)
        touched |= self._dependencies(items)
        return touched

    def _demand(self, match: Match, item: Deliverable) -> bool:
        name = match.row.values.get("team")
        demands = self.portfolio.demands.by("deliverable", item.id)
        wanted: dict[str, Any] = {
            "low": item.effort_low,
            "likely": item.effort_likely,
            "high": item.effort_high,
        }
        if len(demands) == 1 and (match.known is None or not _is_whole(demands[0], match.known)):
            wanted = {}  # the team was given another effort by hand
        asked = self._skill(match)
        if name is None:
            if len(demands) == 1:
                return self.draft.edit(demands[0], {**wanted, **asked}) != demands[0]
            self._refuse_skill(match.row, several=bool(demands))
            return False
        spelled = self.teams.spelled(name)
        key = name_key(spelled)
        if key not in self._team_ids:
            self._team_ids[key] = self.draft.add(Team, {"name": spelled}).id
        team = self._team_ids[key]
        if not demands:
            self.draft.add(Demand, {"deliverable": item.id, "team": team, **wanted, **asked})
            return True
        if len(demands) > 1:
            meant = next((demand for demand in demands if demand.team == team), None)
            if meant is None:
                self.rows.problems.append(
                    Problem(
                        match.row.number,
                        self._column("team"),
                        name,
                        tr("is not among the deliverable's several teams"),
                    )
                )
            return meant is not None and self.draft.edit(meant, asked) != meant
        return self.draft.edit(demands[0], {"team": team, **wanted, **asked}) != demands[0]

    def _skill(self, match: Match) -> dict[str, str]:
        """What a row asks a team's people to be able to do, where it has something to say about it."""
        if "skill" in match.row.values:
            return {"skill": self.skills.spelled(match.row.values["skill"])}
        emptied = match.known is not None and self.plan.clear_empty and "skill" in match.row.empty
        return {"skill": ""} if emptied else {}

    def _refuse_skill(self, row: Row, *, several: bool) -> None:
        if skill := row.values.get("skill"):
            reason = (
                tr("does not say which of the deliverable's several teams is to have it")
                if several
                else tr("is asked of no team: the row names none, and the deliverable has none")
            )
            self.rows.problems.append(Problem(row.number, self._column("skill"), skill, reason))

    def _contribution(self, row: Row, item: Deliverable) -> bool:
        name = row.values.get("outcome")
        if name is None:
            return False
        spelled = self.outcomes.spelled(name)
        ids = self._outcome_ids.setdefault(name_key(spelled), [])
        if not ids:
            ids.append(self.draft.add(Outcome, {"name": spelled, "product": item.product}).id)
        if len(ids) > 1:
            ids = [i for i in ids if getattr(self.portfolio.outcomes.get(i), "product", None) == item.product]
            if len(ids) != 1:
                self.rows.problems.append(
                    Problem(row.number, self._column("outcome"), name, tr("is the name of several outcomes"))
                )
                return False
        if any(known.outcome == ids[0] for known in self.portfolio.contributions.by("deliverable", item.id)):
            return False
        self.draft.add(Contribution, {"deliverable": item.id, "outcome": ids[0]})
        return True

    def _dependencies(self, items: list[tuple[Match, Deliverable]]) -> set[int]:
        if not self.plan.of_field("predecessors") and not self.plan.of_field("successors"):
            return set()
        own, others = ReferenceBook(), ReferenceBook()
        for _, item in items:
            own.add(item.id, item.external_key, item.title)
        updated = {item.id: item for _, item in items}
        for item in self.portfolio.deliverables:
            item = updated.get(item.id, item)  # names mean what they mean after the import
            others.add(item.id, item.external_key, item.title)
        requests = [
            LinkRequest(match.row.number, self._column(field), item.id, reference, field == "predecessors")
            for match, item in items
            if match.known is None or self.plan.update
            for field in ("predecessors", "successors")
            for reference in match.row.values.get(field, ())
        ]
        existing = {(link.predecessor, link.successor) for link in self.portfolio.dependencies}
        links = resolve_links(requests, (own, others), existing)
        self.rows.problems += links.problems
        for first, second in links.pairs:
            self.draft.add(Dependency, {"predecessor": first, "successor": second})
        return {second for _, second in links.pairs}


def _efforts(given: dict[str, Any]) -> dict[str, Any]:
    """The three-point estimate from up to three columns, and what remains."""
    values: dict[str, Any] = {}
    effort: Effort | None = given.get("effort")
    if effort is not None:
        values |= {name: value for name, value in zip(_EFFORTS, effort, strict=True) if value is not None}
    for name in ("effort_low", "effort_high", "remaining"):
        part: Effort | None = given.get(name)
        if part is not None:
            values[name] = part.likely
    return values


def _all_of(words: list[str]) -> str:
    text = words[0]
    for word in words[1:]:
        text = tr("{first} and {second}", first=text, second=word)
    return text


def _is_whole(demand: Demand, item: Deliverable) -> bool:
    return (demand.low, demand.likely, demand.high) == (item.effort_low, item.effort_likely, item.effort_high)
