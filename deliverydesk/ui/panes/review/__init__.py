"""The review pane: what deserves attention, three lenses on it, decisions, and what came of them."""
