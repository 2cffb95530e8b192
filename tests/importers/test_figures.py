import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.importers.figures import STYLES, format_number, parse_number


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [
        ("4,506,695", 4506695.0, None),
        ("4.506.695", None, 4506695.0),
        ("0.125", 0.125, None),
        ("0,125", None, 0.125),
        ("100%", 100.0, 100.0),
        ("80 %", 80.0, 80.0),
        ("1 234,5", None, 1234.5),
        ("1\u202f234.5", 1234.5, None),
        ("1'234.50", 1234.5, None),
        ("1,234", 1234.0, 1.234),
        ("1.234", 1.234, 1234.0),
        ("-5", -5.0, -5.0),
        ("−5", -5.0, -5.0),
        ("+3.5", 3.5, None),
        ("€ 1,200.50", 1200.5, None),
        ("1.200,50 €", None, 1200.5),
        ("$-12", -12.0, -12.0),
        ("($1,200.00)", -1200.0, None),
        ("(45 %)", -45.0, -45.0),
        (".5", 0.5, None),
        ("1e3", 1000.0, 1000.0),
    ],
)
def test_numbers_as_people_write_them(text: str, point: float | None, comma: float | None) -> None:
    assert (parse_number(text, "point"), parse_number(text, "comma")) == (point, comma)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1_000",
        "１２",
        "nan",
        "inf",
        "1e999",
        "0x10",
        "1,2,3",
        "12,34,567",
        "--5",
        "1 2",
        "5 apples",
        "()",
        "(-5)",
        "(5",
    ],
)
def test_what_python_would_take_and_nobody_means(text: str) -> None:
    assert [parse_number(text, style) for style in STYLES] == [None, None]


@given(
    st.floats(-1e12, 1e12, allow_nan=False).map(lambda value: round(value, 6)),
    st.sampled_from([("point", ""), ("point", ","), ("comma", ""), ("comma", "."), ("comma", " "), ("point", "'")]),
)
def test_what_is_written_is_read(value: float, how: tuple[str, str]) -> None:
    style, thousands = how
    assert parse_number(format_number(value, style, thousands), style) == pytest.approx(value, abs=1e-9)


@given(st.text(max_size=70), st.sampled_from(STYLES))
def test_no_text_breaks_the_reading_of_numbers(text: str, style: str) -> None:
    value = parse_number(text, style)
    assert value is None or abs(value) < float("inf")
