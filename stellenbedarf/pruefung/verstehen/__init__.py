"""Understands a paper by explicit rules: figures, grades, posts, dates, tables and the parts of the paper."""
