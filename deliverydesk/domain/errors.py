"""What goes wrong in words: every message is a sentence for the person at the desk."""

from deliverydesk.support.errors import DeskError

__all__ = ["DeskError", "NotFound", "RuleBroken"]


class RuleBroken(DeskError):
    """A change set would leave the portfolio in a state that its rules forbid."""


class NotFound(DeskError):
    """What was named does not exist in this portfolio."""
