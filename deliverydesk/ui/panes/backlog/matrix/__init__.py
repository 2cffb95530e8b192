"""Value against effort: the items that pass the pane's filter as points that can be moved."""
