"""What stands between many people and the one assistant: the server, the waiting line, who asks, the watched folder."""
