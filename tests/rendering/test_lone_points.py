"""Names of points find room, or drop out by rank; none lies over a point or over another name."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication

from deliverydesk.charts.value_effort import value_effort_chart
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.rendering.frame import divide
from deliverydesk.rendering.labels import overlap, place
from deliverydesk.rendering.wording import busy_boxes, labels_of, point_boxes
from tests.support.charted import TODAY

FIGURES = st.lists(st.tuples(st.integers(1, 60), st.integers(1, 900)), min_size=1, max_size=40)


@settings(max_examples=40)
@given(figures=FIGURES)
def test_no_name_lies_over_a_point_or_another_name(qapp: QGuiApplication, figures: list[tuple[int, int]]) -> None:
    items = [
        Deliverable(n, f"Item with a name {n}", n * GAP, effort_likely=float(x), reach=float(y), impact=1, confidence=1)
        for n, (x, y) in enumerate(figures, start=1)
    ]
    frame = divide(value_effort_chart(Portfolio.of(items), today=TODAY), 640, 420, dressed=False)
    bounds = (4.0, frame.box[1] - 2, frame.width - 4, frame.box[3] + 2)
    points = point_boxes(frame)
    placed = place(labels_of(frame), bounds, points, busy_boxes(frame))
    assert len(placed) >= 4, "the names of the quarters at least"
    assert not any(overlap(box, point) for _, box in placed for point in points)
    assert not any(overlap(one, other) for (_, one), (_, other) in combinations(placed, 2))
