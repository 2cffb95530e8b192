"""Table or cancel: one sheet with the case from here on, what is set free, and what to begin instead."""
