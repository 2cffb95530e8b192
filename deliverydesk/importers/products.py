"""The products that a table names, by their names or by the letters that are drawn beside their colours."""

from deliverydesk.actions.draft import Draft
from deliverydesk.charts.common import product_codes
from deliverydesk.domain.entities import Product
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.importers.names import NameBook, name_key


class ProductBook:
    """Known products, and those that are made for the rows that name them."""

    def __init__(self, draft: Draft, portfolio: Portfolio) -> None:
        self._draft = draft
        self._book = NameBook("product", (product.name for product in portfolio.products))
        # a name goes before the letters of another product
        self._ids = {name_key(code): product for product, code in product_codes(portfolio).items()}
        self._letters = frozenset(self._ids)
        self._ids |= {name_key(product.name): product.id for product in portfolio.products}

    @property
    def created(self) -> list[str]:
        """The names of the products to be made."""
        return self._book.created

    def find(self, name: str) -> int | None:
        """The id of the product meant, which is made where it is new; None for no name."""
        if not name:
            return None
        key = name_key(name)
        if key not in self._letters or self._book.knows(name):
            name = self._book.spelled(name)
        if key not in self._ids:
            self._ids[key] = self._draft.add(Product, {"name": name}).id
        return self._ids[key]

    def look_alikes(self) -> list[str]:
        """A sentence for each new product that looks like another one."""
        return self._book.look_alikes()
