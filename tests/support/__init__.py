"""Helpers that tests share, and the tests of deliverydesk.support."""
