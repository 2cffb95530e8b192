"""When work is done within the capacity of its teams: the resource-constrained project scheduling problem.

`problem` says what is asked, `search.quick` answers at once, `search.improve` goes on while it is given time,
`conflicts.conflict_of` says why there is no answer, `checking.violations` holds any answer against the question. All
of it is in whole numbers, and none of it knows of portfolios.
"""
