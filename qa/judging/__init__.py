"""Judges the answers on gold questions: what an office asks, and what a right answer must show."""
