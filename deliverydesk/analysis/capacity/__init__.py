"""What teams can give, where more is asked of them and what helps, and whether effort goes where it is to go."""
