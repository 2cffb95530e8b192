"""The flow pane: how long work takes, how much is done and how old what is under way is."""
