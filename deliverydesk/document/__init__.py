"""The open portfolio: apply, undo, redo, journal and listeners."""
