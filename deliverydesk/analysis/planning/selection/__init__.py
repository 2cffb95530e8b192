"""Which deliverables to take on in a period or several, so that the most expected value fits what the teams can give.

Problems are arrays, answers are frozen and carry what they rest on. Nothing here knows a portfolio.
"""
