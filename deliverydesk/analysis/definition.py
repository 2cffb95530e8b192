"""What is said of one figure of the program."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure."""

    key: str
    term: str
    meaning: str
    formula: str = ""
    source: str = ""
