"""The capacity strip below the roadmap."""
