from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.exporters.text import clean, guarded, one_line, unguarded

anything = st.text(st.characters(exclude_categories=()), max_size=60)
leading = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "'", "''", "\uff1d", "'=", ""])


@given(leading, anything)
def test_guarded_text_comes_back_exactly(head: str, tail: str) -> None:
    text = head + tail
    assert unguarded(guarded(text)) == text


@given(leading, anything)
def test_guarded_text_is_never_a_formula(head: str, tail: str) -> None:
    assert guarded(head + tail)[:1] not in (
        "=",
        "+",
        "-",
        "@",
        "\t",
        "\r",
        "\n",
        "\uff1d",
        "\uff0b",
        "\uff0d",
        "\uff20",
    )


@given(anything)
def test_cleaned_text_goes_into_xml_and_utf8(text: str) -> None:
    from lxml import etree

    cleaned = clean(text)
    etree.Element("a").text = cleaned
    cleaned.encode("utf-8")
    assert clean(cleaned) == cleaned
    assert "\n" not in one_line(text)


def test_what_can_be_seen_stays() -> None:
    assert clean("a\x00b\x0bc\ufffe\uffff\ud800d\te\n") == "abc\ufffdd\te\n"
    assert one_line("  two\n lines\t ") == "two lines"
