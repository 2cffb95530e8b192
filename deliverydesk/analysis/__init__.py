"""Numbers from a portfolio; never writes."""
