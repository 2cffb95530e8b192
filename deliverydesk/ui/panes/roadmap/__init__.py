"""The roadmap pane: work in time."""
