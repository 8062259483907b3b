"""Knows reports: reads them, and says what stands where."""
