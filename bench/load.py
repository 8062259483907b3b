"""Ask a served index as many people do at once, and say how it held.

    python -m bench.load --users 50 --seconds 180 [--workers 2] [--flood 10] [--questions 20000]

Starts `cchc serve` over an index of the bundled samples in a folder of its own, on a free port of this machine.
Printed: the unloaded median, then for the load answers a second, p50, p95 and errors; the flood (so many times the
users) and what recovers after it; memory of all server processes before and after `--questions` questions.
p95 is also given as a multiple of the unloaded median for one processor core's worth of work: with U users waiting
on C cores, U / C questions are before each, which no server answers faster.
No question is asked twice before all were asked (`bench/asking.py` makes tens of thousands); how many different ones
there were is printed, because answers to equal questions could flatter a server.
"""

import argparse
import asyncio
import itertools
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import psutil

from bench.asking import questions


@dataclass
class Seen:
    """What one stretch of load came to."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    asked: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        if not self.times:
            return f"no answer: {dict(self.statuses)}"
        cuts = statistics.quantiles(self.times, n=100) if len(self.times) > 1 else [self.times[0]] * 99
        return (
            f"{len(self.times)} answers in {self.seconds:.0f} s ({len(self.times) / self.seconds:.1f}/s), "
            f"p50 {cuts[49] * 1000:.0f} ms, p95 {cuts[94] * 1000:.0f} ms, statuses {dict(self.statuses)}, "
            f"{len(self.asked)} different questions"
        )

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.times, n=100)[94]


async def load(address: str, asked: Iterator[str], users: int, seconds: float, most: int = 10**9) -> Seen:
    """Let so many users ask one question after the other."""
    seen, started = Seen(), time.perf_counter()
    limits = httpx.Limits(max_connections=users, max_keepalive_connections=users)
    async with httpx.AsyncClient(base_url=address, timeout=120, limits=limits) as client:

        async def user() -> None:
            while time.perf_counter() - started < seconds and sum(seen.statuses.values()) < most:
                begun, question = time.perf_counter(), next(asked)
                seen.asked.add(question)
                try:
                    response = await client.post("/api/ask", json={"question": question})
                    name = str(response.status_code)
                except httpx.HTTPError as error:
                    name = type(error).__name__
                seen.statuses[name] += 1
                if name == "200":
                    seen.times.append(time.perf_counter() - begun)
                elif name in ("503", "429"):
                    await asyncio.sleep(float(response.headers.get("retry-after", "1")))

        await asyncio.gather(*(user() for _ in range(users)))
    seen.seconds = time.perf_counter() - started
    return seen


def memory(process: subprocess.Popen[bytes]) -> float:
    """Return the megabytes of a server with all its processes."""
    top = psutil.Process(process.pid)
    return sum(p.memory_info().rss for p in [top, *top.children(recursive=True)]) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--flood", type=int, default=0, help="so many times the users, for a quarter of the time")
    parser.add_argument("--questions", type=int, default=0, help="ask so many more and watch the memory")
    options = parser.parse_args()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "CCHC_DATA_DIR": folder, "CCHC_LOG_LEVEL": "error"}
        command = [sys.executable, "-m", "qa.cli"]
        subprocess.run([*command, "index"], env=environment, check=True)
        serve = [*command, "serve", "--port", str(port), "--workers", str(options.workers)]
        server = subprocess.Popen(serve, env=environment)
        try:
            _wait(address)
            asyncio.run(_measure(address, options, server))
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=60)


async def _measure(address: str, options: argparse.Namespace, server: subprocess.Popen[bytes]) -> None:
    made = questions(address)
    print(f"{len(made)} different questions, for example: {' / '.join(made[:3])}")
    asked = itertools.cycle(made)
    await load(address, asked, 2, 3)  # warm
    alone = await load(address, asked, 1, min(10.0, options.seconds))
    print(f"one user: {alone}", flush=True)
    loaded = await load(address, asked, options.users, options.seconds)
    print(f"{options.users} users: {loaded}", flush=True)
    cores = os.cpu_count() or 1
    fair = statistics.median(alone.times) * options.users / cores
    print(f"p95 is {loaded.p95 / fair:.2f} x the unloaded median for {options.users}/{cores} questions in turn")
    if options.flood:
        flooded = await load(address, asked, options.users * options.flood, options.seconds / 4)
        print(f"{options.users * options.flood} users: {flooded}", flush=True)
        after = await load(address, asked, 1, min(10.0, options.seconds))
        print(f"one user afterwards: {after}", flush=True)
    if options.questions:
        before = memory(server)
        for part in range(4):
            await load(address, asked, 8, 10**9, options.questions // 4)
            print(f"after {(part + 1) * options.questions // 4} more: {memory(server):.0f} MB ({before:.0f} before)")


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            if httpx.get(f"{address}/ready", timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise SystemExit("the server did not become ready")


if __name__ == "__main__":
    main()
