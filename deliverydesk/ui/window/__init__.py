"""The main window: docks for the panes, the top bar, menus, the status bar and the flows around files."""
