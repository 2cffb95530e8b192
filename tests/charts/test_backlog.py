"""The table of the backlog, which is edited elsewhere and brought in again."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from deliverydesk.charts.backlog import backlog_table
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.importers.vocabulary import fields_for
from deliverydesk.support import paths

_FIELDS = {
    "Title": "title",
    "Product": "product",
    "Stage": "stage",
    "Kind": "kind",
    "Effort": "effort",
    "Team": "team",
    "Effort low": "effort_low",
    "Effort high": "effort_high",
    "Remaining effort": "remaining",
    "Planned start": "planned_start",
    "Planned end": "planned_end",
    "Target date": "target_date",
    "Outcome": "outcome",
    "Owner": "owner",
    "Tags": "tags",
    "Key": "key",
}
_CATALOGUES = sorted((paths.resource_dir() / "languages").glob("*/LC_MESSAGES/deliverydesk.po"))


def test_the_heads_are_those_that_an_import_reads() -> None:
    heads = {column.name: column.header for column in backlog_table(Portfolio()).columns}
    assert {name: _surest(heads[name]) for name in _FIELDS} == _FIELDS


@pytest.mark.parametrize("path", _CATALOGUES, ids=lambda path: path.parts[-3])
def test_so_are_their_translations(path: Path) -> None:
    with path.open("rb") as file:
        catalog = read_po(file)
    for name, field in _FIELDS.items():
        found = catalog.get(name, "heading that an import reads") or catalog.get(name)
        head = str(found.string) if found is not None and found.string else name
        assert _surest(head) == field, head


def _surest(head: str) -> str:
    return min(fields_for(head, "deliverables"), key=lambda each: each[1])[0]
