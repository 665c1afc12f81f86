"""Peers, each in a process of its own that is ended when its processor time is used up.

A peer is told by a function that prepares its game and returns what is to be timed. All of them
run one after another in one child process, so that compiled code is loaded once; a child that
went over its limit is replaced.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any

ROUNDS, SLOW = 5, 0.5
"""Rounds of which the median counts; what takes longer than `SLOW` seconds is run once."""

LOOK, WAIT, PREPARATION = 0.2, 5.0, 60.0
"""Seconds between two looks at a child; its wall-clock allowance, in limits; processor seconds
to import, to compile and to build a game."""

Prepare = Callable[..., Callable[[], Any]]


class OverLimit(Exception):
    """A peer did not end within its limit."""


class NotInstalled(Exception):
    """A peer is not there."""


class Worker:
    """A child process that solves what it is told to."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()

    def timed(self, prepare: Prepare, arguments: tuple[Any, ...], limit: float) -> Any:
        """Median seconds of a peer and its answer.

        Raises
        ------
        OverLimit
        NotInstalled
        """
        self.pipe.send((prepare, arguments))
        self.answer(PREPARATION)
        return self.answer(limit)

    def answer(self, limit: float) -> Any:
        """What the child says within so many processor seconds."""
        try:
            if not self.speaks(limit):
                self.stop()
                raise OverLimit
            found = self.pipe.recv()
        except (EOFError, ConnectionResetError):
            self.process.join()
            raise ChildProcessError(f"ended with {self.process.exitcode}") from None
        if isinstance(found, Exception):
            raise found
        return found

    def speaks(self, limit: float) -> bool:
        """Whether the child says something before its time is used up."""
        last = time.monotonic() + WAIT * limit
        before = processor_seconds(self.process.pid)
        while not self.pipe.poll(LOOK):
            if processor_seconds(self.process.pid) - before > limit or time.monotonic() > last:
                return False
        return True

    def megabytes(self) -> float:
        """The most memory that the child, or a child of its own, has used."""
        self.pipe.send((most_memory, ()))
        self.answer(PREPARATION)
        _, most = self.answer(PREPARATION)
        return float(most)

    def stop(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.join()


def processor_seconds(process: int | None) -> float:
    """What a process has used, where the system tells; a limit of its own would spoil its clock."""
    try:
        words = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def serve(pipe: Connection) -> None:
    """Solve and time one game after another, in the child."""
    while True:
        try:
            prepare, arguments = pipe.recv()
        except EOFError:
            return
        try:
            solve = prepare(*arguments)
            pipe.send(None)
            pipe.send(measured(solve))
        except ModuleNotFoundError as missing:
            pipe.send(NotInstalled(f"{missing.name} is not installed"))
        except Exception as error:  # whatever the peer raises is told of in the table
            pipe.send(error if isinstance(error, OverLimit) else RuntimeError(repr(error)))


def measured(solve: Callable[[], Any]) -> tuple[float, Any]:
    """Median processor seconds of some rounds, the first not counted if it is quick."""
    first, answer = once(solve)
    if first > SLOW:
        return first, answer
    return median(once(solve)[0] for _ in range(ROUNDS)), answer


def once(solve: Callable[[], Any]) -> tuple[float, Any]:
    """Processor seconds, child processes included, and the answer."""
    before = used()
    answer = solve()
    return used() - before, answer


def most_memory() -> Callable[[], float]:
    """Megabytes of this process, or of the largest of its children."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return lambda: max(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1024


def used() -> float:
    """Processor seconds of this process and of its children."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
