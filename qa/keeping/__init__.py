"""What is kept beside the index: keys, the audit trail, and copies of it all."""
