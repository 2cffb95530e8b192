"""Rows to products, teams and people, known again by their names, and people by their names and teams."""

from dataclasses import MISSING, fields
from typing import Any

from deliverydesk.domain.entities import Entity, Person, Product, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.wording import day_words, figure, quoted
from deliverydesk.importers.fields import What
from deliverydesk.importers.names import NameBook, name_key, skill_book
from deliverydesk.importers.plan import ImportPlan
from deliverydesk.importers.report import RowPreview
from deliverydesk.importers.row_import import RowImport
from deliverydesk.importers.rows import Row, Rows
from deliverydesk.importers.taken import Taken
from deliverydesk.support.language import tr
from deliverydesk.support.progress import Progress

_TYPES: dict[What, type[Product | Team | Person]] = {"products": Product, "teams": Team, "people": Person}
_KEPT = frozenset({"name", "team", "life_stage"})
"""Fields that an empty cell leaves as they are."""
_MOST_LETTERS = 2
"""Of a product's code."""

Identity = tuple[str, int | None]


class RecordImport(RowImport):
    """Takes the rows of one table into a draft. One use only."""

    def __init__(self, rows: Rows, plan: ImportPlan, portfolio: Portfolio, progress: Progress) -> None:
        super().__init__(rows, plan, portfolio, progress)
        self.type = _TYPES[plan.what]
        self.teams = NameBook("team", (team.name for team in portfolio.teams))
        self.products = NameBook("product", (product.name for product in portfolio.products))
        self.owners = NameBook("owner", (product.owner for product in portfolio.products if product.owner))
        self.skills = skill_book(portfolio)
        self._team_ids = {name_key(team.name): team.id for team in portfolio.teams}
        self._known: dict[str, list[Any]] = {}
        for entity in portfolio.table(self.type):
            self._known.setdefault(name_key(entity.name), []).append(entity)
        self._seen: dict[Identity, int] = {}
        self._elsewhere: list[str] = []

    def take(self) -> Taken:
        """All rows whose thing can be told. Lets Cancelled through from the progress listener."""
        states = self.states()
        books = (self.products, self.teams, self.owners, self.skills)
        looks = [sentence for book in books for sentence in book.look_alikes()]
        made = {"teams": tuple(self.teams.created)} if self.type is Person and self.teams.created else {}
        return Taken(self.draft, states, [*self._elsewhere, *looks], made)

    def row(self, row: Row) -> RowPreview | None:
        name = row.values["name"]
        team = self._team(row.values["team"]) if "team" in row.values else None
        same = [each for each in self._known.get(name_key(name), []) if team is None or each.team == team]
        identity = (name_key(name), same[0].team if len(same) == 1 and self.type is Person else team)
        reason = self._unclear(identity, same)
        if reason:
            self.rows.leave_out(row.number, self.column("name"), name, reason)
            return None
        self._seen[identity] = row.number
        known = same[0] if same else None
        values = self._values(row, known)
        if known is None:
            return self._add(row, name, values | ({"team": team} if team is not None else {}))
        if not self.plan.update:
            return RowPreview(row.number, known.name, "unchanged")
        edited = self.draft.edit(known, values)
        return RowPreview(row.number, known.name, "update" if edited != known else "unchanged")

    def _unclear(self, identity: Identity, same: list[Any]) -> str:
        """Why it cannot be told who or what a row is."""
        if earlier := self._seen.get(identity):
            return tr("is the name of row {row} too", row=figure(earlier))
        if len(same) > 1:
            return tr("is the name of several people; say the team of the one that is meant")
        if self.type is Person and not same and identity[1] is None:
            return tr("is nobody's name yet, and no team is said to add them to")
        return ""

    def _add(self, row: Row, name: str, values: dict[str, Any]) -> RowPreview:
        if self.type is Person:
            others = [self.portfolio.teams[each.team].name for each in self._known.get(name_key(name), [])]
            if others:
                words = {"name": quoted(name), "team": quoted(others[0]), "other": quoted(row.values["team"])}
                self._elsewhere.append(tr("{name} is in {team} already, and is added to {other} as well.", **words))
        else:
            (self.products if self.type is Product else self.teams).spelled(name)
        self.draft.add(self.type, {**values, "name": name})
        return RowPreview(row.number, name, "add")

    def _team(self, name: str) -> int:
        spelled = self.teams.spelled(name)
        key = name_key(spelled)
        if key not in self._team_ids:
            self._team_ids[key] = self.draft.add(Team, {"name": spelled}).id
        return self._team_ids[key]

    def _values(self, row: Row, known: Entity | None) -> dict[str, Any]:
        """Fields from a row, only those that the row has something to say about."""
        given = {name: value for name, value in row.values.items() if name not in ("name", "team")}
        if "owner" in given:
            given["owner"] = self.owners.spelled(given["owner"])
        if "skills" in given:
            given["skills"] = tuple(dict.fromkeys(self.skills.spelled(skill) for skill in given["skills"]))
        if "code" in given:
            given["code"] = given["code"].upper()
            if len(given["code"]) > _MOST_LETTERS:
                self.refuse(row, given, "code", tr("is no code of two letters at most"))
        joins, leaves = (given.get(name, getattr(known, name, None)) for name in ("joins", "leaves"))
        if joins is not None and leaves is not None and leaves < joins:
            wrong = "leaves" if "leaves" in given else "joins"
            reason = tr(
                "does not fit: {joins} is the first day, {leaves} the last",
                joins=day_words(joins),
                leaves=day_words(leaves),
            )
            self.refuse(row, given, wrong, reason)
        if known is not None and self.plan.clear_empty:
            given |= {name: _blank(type(known), name) for name in row.empty - _KEPT}
        return given


def _blank(entity_type: type[Entity], name: str) -> Any:
    """What a field is where nobody has said anything of it."""
    return next(each.default for each in fields(entity_type) if each.name == name and each.default is not MISSING)
