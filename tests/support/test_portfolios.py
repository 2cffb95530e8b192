from deliverydesk.domain.rules import check_all
from tests.support.portfolios import synthetic_portfolio


def test_the_synthetic_portfolio_keeps_the_rules_and_is_the_same_every_time() -> None:
    portfolio = synthetic_portfolio(300)
    assert len(portfolio.deliverables) == 300
    assert list(check_all(portfolio)) == []
    assert portfolio == synthetic_portfolio(300)
    assert portfolio != synthetic_portfolio(300, seed=2)
    for table in (portfolio.demands, portfolio.contributions, portfolio.dependencies, portfolio.measurements):
        assert len(table)


def test_it_grows_to_the_size_asked_for() -> None:
    assert len(synthetic_portfolio(10_000).products) == 50
    assert len(synthetic_portfolio(1).deliverables) == 1
