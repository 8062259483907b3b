"""Run the server: check that it may be opened, open the port, start one process or several, stop and reload well."""

import fcntl
import os
import resource
import shutil
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import ceil
from typing import Any

from index.lock import locked
from prompts import say
from qa.app import App
from qa.errors import FAILED, CommandError
from qa.settings import PREFIX, Settings

#: Read by prometheus_client: a folder in which several processes count together.
SHARED_METRICS = "PROMETHEUS_MULTIPROC_DIR"
# By name, because `qa` may not import what stands on it, and because several workers each build their own.
_SERVER, _PROTOCOL = "server:from_settings", "web.protocol:PatientProtocol"
_LOCK = "serve.lock"
_FILES = 65_536
#: Where a listening socket is found by convention (sd_listen_fds); we hand ours to ourselves in this way.
_FIRST_FD = 3


def serve(app: App, debug: bool) -> None:
    """Serve until told to stop; SIGHUP starts anew without closing the port."""
    settings = app.settings
    app.check_folder()
    _refuse_open_doors(app)
    listening = _listening(settings)
    app.close()
    _share(settings)
    _allow_many_connections()
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    class Announcing(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                _announce(settings)

    config = uvicorn.Config(
        _SERVER,
        factory=True,
        http=_PROTOCOL,
        ws="none",
        workers=settings.workers,
        log_config=None,
        log_level="info" if debug else "warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=65,  # longer than clients and proxies keep a line, or they write into one just closed
        timeout_graceful_shutdown=ceil(settings.answer_seconds + settings.queue_seconds) + 1,
        timeout_worker_healthcheck=60,
    )
    print(say("cli.starting"), flush=True)
    with _serving_lock(settings):
        if settings.workers > 1:
            _announce(settings)
            Multiprocess(config, [listening]).run()
            return
        kept = os.dup(listening.fileno())
        server = Announcing(config)
        anew: list[int] = []

        def reload(*_: Any) -> None:
            anew.append(kept)
            server.should_exit = True

        ended: list[int] = []
        signal.signal(signal.SIGHUP, reload)
        # uvicorn raises the signal again once it has stopped; by then there is only to remember not to start anew.
        signal.signal(signal.SIGTERM, lambda number, _: ended.append(number))
        with suppress(KeyboardInterrupt):  # Ctrl-C is how a server is meant to be stopped
            server.run([listening])
        if anew and not ended:
            _start_anew(kept)


def make_way(settings: Settings) -> None:
    """End this process and let a fresh one take its place, once questions under way are answered."""
    # One of several is started again by the process above it; one alone starts itself anew.
    os.kill(os.getpid(), signal.SIGTERM if settings.workers > 1 else signal.SIGHUP)


def _refuse_open_doors(app: App) -> None:
    """Refuse to let others ask without a key, unless that was chosen."""
    settings = app.settings
    if settings.is_open or settings.admin_key.get_secret_value() or app.keys.any_live():
        return
    raise CommandError(say("cli.needs_keys", host=settings.host))


def _listening(settings: Settings) -> socket.socket:
    """Return the listening socket: the one handed over at the start, or a new one."""
    if os.environ.pop("LISTEN_PID", "") == str(os.getpid()) and os.environ.pop("LISTEN_FDS", "") == "1":
        return socket.socket(fileno=_FIRST_FD)
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listening = socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        where = {"host": settings.host, "port": settings.port}
        raise CommandError(say("cli.port_taken", **where, reason=error.strerror or error), FAILED) from error
    listening.set_inheritable(True)
    return listening


def _start_anew(listening: int) -> None:
    """Become a fresh process of the same command, on the same socket: whoever calls meanwhile waits."""
    os.dup2(listening, _FIRST_FD, inheritable=True)
    os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


def _share(settings: Settings) -> None:
    """Tell the processes what was chosen on the command line, and where to count together."""
    for name in ("host", "port", "workers"):
        os.environ[PREFIX + name.upper()] = str(getattr(settings, name))
    os.environ.pop(SHARED_METRICS, None)
    if settings.workers > 1:
        folder = settings.data_dir.absolute() / "run" / "metrics"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        os.environ[SHARED_METRICS] = str(folder)


def _allow_many_connections() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if most == resource.RLIM_INFINITY else min(most, _FILES)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


@contextmanager
def _serving_lock(settings: Settings) -> Iterator[None]:
    """Hold the data folder as one that is served from, so that nothing is restored under the server."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with (settings.data_dir / _LOCK).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def is_served(settings: Settings) -> bool:
    """Tell whether a server uses the data folder now."""
    with suppress(FileNotFoundError), (settings.data_dir / _LOCK).open("a") as file:
        return not locked(file)
    return False


def _announce(settings: Settings) -> None:
    shown = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    print(say("cli.serving", url=f"http://{shown}:{settings.port}"), flush=True)
