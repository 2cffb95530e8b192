"""Panes, strangers to each other: they meet only through the document."""
