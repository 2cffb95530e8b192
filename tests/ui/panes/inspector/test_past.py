"""The history's sentences, short: whose history it is need not be said in each line."""

import pytest

from deliverydesk.document.document import HistoryEntry
from deliverydesk.ui.panes.inspector.past import plain


@pytest.mark.parametrize(
    ("kind", "label", "words"),
    [
        ("do", "set the stage of “Search” to ready", "Stage to ready"),
        ("do", "delete “Search”", "Delete"),
        ("do", "“Search”: Stufe auf bereit setzen", "Stufe auf bereit setzen"),
        ("do", "set the title of “Other” to “Search: more”", "Title of “Other” to “Search: more”"),
        ("undo", "set the stage of “Search” to ready", "Undid: stage to ready"),
        ("redo", "set the stage of “Search” to ready", "Again: stage to ready"),
    ],
)
def test_the_title_is_left_out_of_the_sentence(kind: str, label: str, words: str) -> None:
    assert plain(HistoryEntry(1, "2026-08-19T09:00:00Z", "you", kind, label, False), "Search") == words
