"""When will it be done, how much by a day, and how far such forecasts may be trusted.

Mathematics over arrays first (`percentiles`, `throughput`, `three_point`, `network`, `ledger`), what takes them from a
portfolio second (`portfolio`), words last (`words`). Where there is no figure a result names a `Reason`.
"""
