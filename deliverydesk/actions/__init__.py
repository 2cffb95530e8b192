"""What a person can do, each a pure function that takes a portfolio and returns a ChangeSet."""
