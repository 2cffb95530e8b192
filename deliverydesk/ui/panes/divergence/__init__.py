"""Delivery held against outcome: the field, the evidence, and what is proposed from there."""
