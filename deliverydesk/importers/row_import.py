"""Taking the rows of a table one by one, each as a thing with a name."""

from abc import ABC, abstractmethod
from typing import Any

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.importers.fields import FIELDS
from deliverydesk.importers.limits import PROGRESS_EVERY
from deliverydesk.importers.plan import ImportPlan
from deliverydesk.importers.report import RowPreview
from deliverydesk.importers.rows import LEFT_EMPTY, Problem, Row, Rows
from deliverydesk.support.progress import Progress


class RowImport(ABC):
    """Takes rows into a draft, and names what it does not take. One use only."""

    def __init__(self, rows: Rows, plan: ImportPlan, portfolio: Portfolio, progress: Progress) -> None:
        self.rows, self.plan, self.portfolio, self.progress = rows, plan, portfolio, progress
        self.draft = Draft(portfolio)

    @abstractmethod
    def row(self, row: Row) -> RowPreview | None:
        """What becomes of a row; None where it is left out."""

    def states(self) -> list[RowPreview]:
        """What becomes of all rows. Lets Cancelled through from the progress listener."""
        found = []
        for at, row in enumerate(self.rows.rows):
            if at % PROGRESS_EVERY == 0:
                self.progress(at, len(self.rows.rows))
            found.append(self.row(row))
        return [state for state in found if state is not None]

    def refuse(self, row: Row, given: dict[str, Any], name: str, reason: str) -> None:
        """Take a value out of those that a row gives, and name it as it stands in the table."""
        value = given.pop(name)
        written = row.written.get(name, value if type(value) is str else "")
        self.rows.problems.append(Problem(row.number, self.column(name), written, reason, LEFT_EMPTY))

    def column(self, field: str) -> str:
        """The column that becomes a field; the field itself where none does."""
        columns = self.plan.of_field(field)
        return columns[0].column if columns else FIELDS[self.plan.what][field].label
