"""What the builders of charts share: the colours of products and the words about them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from deliverydesk.domain.portfolio import Portfolio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliverydesk.charts.spec import LegendEntry

NO_PRODUCT = "text3"
"""The role of what belongs to no product."""


def product_numbers(portfolio: Portfolio) -> dict[int, int]:
    """The number (from 1) of each product, by its id: hues are given out in the order the products were
    added.
    """
    return {product_id: number for number, product_id in enumerate(sorted(portfolio.products.ids), start=1)}


def product_role(numbers: dict[int, int], product_id: int | None) -> str:
    """The role of a product's colour, from :func:`product_numbers`."""
    return f"product:{numbers[product_id]}" if product_id in numbers else NO_PRODUCT


def product_codes(portfolio: Portfolio) -> dict[int, str]:
    """The letters drawn beside each product's colour, by its id: its code, or two letters of its name.

    Letters made from a name differ from all others, since they are there to tell products whose colours look alike;
    of two products, the one that was added first has the better letters.
    """
    codes = {product.id: product.code for product in portfolio.products if product.code}
    taken = {code.upper() for code in codes.values()}
    for product_id in sorted(set(portfolio.products.ids) - codes.keys()):
        letters = _letters(portfolio.products[product_id].name)
        codes[product_id] = next((each for each in letters if each not in taken), str(product_id))
        taken.add(codes[product_id])
    return codes


def _letters(name: str) -> Iterator[str]:
    """Two letters for a name, the most telling first: "PR", "PT", "PO", ... for "Product two", then "P2" and so on."""
    words = ["".join(filter(str.isalnum, word)).upper() for word in name.split()]
    all_letters = "".join(words) or name.strip()
    first = all_letters[:1]
    yield all_letters[:2]
    initials = [word[0] for word in words if word]
    for letter in (*initials[1:], *all_letters[1:], *_SIGNS):
        yield first + letter
    yield from map("".join, itertools.product(_SIGNS, repeat=2))


_SIGNS = "23456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def product_code(portfolio: Portfolio, product_id: int | None) -> str:
    """The letters of one product, "" for none; for many take `product_codes`."""
    product = portfolio.products.get(product_id)
    if product is None:
        return ""
    return product.code or product_codes(portfolio)[product.id]


def coded(portfolio: Portfolio, product_id: int | None, words: str) -> str:
    """``words`` with the product's letters before them, so that its colour is never the only sign."""
    code = product_code(portfolio, product_id)
    return f"{code} {words}" if code else words


def product_legend(portfolio: Portfolio, shown: set[int | None]) -> tuple[LegendEntry, ...]:
    """One entry for each product among ``shown`` (ids), in their order."""
    from deliverydesk.charts.spec import LegendEntry

    numbers = product_numbers(portfolio)
    return tuple(
        LegendEntry(coded(portfolio, product.id, product.name), product_role(numbers, product.id))
        for product in portfolio.products
        if product.id in shown
    )
