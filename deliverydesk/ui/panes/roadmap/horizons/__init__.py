"""Now, next and later: the roadmap without dates."""
