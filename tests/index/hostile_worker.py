"""A worker that does what the name of a file says: what a hostile file could make its reader do."""

import ctypes
import os
import subprocess
import sys
import time

import index.worker
from index.report import File, Report, read_report

_seen: list[str] = []


def read(file: File) -> Report:
    _seen.append(file.name)
    match file.name.removesuffix(".txt"):
        case "hang":
            ctypes.CDLL(None).sleep(600)  # where no Python code can interrupt it
        case "spin":
            while True:
                pass
        case "crash":
            os.abort()
        case "swell":
            held = []
            while True:
                held.append(bytearray(16 << 20))
        case "leave":
            sys.exit(0)
        case "print":
            os.write(1, b"R\0\0\0\0\0\0\0\0 not an answer")
        case "fail":
            raise ZeroDivisionError("chia cho 0")
        case "deep":
            read(file)
        case "start":
            subprocess.Popen(["sleep", "600"])
            time.sleep(600)
        case "worn" if len(_seen) > 1:  # what earlier files left in the process breaks this one
            os.abort()
    return read_report(file)


if __name__ == "__main__":
    index.worker.read_report = read
    index.worker.serve(float(sys.argv[1]), int(sys.argv[2]))
