"""One reader per format: the bytes of a file in, one clean text with its tables and pages out."""
