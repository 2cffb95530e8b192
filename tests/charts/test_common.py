"""Letters that tell products apart whose colours look alike."""

from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.charts.common import product_code, product_codes
from deliverydesk.domain.entities import Product
from deliverydesk.domain.portfolio import Portfolio


def codes(*names: str, **coded: str) -> list[str]:
    """The letters of products with these names, after those with a code of their own."""
    products = [Product(100 + at, name, code) for at, (name, code) in enumerate(coded.items())]
    products += [Product(200 + at, name) for at, name in enumerate(names)]
    portfolio = Portfolio.of(products)
    found = product_codes(portfolio)
    assert [product_code(portfolio, product.id) for product in products] == [found[product.id] for product in products]
    return [found[product.id] for product in products]


def test_products_that_begin_alike_have_letters_of_their_own() -> None:
    assert codes("Product one", "Product two", "Product three", "Product 4") == ["PR", "PT", "PO", "P4"]


def test_letters_made_from_a_name_give_way_to_codes_that_were_given() -> None:
    assert codes("Claims", "claims portal", Clinic="CL") == ["CL", "CA", "CP"]
    portfolio = Portfolio.of([Product(1, "Claims"), Product(2, "Clinic", code="cl")])
    assert product_codes(portfolio) == {1: "CA", 2: "cl"}


def test_the_letters_of_a_product_stay_when_another_is_added_after_it() -> None:
    assert codes("Enrolment") == codes("Enrolment", "Enquiries")[:1] == ["EN"]


def test_no_product_has_no_letters() -> None:
    assert product_code(Portfolio(), None) == ""


@given(st.lists(st.text(min_size=1, max_size=6).filter(str.strip) | st.sampled_from(["P", "Product", "🚀", "ß"])))
def test_letters_are_two_at_most_and_never_the_same(names: list[str]) -> None:
    found = codes(*names, *["Product"] * 60)
    assert len(set(found)) == len(found)
    assert all(1 <= len(each) <= 2 for each in found)
