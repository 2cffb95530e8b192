"""How work flows: when deliverables came to their stages, how long they took, how many are done and under way."""
