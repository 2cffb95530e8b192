"""The inspector: all there is to know and to set of what is selected."""
