"""What changed between two states of a portfolio: the points, who was moved in the order, and the words for them."""
