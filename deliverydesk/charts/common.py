"""What the builders of charts share: the colours of products and the words about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.domain.portfolio import Portfolio

if TYPE_CHECKING:
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


def product_code(portfolio: Portfolio, product_id: int | None) -> str:
    """The letters drawn beside a product's colour: its code, or the first two letters of its name."""
    product = portfolio.products.get(product_id)
    if product is None:
        return ""
    return product.code or product.name[:2].upper()


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
