"""Plans for the time to come: which deliverables, and when."""
