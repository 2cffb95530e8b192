"""Reviews: begun, filled in through their three lenses with the evidence of the day, and closed with minutes."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import FollowUp, Product, Review, ReviewEntry
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import day_words, named
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def start_review(portfolio: Portfolio, name: str = "", product: int | None = None, attendees: str = "") -> ChangeSet:
    """Begin a review of a product, or of the whole portfolio, today. Raises DeskError while such a one is open."""
    draft = Draft(portfolio)
    about = None if product is None else draft.get(Product, product)
    for review in portfolio.reviews:
        if review.closed is None and review.product == product:
            raise DeskError(tr("The review “{name}” is still open; close it first.", name=review.name))
    if not name.strip():
        day = day_words(today())
        name = tr("Portfolio, {day}", day=day) if about is None else tr("{name}, {day}", name=about.name, day=day)
    values = {"date": today(), "name": name.strip(), "product": product, "attendees": attendees.strip()}
    return draft.change_set(tr("begin the review {review}", review=named(draft.add(Review, values))))


def note_lenses(
    portfolio: Portfolio,
    review: int,
    product: int | None = None,
    deliverable: int | None = None,
    *,
    outcome: str | None = None,
    customers: str | None = None,
    market: str | None = None,
    evidence: Mapping[str, Any] | None = None,
) -> ChangeSet:
    """Write down what a review says of a product or of a deliverable; a lens that is not given stays as it is.

    The evidence is kept as it was when something was first said, and never reckoned anew.
    """
    draft = Draft(portfolio)
    held = _open(draft, review)
    if (product is None) == (deliverable is None):
        raise DeskError(tr("Choose one product or one deliverable to say something of."))
    said = {"outcome": outcome, "customers": customers, "market": market}
    values: dict[str, Any] = {lens: words.strip() for lens, words in said.items() if words is not None}
    entry = entry_of(portfolio, review, product, deliverable)
    if entry is None:
        frozen = json.dumps(dict(evidence or {}), ensure_ascii=False, sort_keys=True)
        about = {"review": review, "product": product, "deliverable": deliverable}
        draft.add(ReviewEntry, {**about, "evidence": frozen, **values})
    else:
        draft.edit(entry, values)
    return draft.change_set(tr("note what the review {review} says", review=named(held)))


def entry_of(portfolio: Portfolio, review: int, product: int | None, deliverable: int | None) -> ReviewEntry | None:
    """What a review says of a product or a deliverable; None where nothing yet."""
    return next(
        (
            each
            for each in portfolio.review_entries.by("review", review)
            if (each.product, each.deliverable) == (product, deliverable)
        ),
        None,
    )


def note_follow_up(
    portfolio: Portfolio,
    text: str,
    owner: str = "",
    due: date | None = None,
    review: int | None = None,
    decision: int | None = None,
) -> ChangeSet:
    """Write down what somebody takes on in a review, or by a decision."""
    draft = Draft(portfolio)
    values = {"text": text.strip(), "owner": owner.strip(), "due": due, "review": review, "decision": decision}
    draft.add(FollowUp, values)
    return draft.change_set(tr("take on: {text}", text=text.strip()))


def finish_follow_up(portfolio: Portfolio, follow_up: int, *, done: bool = True) -> ChangeSet:
    """Say that what was taken on is done, or is not after all."""
    draft = Draft(portfolio)
    present = draft.get(FollowUp, follow_up)
    draft.edit(present, {"done": today() if done else None})
    return draft.change_set(
        tr("say that it is done: {text}", text=present.text)
        if done
        else tr("say that it is not done: {text}", text=present.text)
    )


def close_review(
    portfolio: Portfolio,
    review: int,
    notes: str | None = None,
    next_date: date | None = None,
    snapshot: Mapping[str, Any] | None = None,
    *,
    follow_ups: Sequence[tuple[str, str, date | None]] = (),
) -> ChangeSet:
    """Close a review: its figures are kept as they are, and the next one is due after the cadence, or on a day.

    `follow_ups` are what was taken on: text, owner and due day.
    """
    draft = Draft(portfolio)
    held = _open(draft, review)
    values: dict[str, Any] = {
        "closed": today(),
        "next_date": next_date or next_review_on(portfolio, held),
        "snapshot": json.dumps(dict(snapshot or {}), ensure_ascii=False, sort_keys=True),
    }
    if notes is not None:
        values["notes"] = notes.strip()
    draft.edit(held, values)
    for text, owner, due in follow_ups:
        draft.add(FollowUp, {"text": text.strip(), "owner": owner.strip(), "due": due, "review": review})
    return draft.change_set(tr("close the review {review}", review=named(held)))


def next_review_on(portfolio: Portfolio, review: Review) -> date:
    """When the next review of the same product, or of the whole portfolio, is due if this one is closed today."""
    cadence = portfolio.settings.review_cadence_days
    if review.product is not None:
        cadence = portfolio.products[review.product].review_cadence_days or cadence
    return today() + timedelta(days=cadence)


def _open(draft: Draft, review: int) -> Review:
    held = draft.get(Review, review)
    if held.closed is not None:
        raise DeskError(tr("The review “{name}” is closed; what it said stays as it is.", name=held.name))
    return held
