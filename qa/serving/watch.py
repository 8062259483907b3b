"""Keep the index in line with a folder while it changes: `cchc index --watch`."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from watchfiles import watch

if TYPE_CHECKING:
    from index.update import Progress, Summary
    from qa.app import App

#: Milliseconds of rest after which a change counts as done, and the most that is waited for rest: a large file
#: that is copied over a slow network changes all the while.
_REST, _LONGEST = 1000, 15_000
#: Milliseconds between two looks at whether to stop or to try again.
_TICK = 500
#: Seconds after which an update that failed is tried again, though nothing changed.
_AGAIN = 15.0
#: Seconds that another indexer is waited for.
_WAIT = 60.0
#: Milliseconds between two looks through a folder on another machine, which tells of no change by itself.
_LOOK_THROUGH = 10_000
#: Where Linux tells what is mounted where, and the kinds of file system whose changes it does not see.
_MOUNTS = Path("/proc/self/mounts")
_REMOTE = re.compile(r"nfs|cifs|smb|9p|afs|ceph|gluster|fuse|vboxsf|davfs|ncp|lustre")


def keep_in_line(
    app: App,
    paths: Sequence[Path],
    told: Callable[[Summary], None],
    failed: Callable[[Exception], None],
    *,
    progress: Callable[[Progress], None] = lambda _: None,
    stop: threading.Event | None = None,
) -> None:
    """Bring the index in line now and after every change below the paths, until `stop` is set.

    What an update did is `told`; an error is handed to `failed` and the update tried again later.
    """
    stopped = stop or threading.Event()

    def update() -> bool:
        try:
            told(app.update(paths, progress=progress, wait=_WAIT))
        except Exception as error:  # the next change may mend it, or time
            failed(error)
            return False
        return True

    while not stopped.is_set():
        if all(path.exists() for path in paths):
            _watch(paths, app.settings.data_dir.resolve(), update, stopped)
        else:  # a network folder that is away
            update()
            stopped.wait(_AGAIN)


def _watch(paths: Sequence[Path], data_dir: Path, update: Callable[[], bool], stop: threading.Event) -> None:
    """Update at once and after every change; return when stopped, or when an update works after one that failed.

    A folder that was away in between must be watched anew. The first update comes when the watch stands already,
    so that no change falls between the two.
    """
    due: float | None = 0.0
    was_wrong = False
    for changes in watch(
        *paths,
        watch_filter=lambda _, path: _counts(Path(path), data_dir),
        step=_REST,
        debounce=_LONGEST,
        rust_timeout=_TICK,
        force_polling=True if any(map(is_remote, paths)) else None,
        poll_delay_ms=_LOOK_THROUGH,
        yield_on_timeout=True,
        stop_event=stop,
    ):
        if not changes and (due is None or time.monotonic() < due):
            continue
        if update():
            if was_wrong:
                return
            due = None
        else:
            was_wrong = True
            due = time.monotonic() + _AGAIN


def _counts(path: Path, data_dir: Path) -> bool:
    """Tell whether a change there can change the index: not in its own files, nor where programs keep theirs."""
    return not path.name.startswith((".", "~$")) and data_dir not in (path, *path.parents)


def is_remote(path: Path) -> bool:
    """Tell whether a folder may be changed from another machine, unseen by this one."""
    try:
        lines = [line.split() for line in _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return False
    real = Path(os.path.realpath(path))
    mounted = [(place.replace("\\040", " "), kind) for _, place, kind, *_ in lines]
    above = [(place, kind) for place, kind in mounted if Path(place) == real or Path(place) in real.parents]
    # Of several mounted at one place the last is seen.
    return bool(above) and _REMOTE.match(max(reversed(above), key=lambda found: len(found[0]))[1]) is not None
