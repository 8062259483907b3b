"""Answers in the reports' own sentences: what is wanted, which sentences show it, whether they can be trusted to."""
