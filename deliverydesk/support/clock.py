"""The time of day, in one place, so that pictures and tests can hold it still."""

import os
from datetime import date, datetime


def today() -> date:
    """Today's date; that of DELIVERYDESK_TODAY (such as 2026-08-19) where it is set."""
    fixed = os.environ.get("DELIVERYDESK_TODAY")
    return date.fromisoformat(fixed) if fixed else datetime.now().astimezone().date()


def now() -> datetime:
    """The time with its zone; on the fixed day where one is set."""
    moment = datetime.now().astimezone()
    fixed = os.environ.get("DELIVERYDESK_TODAY")
    return moment if not fixed else datetime.combine(date.fromisoformat(fixed), moment.timetz())
