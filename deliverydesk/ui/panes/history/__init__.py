"""The history pane: what was done, in plain sentences, and the way back to any of it."""
