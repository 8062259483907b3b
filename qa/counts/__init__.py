"""Answers about any other figure: counts, rates and amounts, found by the words around them."""
