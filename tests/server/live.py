"""A server on a port of this machine, for clients that speak real HTTP."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from qa.app import App
from server import create_app
from web.protocol import PatientProtocol


@contextmanager
def serving(app: App, *, with_page: bool = False) -> Iterator[str]:
    """Serve the app on a free port and give its address."""
    chosen = {"host": "127.0.0.1", "port": 0, "log_level": "critical", "http": PatientProtocol, "ws": "none"}
    server = uvicorn.Server(uvicorn.Config(create_app(app, with_page=with_page), **chosen))
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    while not server.started:
        assert running.is_alive()
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        running.join(timeout=60)
