"""The outcomes pane: what was measured, against baseline, target and the path between, and who is to move it."""
