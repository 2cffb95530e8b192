"""Every figure has a definition that a reader can do something with."""

from deliverydesk.analysis.definitions import DEFINITIONS
from deliverydesk.analysis.models import MODELS


def test_each_definition_says_what_it_is_under_a_name_of_its_own() -> None:
    terms = [each.term for each in DEFINITIONS.values()]
    assert len(set(terms)) == len(terms)
    for key, each in DEFINITIONS.items():
        assert each.key == key
        assert each.meaning.endswith("."), key


def test_every_model_and_each_of_its_inputs_is_defined() -> None:
    from deliverydesk.domain.portfolio import Portfolio
    from tests.support.portfolios import synthetic_portfolio

    portfolio: Portfolio = synthetic_portfolio(3)
    item = next(iter(portfolio.deliverables))
    for model, made in MODELS.items():
        assert DEFINITIONS[model.value].formula == made.expression
        if model.value != "weighted":
            fields = {each.field for each in made.inputs(portfolio, item)}
            assert fields <= DEFINITIONS.keys(), model
