"""Gestures with a real mouse on a real X server."""
