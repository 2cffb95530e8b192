"""Work against its plan in the inspector: of a deliverable, of a product, and where there is nothing to say."""

from dataclasses import replace

from deliverydesk.domain.entities import Deliverable, Product
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from deliverydesk.ui.panes.inspector.others import product_sections
from deliverydesk.ui.panes.inspector.parts import Figures, Words
from deliverydesk.ui.panes.inspector.plan import plan_sections
from tests.analysis.test_earned_plan import TODAY, item

PRODUCT = Product(20, "Shop", code="SH")


def test_a_deliverable_behind_its_plan_says_how_far_and_when_it_ends_at_this_pace() -> None:
    (section,) = plan_sections(Portfolio.of([item(1, 6.0)]), (1,), TODAY)
    figures, values, pace, money = section.parts
    assert isinstance(figures, Figures)
    assert (figures.left.value, figures.left.note, figures.left.role) == ("0.80", "10 days behind", "warn")
    assert (figures.right.value, figures.right.note) == ("40 %", "50 % planned")
    assert isinstance(pace, Words)
    assert pace.words == "At this pace done on 2 Nov; planned is 8 Oct."
    assert isinstance(values, Words)
    assert values.words == "Planned value 5 pw by now, earned value 4 pw, of 10 pw."
    assert isinstance(money, Words)
    assert "CPI 0.80" in money.words


def test_a_product_has_all_of_its_work_in_one_plan() -> None:
    items = [replace(item(at, remaining), product=20) for at, remaining in ((1, 6.0), (2, 2.0))]
    sections = {each.key: each for each in product_sections(Portfolio.of([PRODUCT, *items]), 20, TODAY)}
    figures = sections["plan"].parts[0]
    assert isinstance(figures, Figures)
    assert (figures.left.value, figures.left.note, figures.left.role) == ("1.20", "10 days ahead", "text")


def test_without_a_plan_there_is_no_section_and_without_progress_it_says_why() -> None:
    bare = Deliverable(1, "Bare", 100, stage=Stage.DELIVERY)
    assert plan_sections(Portfolio.of([bare]), (1,), TODAY) == ()
    (section,) = plan_sections(Portfolio.of([item(1, None)]), (1,), TODAY)
    (words,) = section.parts
    assert isinstance(words, Words)
    assert words.words == "Cannot tell yet: nobody has said what effort remains."
