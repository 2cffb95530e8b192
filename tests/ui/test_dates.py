"""Days as a person types them, in English and in the language of the program, and as the top bar writes them."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from deliverydesk.domain.formats import Formats, using
from deliverydesk.domain.values import DateStyle
from deliverydesk.support.errors import DeskError
from deliverydesk.ui.dates import typed_date, typed_span
from deliverydesk.ui.window.top_bar import day_of_today

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 8, 19)

_GERMAN = """
import gettext, json
from datetime import date
from deliverydesk.support import language

WORDS = {
    "Mon": "Mo", "Monday": "Montag", "Dec": "Dez.", "May": "Mai", "Mar": "März", "none": "kein",
    "today now": "heute",
    "tomorrow": "morgen", "w week weeks": "w woche wochen", "d day days": "t tag tage", "move": "auf", "rank": "rang",
    "target": "zieltermin ziel",
}

class German(gettext.NullTranslations):
    def gettext(self, message):
        return WORDS.get(message, message)
    def pgettext(self, context, message):
        return WORDS.get(message, message)

language._catalogue = German()
from deliverydesk.ui.bulk import read_days
from deliverydesk.ui.dates import typed_date, typed_span
from deliverydesk.ui.window.palette import parameters

TYPED = ["heute", "today", "morgen", "Mo", "mo.", "Montag", "mon", "Monday", "18. Dez", "18 Dezember", "Dec 18",
         "3 Mai",
         "5 März", "+2 Wochen", "+2 weeks", "+3t", "+3d", "kein", "none"]
print(json.dumps({
    "days": {words: str(typed_date(words, date(2026, 8, 19))) for words in TYPED},
    "spans": [read_days(words) for words in ("2 Wochen", "2 weeks", "10 Tage", "-10 days", "5")],
    "ranks": [
        bool(parameters._RANK.fullmatch(words)) for words in ("rang 3", "auf rang 3", "rank 3", "move to rank 3")
    ],
    "targets": [
        parameters._TARGET.fullmatch(words)[1] for words in ("ziel 6 nov", "target 6 nov", "set target date 6 nov")
    ],
}))
"""


def test_words_are_read_in_english_and_in_the_language_of_the_program() -> None:
    done = subprocess.run([sys.executable, "-c", _GERMAN], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    told = json.loads(done.stdout)
    monday, december = "2026-08-24", "2026-12-18"
    assert told["days"] == {
        **dict.fromkeys(["heute", "today"], "2026-08-19"),
        "morgen": "2026-08-20",
        **dict.fromkeys(["Mo", "mo.", "Montag", "mon", "Monday"], monday),
        **dict.fromkeys(["18. Dez", "18 Dezember", "Dec 18"], december),
        "3 Mai": "2026-05-03",
        "5 März": "2026-03-05",
        **dict.fromkeys(["+2 Wochen", "+2 weeks"], "2026-09-02"),
        **dict.fromkeys(["+3t", "+3d"], "2026-08-22"),
        **dict.fromkeys(["kein", "none"], "None"),
    }
    assert told["spans"] == [14, 14, 10, -10, 5]
    assert told["ranks"] == [True] * 4
    assert told["targets"] == ["6 nov"] * 3


@pytest.mark.parametrize("words", ["+3 moons", "+3x", "someday", "32 Nov"])
def test_what_is_no_day_is_refused(words: str) -> None:
    with pytest.raises(DeskError, match=r"no date|not in the calendar"):
        typed_date(words, TODAY)


@pytest.mark.parametrize(
    ("formats", "words"),
    [
        (Formats(), "Sun 3 Jan · week 53"),
        (Formats(DateStyle.MONTH_DAY, week_start=7), "Sun Jan 3 · week 2"),
        (Formats(DateStyle.ISO), "Sun 2027-01-03 · week 53"),
    ],
)
def test_the_top_bar_writes_the_day_as_the_portfolio_does(
    formats: Formats, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DELIVERYDESK_TODAY", "2027-01-03")
    with using(formats):
        assert day_of_today() == words


@pytest.mark.parametrize(
    ("typed", "days"), [("30", 30), ("30 days", 30), ("6 weeks", 42), ("6w", 42), ("2 months", 60), ("", None)]
)
def test_a_time_is_typed_in_days_weeks_or_months(typed: str, days: int | None) -> None:
    assert typed_span(typed) == days


@pytest.mark.parametrize("typed", ["soon", "-3", "3 kilos", "1.5 weeks"])
def test_what_is_no_time_says_how_to_write_one(typed: str) -> None:
    with pytest.raises(DeskError, match="30 days or 6 weeks"):
        typed_span(typed)
