"""Answers about scores and ranks of indices: which operation, on which stated values, in which words."""
