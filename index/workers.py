"""Read reports in worker processes: a file that exhausts, hangs or crashes its reader harms no other."""

import json
import logging
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import SimpleQueue

from index.report import File, Report, Unreadable
from index.worker import HEAD, REFUSED, REPORT, reports
from prompts import say

#: What `update` reads files with: yields for each, in order, the report or why there is none.
Read = Callable[[Sequence[File]], Generator[Report | Unreadable]]
#: Files for which one more worker is worth its start, which takes a second.
_FILES_A_WORKER = 8
#: No report has more; an answer that is longer is not taken in.
_LONGEST_ANSWER = 256 << 20
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take."""

    seconds: float = 300.0
    megabytes: int = 2048


def read_apart(
    files: Sequence[File], limits: Limits = Limits(), program: str = "index.worker"
) -> Generator[Report | Unreadable]:
    """Yield what each file holds, in order; no process is started where there are no files."""
    count = min(os.cpu_count() or 1, 1 + len(files) // _FILES_A_WORKER)
    workers = [_Worker(limits, program) for _ in range(count)]
    free: SimpleQueue[_Worker] = SimpleQueue()
    for worker in workers:
        free.put(worker)

    def read(file: File) -> Report | Unreadable:
        worker = free.get()
        try:
            return worker.read(file)
        finally:
            free.put(worker)

    ahead: deque[Future[Report | Unreadable]] = deque()
    threads = ThreadPoolExecutor(max(count, 1))
    try:
        for file in files:
            ahead.append(threads.submit(read, file))
            # A few are read ahead while one is stored, not all: they must fit in memory.
            if len(ahead) > 2 * count:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    finally:
        for worker in workers:
            worker.stop()
        threads.shutdown(cancel_futures=True)
        for worker in workers:
            worker.close()


class _Worker:
    """One process, started with the first file and again after one that ended it."""

    def __init__(self, limits: Limits, program: str) -> None:
        self._limits = limits
        self._program = program
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def read(self, file: File) -> Report | Unreadable:
        fresh = self._process is None
        found = self._ask(file)
        if found is None and not fresh:
            # What earlier files left in the process is not this one's fault.
            found = self._ask(file)
        return Unreadable(file.path, say("index.crashed")) if found is None else found

    def _ask(self, file: File) -> Report | Unreadable | None:
        """Return what the worker makes of a file, or None where the file was too much for it."""
        process = self._process or self._start()
        assert process.stdin
        assert process.stdout
        head = answer = b""
        with suppress(BrokenPipeError):
            process.stdin.write(json.dumps(asdict(file)).encode() + b"\n")
            process.stdin.flush()
            head = process.stdout.read(HEAD.size)
        if len(head) == HEAD.size:
            kind, length = HEAD.unpack(head)
            answer = process.stdout.read(length) if length <= _LONGEST_ANSWER else b""
            if len(answer) == length:
                return _understood(file, kind, answer)
        ended_by = self._end(process)
        if ended_by == -signal.SIGALRM:
            return Unreadable(file.path, say("index.too_slow", seconds=f"{self._limits.seconds:g}"))
        return None

    def _start(self) -> subprocess.Popen[bytes]:
        if self._stopped:
            raise RuntimeError("the reading of reports was ended")
        limits = (str(self._limits.seconds), str(self._limits.megabytes))
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", self._program, *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # libraries complain of odd files, in English
            # It must find the modules where this process finds them, and in no folder it happens to stand in.
            env=os.environ | {"PYTHONPATH": os.pathsep.join(str(Path(p).absolute()) for p in sys.path)},
            start_new_session=True,  # Ctrl-C is for this process, which then ends its workers
        )
        return self._process

    def stop(self) -> None:
        """End the process, even while another thread waits for its answer."""
        self._stopped = True
        if process := self._process:
            _kill(process)

    def close(self) -> None:
        if self._process:
            self._end(self._process)

    def _end(self, process: subprocess.Popen[bytes]) -> int:
        """End the process and all that it started; return what it had ended by."""
        self._process = None
        _kill(process)
        with suppress(BrokenPipeError):
            process.__exit__(None, None, None)
        return process.returncode


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _understood(file: File, kind: bytes, answer: bytes) -> Report | Unreadable:
    if kind == REPORT:
        return reports().validate_json(answer)
    if kind == REFUSED:
        return Unreadable(file.path, answer.decode())
    _log.error("cannot index %s\n%s", file.path, answer.decode())
    return Unreadable(file.path, say("index.failed", cause=answer.decode().strip().splitlines()[-1]))
