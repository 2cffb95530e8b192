"""The window: panes, models, delegates, dialogs and theme."""
