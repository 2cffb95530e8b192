"""What an outcome's readings are evidence of: whether it moves, will arrive, behaves as before, moved after a launch.

The mathematics are pure functions over numpy arrays of days and values, whose last axis is time, so that one series and
a thousand simulated ones go the same way; thin functions from a portfolio stand on them. "Cannot tell yet" is an
answer. Where there is no figure there is a `Reason`; only `words` turns either into text.
"""
