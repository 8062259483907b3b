"""The machinery of HTTP around the routes of `server.py`: who may ask, how much, how it is told, counted and logged."""
