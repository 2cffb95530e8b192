"""What typing into a cell does, without Qt."""

from datetime import date

import pytest

from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Kind, Stage
from deliverydesk.ui.dates import typed_date
from deliverydesk.ui.panes.backlog import edits
from deliverydesk.ui.panes.backlog.columns import COLUMNS
from deliverydesk.ui.panes.backlog.edits import Reader, choices, edit, editing_text, plan_from
from deliverydesk.ui.panes.backlog.sight import Sight
from deliverydesk.ui.typed import refusal

FIRST = 100
TODAY = date(2026, 8, 19)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("6 Nov", date(2026, 11, 6)),
        ("nov 6", date(2026, 11, 6)),
        ("6 november 2027", date(2027, 11, 6)),
        ("2026-11-06", date(2026, 11, 6)),
        ("6.11.", date(2026, 11, 6)),
        ("6/11/27", date(2027, 11, 6)),
        ("15 jan", date(2027, 1, 15)),
        ("1 aug", date(2026, 8, 1)),
        ("today", TODAY),
        ("Fri", date(2026, 8, 21)),
        ("wednesday", date(2026, 8, 26)),
        ("+3w", date(2026, 9, 9)),
        ("+10 days", date(2026, 8, 29)),
        ("+6m", date(2027, 2, 19)),
        ("", None),
        (" — ", None),
    ],
)
def test_dates_as_people_type_them(typed: str, meant: date | None) -> None:
    assert typed_date(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["soon", "31 feb", "29 feb", "2026-13-01", "6.", "99/99/2026", "q3"])
def test_what_is_no_date_is_told_so_in_a_sentence(typed: str) -> None:
    with pytest.raises(DeskError, match=r"“.+” is (no date|not in the calendar)"):
        typed_date(typed, TODAY)


@pytest.mark.parametrize(
    ("column", "typed", "field", "value"),
    [
        ("title", "  New words ", "title", "New words"),
        ("stage", "Delivery", "stage", Stage.DELIVERY),
        ("stage", "rel", "stage", Stage.RELEASED),
        ("kind", "debt", "kind", Kind.DEBT),
        ("product", "enrolment", "product", 2),
        ("product", "", "product", None),
        ("product", "No product", "product", None),
        ("owner", "S. Okafor", "owner", "S. Okafor"),
        ("effort", "3/5/8", "effort_high", 8.0),
        ("effort", "2 pm", "effort_likely", pytest.approx(8.667, abs=0.001)),
        ("effort", "", "effort_likely", None),
        ("target", "6 Nov", "target_date", date(2026, 11, 6)),
        ("tags", "web, , mobile,web", "tags", ("web", "mobile")),
    ],
)
def test_a_cell_takes_what_is_typed(portfolio: Portfolio, column: str, typed: str, field: str, value: object) -> None:
    after = portfolio.after(edit(column, [FIRST + 1], typed)(portfolio))
    assert getattr(after.deliverables[FIRST + 1], field) == value


def test_a_typed_rank_moves(portfolio: Portfolio) -> None:
    after = portfolio.after(edit("rank", [FIRST + 9], "3")(portfolio))
    assert after.rank(FIRST + 9) == 3


def test_team_and_outcome_are_given_by_name(portfolio: Portfolio) -> None:
    after = portfolio.after(edit("team", [FIRST + 1], "growth")(portfolio))
    assert [demand.team for demand in after.demands.by("deliverable", FIRST + 1)] == [12]
    after = after.after(edit("outcome", [FIRST + 1], "quotes finished")(after))
    assert [c.outcome for c in after.contributions.by("deliverable", FIRST + 1)] == [22]
    after = after.after(edit("team", [FIRST + 1], "No team")(after))
    assert not after.demands.by("deliverable", FIRST + 1)


@pytest.mark.parametrize(
    ("column", "typed", "words"),
    [
        ("title", " ", "A deliverable needs a title."),
        ("stage", "nowhere", "There is no stage called “nowhere”. There is: Idea, Shaping"),
        ("stage", "re", None),
        ("product", "Payments", "There is no product called “Payments”. There is: Claims, Enrolment."),
        ("effort", "lots", "“lots” is no effort."),
        ("effort", "9/5/2", "is above"),
        ("rank", "0", "“0” is no rank. Ranks go from 1 to 12."),
        ("rank", "13", "“13” is no rank. Ranks go from 1 to 12."),
        ("target", "1 Jan 1800", "dates go from 1950 to 2199"),
    ],
)
def test_a_refusal_is_a_sentence(portfolio: Portfolio, column: str, typed: str, words: str | None) -> None:
    reason = refusal(portfolio, edit(column, [FIRST + 1], typed))
    assert words is None or words in reason
    if words is None:  # only “Ready” and “Released” begin so
        assert reason.startswith("“re” begins 2 stages.")


@pytest.mark.parametrize("column", [column.key for column in COLUMNS if column.editor])
def test_typing_nothing_new_changes_nothing(portfolio: Portfolio, column: str) -> None:
    for item in portfolio.deliverables:
        words = editing_text(Sight(portfolio), item, column)
        if words and column not in ("team", "outcome"):
            assert not edit(column, [item.id], words)(portfolio).changes


@pytest.mark.parametrize("column", ["stage", "kind", "product", "team", "outcome", "owner", "tags"])
def test_every_choice_is_accepted(portfolio: Portfolio, column: str) -> None:
    listed = choices(portfolio, column)
    assert listed
    for words in listed:
        assert refusal(portfolio, edit(column, [FIRST], words)) == ""


@pytest.mark.parametrize(
    ("typed", "stage"), [("Umsetzung", Stage.DELIVERY), ("ums", Stage.DELIVERY), ("ready", Stage.READY)]
)
def test_a_choice_is_taken_by_its_label_and_by_its_english_word(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch, typed: str, stage: Stage
) -> None:
    labels = {Stage.DELIVERY: "Umsetzung", Stage.READY: "Bereit"}
    monkeypatch.setattr(edits, "choice_label", lambda value: labels.get(value, "…"))
    assert choices(portfolio, "stage")[2:4] == ["Bereit", "Umsetzung"]
    assert Reader(portfolio).values("stage", typed) == {"stage": stage}


@pytest.mark.parametrize("typed", ["Kein Produkt", "No product", ""])
def test_nothing_is_chosen_by_its_label_and_by_its_english_word(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setitem(edits.NOTHING, "product", "Kein Produkt")
    assert Reader(portfolio).values("product", typed) == {"product": None}


def test_several_items_are_planned_in_one_step(portfolio: Portfolio) -> None:
    change_set = plan_from([FIRST, FIRST + 1], date(2026, 9, 7))(portfolio)
    after = portfolio.after(change_set)
    assert {after.deliverables[i].planned_start for i in (FIRST, FIRST + 1)} == {date(2026, 9, 7)}
    assert change_set.label == "plan 2 deliverables from 7 Sep 2026"
