"""The board: the deliverables that pass the pane's filter as cards, one column a stage."""
