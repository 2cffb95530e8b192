"""Pictures as data: a portfolio goes in, a chart that anything can draw comes out."""
