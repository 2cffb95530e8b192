"""Numbers as people write them: decimal point or comma, thousands separators, per cent, currency.

Strict patterns only: what int() and float() accept is wider than what a person means.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from deliverydesk.support.language import tr

#: "point" reads 1,234.5 and "comma" reads 1.234,5; spaces and apostrophes part thousands in both.
STYLES = ("point", "comma")
SIGN_WORDS = {"point": tr("decimal point"), "comma": tr("decimal comma")}
"""The sign that each style has before a fraction, in a sentence."""

_SPACES = " \u00a0\u202f\u2009"
_CURRENCY = r"(?:[€$£¥₹₽]|EUR|USD|GBP|CHF|CAD|AUD|SEK|NOK|DKK|PLN|JPY|kr)"


@lru_cache(maxsize=2)
def _pattern(style: str) -> re.Pattern[str]:
    decimal, thousands = (r"\.", ",") if style == "point" else (",", r".")
    # [0-9], not \d: digits of other scripts would pass and mean something else further on
    parted = rf"[0-9]{{1,3}}(?:(?P<part>[{thousands}{_SPACES}'’])[0-9]{{3}}(?:(?P=part)[0-9]{{3}})*)?"
    return re.compile(
        rf"(?P<sign>[+\-−])?\s?(?:{_CURRENCY}\s?)?(?P<sign2>[\-−])?"
        rf"(?P<whole>{parted}|[0-9]+|(?={decimal}[0-9]))"
        rf"(?:{decimal}(?P<fraction>[0-9]*))?"
        rf"(?P<power>[eE][+\-]?[0-9]{{1,3}})?"
        rf"\s?(?:(?P<percent>%)|{_CURRENCY})?"
    )


# most cells are as plain as these, and are settled without the long patterns
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_POINT = re.compile(r"-?[0-9]{1,20}\.[0-9]{1,20}")


def parse_number(text: str, style: str = "point") -> float | None:
    """The number in ``text`` read strictly in one style; None where it is none. "80 %" gives 80.0, "(80)" -80.0."""
    text = text.strip()
    if _WHOLE.fullmatch(text) or (style == "point" and _POINT.fullmatch(text)):
        return float(text)
    if not text or len(text) > 60:
        return None
    owed = text[0] == "(" and text[-1] == ")"  # as accountants write what is below nought
    found = _pattern(style).fullmatch(text[1:-1].strip() if owed else text)
    if found is None or (found["sign"] and found["sign2"]) or (owed and (found["sign"] or found["sign2"])):
        return None
    whole = "".join(char for char in found["whole"] if "0" <= char <= "9")
    if whole.startswith("0") and len(whole) < len(found["whole"]):
        return None  # nobody parts the thousands of what begins with a nought: 0.125 is an eighth in every style
    value = float(f"{whole or '0'}.{found['fraction'] or '0'}{found['power'] or ''}")
    if value in (float("inf"), float("-inf")):
        return None
    return -value if owed or (found["sign"] or found["sign2"] or "+") in "-−" else value


_WITH_UNIT = re.compile(r"(?P<number>.*[0-9][.,]?)\s?(?P<unit>[^\W\d_%][^\d%]{0,29})")
_MAGNITUDES = frozenset(
    "k m mm mn mio mrd b bn bil tsd t g e thousand million billion trillion milliard lakh crore".split()  # noqa: SIM905
)


def parse_figure(text: str, style: str = "point") -> tuple[float, str] | None:
    """A number and the unit behind it: "4.5 days" gives (4.5, "days"), "80 %" (80.0, "%"), "5" (5.0, ""); None where it
    is no number. A word that stands for a power of ten, such as 3 k or 2 million, is no unit and not guessed at.
    """
    value = parse_number(text, style)
    if value is not None:
        return value, "%" if is_percent(text) else ""
    found = _WITH_UNIT.fullmatch(text.strip()) if len(text) <= 60 else None
    if found is None:
        return None
    unit = found["unit"].strip()
    if unit.casefold().rstrip(".").split(None, 1)[0] in _MAGNITUDES:
        return None
    value = parse_number(found["number"], style)
    if unit.casefold().replace(" ", "") in ("percent", "prozent", "pct"):
        unit = "%"
    return None if value is None else (value, unit)


def is_percent(text: str) -> bool:
    """Whether the number is written as a share of a hundred."""
    return text.rstrip().endswith("%")


def format_number(value: float, style: str = "point", thousands: str = "") -> str:
    """A number written in a style, the inverse of :func:`parse_number`."""
    text = f"{value:,.10f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else repr(value)
    decimal = "." if style == "point" else ","
    table: dict[str, str | int | None] = {",": thousands, ".": decimal}
    return text.translate(str.maketrans(table))


def style_fits(texts: Iterable[str]) -> tuple[dict[str, int], bool]:
    """How many texts are numbers in each style, and whether any of them means different numbers in the two."""
    fits = dict.fromkeys(STYLES, 0)
    differ = False
    for text in texts:
        if _WHOLE.fullmatch(text):
            fits = {style: count + 1 for style, count in fits.items()}
            continue
        if _POINT.fullmatch(text) and len(text) - text.index(".") != 4:
            fits["point"] += 1  # a point that cannot part thousands
            continue
        values = {style: parse_number(text, style) for style in STYLES}
        for style, value in values.items():
            fits[style] += value is not None
        differ = differ or (None not in values.values() and len(set(values.values())) > 1)
    return fits, differ
