"""Every figure of a report as a Fact: bound to unit, part, indicator, period and status, with its place."""

from corpus.facts.extract import extract_facts

__all__ = ["extract_facts"]
