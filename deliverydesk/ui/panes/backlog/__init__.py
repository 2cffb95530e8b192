"""The backlog: the manager's order beside an honest score. Nothing here is shared with other panes."""
