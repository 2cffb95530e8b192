"""The tables of capacity: people, holidays and loans of a team, and the guardrails of the portfolio. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliverydesk.charts.guardrails import value_words
from deliverydesk.domain.choices import choice_label, choice_words
from deliverydesk.domain.entities import Guardrail, Holiday, Loan, Person, Team
from deliverydesk.domain.values import GuardrailBasis, GuardrailDimension, Horizon, Kind
from deliverydesk.support.language import tr, trc
from deliverydesk.ui.dialogs.settings.tables import (
    Column,
    TableOf,
    TableWords,
    day_cell,
    figure_cell,
    must,
    name_cell,
    start_cell,
)
from deliverydesk.ui.rows import Common, Row
from deliverydesk.ui.typed import chosen

if TYPE_CHECKING:
    from deliverydesk.domain.portfolio import Portfolio


def _skills(common: Common[Any]) -> Row:
    return common.tags("skills", tr("Skills"))


PEOPLE = TableOf(
    "people",
    Person,
    tr("People"),
    (
        Column(tr("Name"), 160, name_cell),
        Column(tr("Share"), 72, must(lambda c: c.share("share", tr("Share")), tr("The share")), right=True),
        Column(tr("Skills"), 0, _skills),
        Column(tr("Joins"), 104, lambda common: common.day("joins", tr("Joins"))),
        Column(tr("Leaves"), 104, lambda common: common.day("leaves", tr("Leaves"))),
    ),
    TableWords(tr("Add a person"), tr("Choose a person first."), tr("New person")),
    tr("With people in the list a team's capacity is their shares; without any it is its number of members."),
)
HOLIDAYS = TableOf(
    "holidays",
    Holiday,
    tr("Holidays"),
    (
        Column(tr("Day"), 136, day_cell("date", tr("Day"), tr("The day"))),
        Column(tr("Name"), 0, name_cell),
        Column(
            tr("Of"),
            190,
            lambda common: common.reference("team", tr("Of"), common.portfolio.teams, tr("All teams")),
        ),
    ),
    TableWords(tr("Add a holiday"), tr("Choose a holiday first."), tr("Holiday")),
    tr("Days on which nobody works, or nobody of one team."),
)


def _other(name: str, caption: str) -> Any:
    return lambda common: common.reference(name, caption, common.portfolio.teams, "")


LOANS = TableOf(
    "loans",
    Loan,
    tr("Loans"),
    (
        Column(trc("people lent", "From team"), 130, _other("lender", trc("people lent", "From team"))),
        Column(trc("people lent", "To team"), 130, _other("borrower", trc("people lent", "To team"))),
        Column(trc("day", "From"), 104, start_cell()),
        Column(trc("day", "To"), 104, day_cell("end", trc("day", "To"), tr("The last day"))),
        Column(tr("People"), 72, figure_cell("members", tr("People"), tr("The number lent")), right=True),
        Column(tr("Reason"), 0, lambda common: common.text("reason", tr("Reason"))),
    ),
    TableWords(tr("Add a loan"), tr("Choose a loan first."), ""),
    tr("People of one team who work for another for a time, with the focus of the team they work for."),
)


def values_of(portfolio: Portfolio, dimension: GuardrailDimension) -> dict[str, str]:
    """What a guardrail of a dimension can be about: its value by its words."""
    known = {
        GuardrailDimension.HORIZON: [str(each.value) for each in Horizon],
        GuardrailDimension.KIND: [each.value for each in Kind],
        GuardrailDimension.PRODUCT: [str(each.id) for each in portfolio.products],
        GuardrailDimension.THEME: sorted({item.theme for item in portfolio.deliverables} - {""}),
    }[dimension]
    return {value_words(portfolio, dimension, value): value for value in known}


def _value(common: Common[Guardrail]) -> Row:
    dimension = common.entities[0].dimension
    portfolio = common.portfolio
    known = values_of(portfolio, dimension)

    def read(words: str) -> str:
        if dimension is GuardrailDimension.THEME:
            return known.get(words.strip(), words.strip())
        return chosen(words, known, tr("within the guardrail"))

    return common.row(
        "value",
        tr("About"),
        read,
        shown=lambda value: value_words(portfolio, dimension, value),
        editor="known" if dimension is GuardrailDimension.THEME else "choice",
        choices=lambda: list(known),
    )


def _dimension(common: Common[Guardrail]) -> Row:
    """Another dimension begins with its first value that has no guardrail yet."""
    portfolio = common.portfolio

    def free(dimension: GuardrailDimension) -> str:
        taken = {each.value for each in portfolio.guardrails if each.dimension is dimension}
        values = list(values_of(portfolio, dimension).values())
        return next((value for value in values if value not in taken), tr("New theme"))

    words = {each: choice_label(each) for each in GuardrailDimension}

    def read(typed: str) -> GuardrailDimension:
        english = {each.value: each for each in GuardrailDimension}
        return chosen(typed, {said: each for each, said in words.items()}, tr("within the guardrail"), english)

    def act(typed: str) -> Any:
        dimension = read(typed)
        return common.setting({"dimension": dimension, "value": free(dimension)})

    row = common.choice("dimension", tr("By"), words)
    from dataclasses import replace

    return replace(row, act=act)


GUARDRAILS = TableOf(
    "guardrails",
    Guardrail,
    tr("Guardrails"),
    (
        Column(tr("By"), 84, _dimension),
        Column(tr("About"), 0, _value),
        Column(tr("Lowest"), 66, lambda c: c.share("low", tr("Lowest")), right=True),
        Column(tr("Target"), 66, lambda c: c.share("target", tr("Target")), right=True),
        Column(tr("Highest"), 66, lambda c: c.share("high", tr("Highest")), right=True),
        Column(
            tr("Share of"),
            120,
            lambda c: c.choice("basis", tr("Share of"), {each: choice_words(each) for each in GuardrailBasis}),
        ),
    ),
    TableWords(tr("Add a guardrail"), tr("Choose a guardrail first."), ""),
    tr("A band for the share of effort that a horizon, theme, kind or product is to have."),
)


def first_values(portfolio: Portfolio, table: TableOf, owner: int | None, monday: Any) -> dict[str, Any] | None:
    """What a new row of one of these tables begins with; None for any other table."""
    from datetime import timedelta

    if table.entity_type is Guardrail:
        for dimension in GuardrailDimension:
            taken = {each.value for each in portfolio.guardrails if each.dimension is dimension}
            for value in values_of(portfolio, dimension).values():
                if value not in taken:
                    return {"dimension": dimension, "value": value, "target": 0.25}
    if table.entity_type is Person:
        return {"team": owner}
    if table.entity_type is Holiday:
        return {"date": monday}
    if table.entity_type is Loan:
        others = [team.id for team in portfolio.table(Team) if team.id != owner]
        if others:
            return {
                "lender": owner,
                "borrower": others[0],
                "start": monday,
                "end": monday + timedelta(days=4),
                "members": 1.0,
            }
    return None
