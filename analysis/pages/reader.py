"""Files read in the background, each once: a page shows what is there and never waits for all."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Condition
from time import monotonic

from analysis.records import Reading, Rejected

KEPT = 20_000
"""Files whose articles are kept in memory beside those that are asked for."""

Progress = Callable[[int, int], None]
"""Called with the number of files read and the number in all."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One file to be read; the ``key`` changes with its content and with how it is to be read."""

    key: str
    source: str
    read: Callable[[], Reading] = field(compare=False, repr=False)


class Reader:
    """Reads files one after another beside the pages. Shared by all windows of the process."""

    def __init__(self) -> None:
        self._done: OrderedDict[str, Reading] = OrderedDict()
        self._waiting: deque[Unit] = deque()
        self._asked: set[str] = set()
        self._changed = Condition()
        self._pool = ThreadPoolExecutor(1, "reader")
        self._busy = False

    def ask(self, units: Sequence[Unit]) -> None:
        """Begin to read those of ``units`` that are not read yet."""
        with self._changed:
            for unit in units:
                if unit.key in self._done:
                    self._done.move_to_end(unit.key)
                elif unit.key not in self._asked:
                    self._asked.add(unit.key)
                    self._waiting.append(unit)
            while len(self._done) > KEPT + len(units):
                self._done.popitem(last=False)
            self._next()

    def done(self, units: Iterable[Unit]) -> int:
        """How many of ``units`` are read."""
        with self._changed:
            return sum(unit.key in self._done for unit in units)

    def wait(
        self, units: Sequence[Unit], *, seconds: float | None, progress: Progress | None = None
    ) -> bool:
        """Wait until ``units`` are read, at most so many seconds; say whether they are."""
        deadline = None if seconds is None else monotonic() + seconds
        keys = {unit.key for unit in units}
        while True:
            with self._changed:
                missing = sum(key not in self._done for key in keys)
                if missing and (deadline is None or monotonic() < deadline):
                    self._changed.wait(0.1)
            if not missing:
                return True
            if progress:
                progress(len(keys) - missing, len(keys))
            if deadline is not None and monotonic() >= deadline:
                return False

    def readings(self, units: Iterable[Unit]) -> dict[str, Reading]:
        """What was read of ``units`` so far, by key, in their order."""
        with self._changed:
            return {unit.key: self._done[unit.key] for unit in units if unit.key in self._done}

    def _next(self) -> None:
        """Begin with the next file. One at a time, so that the program can stop after any."""
        if self._waiting and not self._busy:
            unit = self._waiting.popleft()
            try:
                future = self._pool.submit(unit.read)
            except RuntimeError:  # the program is ending
                self._waiting.clear()
                return
            self._busy = True
            future.add_done_callback(lambda done: self._take(unit, done))

    def _take(self, unit: Unit, future: Future[Reading]) -> None:
        failure = future.exception()
        reading = future.result() if failure is None else _failed(unit, failure)
        with self._changed:
            self._done[unit.key] = reading
            self._asked.discard(unit.key)
            self._busy = False
            self._changed.notify_all()
            self._next()


def _failed(unit: Unit, failure: BaseException) -> Reading:
    """A file on which the program itself failed: it is named, and the rest is read."""
    reason = f"the program failed on it ({type(failure).__name__})"
    remedy = "Save it in another format, or take it out, and report this with the file."
    return Reading(rejected=(Rejected(unit.source, reason, remedy),))
