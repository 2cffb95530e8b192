"""Matching by name: exactly but for case. Names that only look alike are named to the person, never merged."""

import difflib
import unicodedata
from collections.abc import Iterable
from typing import Literal

from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.wording import quoted
from deliverydesk.support.language import tr

NameOf = Literal["product", "team", "outcome", "owner", "tag", "skill"]

_MAX_COMPARISONS = 200_000
_LOOKS_LIKE = {
    "product": tr("The product {name} looks like {other}; both are kept apart."),
    "team": tr("The team {name} looks like {other}; both are kept apart."),
    "outcome": tr("The outcome {name} looks like {other}; both are kept apart."),
    "owner": tr("The owner {name} looks like {other}; both are kept apart."),
    "tag": tr("The tag {name} looks like {other}; both are kept apart."),
    "skill": tr("The skill {name} looks like {other}; both are kept apart."),
}


class NameBook:
    """The names of one kind of thing: those that are known, and those that the import brings."""

    def __init__(self, what: NameOf, known: Iterable[str]) -> None:
        self._looks_like = _LOOKS_LIKE[what]
        self._known: dict[str, str] = {}
        self.created: list[str] = []
        for name in known:
            self._known.setdefault(name_key(name), name)

    def spelled(self, name: str) -> str:
        """The name as it is spelled already, or as it is here where it is new; new ones are remembered."""
        key = name_key(name)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = name
            self.created.append(name)
        return found

    def knows(self, name: str) -> bool:
        """Whether the name is known, or was brought before."""
        return name_key(name) in self._known

    def near(self, name: str) -> str | None:
        """The known name that this one looks like without being it; None where there is none, or it is known itself."""
        if self.knows(name):
            return None
        names = [known for known in self._known.values() if known not in self.created]
        fold = _fold(name)
        twin = next((known for known in names if _fold(known) == fold), None)
        return twin or next((known for known in names if _alike(name, known)), None)

    def look_alikes(self) -> list[str]:
        """A sentence for each new name that looks like another one."""
        sentences = []
        names = list(self._known.values())
        new = set(self.created)
        by_fold: dict[str, list[str]] = {}
        for name in names:
            by_fold.setdefault(_fold(name), []).append(name)
        budget = _MAX_COMPARISONS
        for name in self.created:
            twin = next((other for other in by_fold[_fold(name)] if other != name), None)
            if twin is None and budget > 0:
                budget -= len(names)
                twin = next((other for other in names if other != name and _alike(name, other)), None)
            if twin is not None and not (twin in new and names.index(twin) > names.index(name)):
                sentences.append(self._looks_like.format(name=quoted(name), other=quoted(twin)))
        return sentences


def skill_book(portfolio: Portfolio) -> NameBook:
    """The skills that teams and people have and that work asks for."""
    able = (skill for table in (portfolio.teams, portfolio.people) for each in table for skill in each.skills)
    return NameBook("skill", (*able, *(demand.skill for demand in portfolio.demands if demand.skill)))


def name_key(name: str) -> str:
    """Two names are the same when these are: case and spacing do not count."""
    return " ".join(name.split()).casefold()


def _fold(name: str) -> str:
    """The letters and digits only, without accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in plain if char.isalnum()) or name


def _alike(one: str, other: str) -> bool:
    one, other = _fold(one), _fold(other)
    if min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 2 or one[0] != other[0]:
        return False
    if [c for c in one if not c.isdigit()] == [c for c in other if not c.isdigit()]:
        return False  # Team 1 and Team 2 are two teams
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= 0.87 and matcher.ratio() >= 0.87
