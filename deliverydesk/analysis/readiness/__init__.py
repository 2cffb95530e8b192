"""Vetted work: how many weeks of it each team has, what is nearest to ready, and when it beats what is under way."""
