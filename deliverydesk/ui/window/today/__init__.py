"""The Monday check-in: what deserves a look today, and a grid for the values that are missing."""
