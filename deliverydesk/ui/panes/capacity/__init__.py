"""The capacity pane: who works on what, when, what is too much, and whether it goes where it is to go."""
