"""Knows how to answer: understands a question, finds what the reports say, and vouches for every word."""
