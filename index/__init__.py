"""Knows how to find: the store of documents, passages and facts, and the search over them."""
