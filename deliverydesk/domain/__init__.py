"""What a portfolio is: entities, values, rules and changes. Standard library only."""
