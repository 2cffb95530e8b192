"""DeliveryDesk, the offline desk of a portfolio manager."""

__version__ = "0.1.0"
