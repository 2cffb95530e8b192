"""What everything stands on: paths, settings, logging, errors, clock and ids."""
