"""The reports at hand as a person sees them: listed, browsed, put in, described, and how they hang together."""
