"""Reviews: what is due, what deserves attention first, and what came of what was decided."""
