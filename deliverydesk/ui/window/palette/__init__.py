"""The command palette: one field that finds every action and every thing of the portfolio."""
