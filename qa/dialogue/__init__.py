"""Reads a message within its conversation: how it was typed, and what it silently refers to."""
