"""Sheets and dialogs that belong to no pane: import, export, settings, backups, shortcuts."""
