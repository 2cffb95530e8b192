"""The command line: starts the window by default and needs no Qt for anything else but pictures."""
