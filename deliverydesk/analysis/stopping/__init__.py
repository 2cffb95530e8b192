"""Stopping work: the case for going on from here, the signs of a zombie, and what to begin instead."""
