"""Small widgets that panes and sheets are made of. Import the module that is needed: start-up stays short
so.
"""
