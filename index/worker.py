"""The process in which reports are read: a file a line comes in, a report or the reason against it goes out.

Started by `index.workers`. Files come from anywhere, and so may be made to exhaust or crash whoever reads them:
memory is limited for the whole process, time for each file, by the operating system.
"""

import json
import os
import resource
import signal
import struct
import sys
import traceback
from functools import cache

from pydantic import TypeAdapter

from corpus.model import CorpusError
from index.report import File, Report, read_report
from prompts import say

#: Ahead of each answer: what it is, and how many bytes follow.
HEAD = struct.Struct("<cQ")
REPORT, REFUSED, FAILED = b"R", b"U", b"F"


@cache
def reports() -> TypeAdapter[Report]:
    """Return how a report is written and read between the two processes: as plain values."""
    return TypeAdapter(Report)


def serve(seconds: float, megabytes: int) -> None:
    """Answer for one file after the other until no more are asked for."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process, whatever it is busy with
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in sys.stdin.buffer:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        kind, answer = _answer(File(**json.loads(line)))
        signal.setitimer(signal.ITIMER_REAL, 0)
        answers.write(HEAD.pack(kind, len(answer)) + answer)
        answers.flush()


def _answer(file: File) -> tuple[bytes, bytes]:
    try:
        return REPORT, reports().dump_json(read_report(file))
    except CorpusError as error:
        return REFUSED, error.reason.encode(errors="replace")
    except OSError as error:
        return REFUSED, say("index.not_readable", cause=error.strerror or error).encode(errors="replace")
    except MemoryError:
        raise  # ends the process, which may have little left for the next file
    except Exception:
        return FAILED, traceback.format_exc().encode(errors="replace")


if __name__ == "__main__":
    serve(float(sys.argv[1]), int(sys.argv[2]))
