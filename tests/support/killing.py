"""Drives `deliverydesk edit` in children of its own and kills them, or lets their system calls fail.

A program of its own (`python -m tests.support.killing kill --runs 60`), because a process with threads must not fork.
Each child is the command line itself, over pipes: an edit is acknowledged when its answer has come out. Prints one
JSON object with counts. `--plant` builds in a fault that must be found, to show that this harness can find one.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import select
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from deliverydesk.cli import main as command_line
from deliverydesk.document.document import Document
from deliverydesk.storage import connection, store, writing
from deliverydesk.support.errors import DeskError
from tests.support.portfolios import synthetic_portfolio

EDITS = 120


def edits(run: int, ids: list[int]) -> list[bytes]:
    """Lines for `edit`: one deliverable more, or two renamed at once to the same words, which shows a torn save."""
    lines: list[dict[str, Any]] = []
    for n in range(EDITS):
        if n % 3:
            lines.append(
                {"action": "edit_deliverables", "ids": ids[:2], "owner": f"{run}-{n}", "notes": "n" * (n % 900)}
            )
        else:
            lines.append({"action": "add_deliverable", "title": f"{run}-{n}", "rank": 1})
    return [json.dumps(line).encode() + b"\n" for line in lines]


def plant(fault: str) -> None:
    """Build a fault into this process and its children."""
    if fault == "no-journal":
        settle = connection.settle

        def settled(opened: Any) -> None:
            settle(opened)
            opened.execute("PRAGMA journal_mode=OFF")
            opened.execute("PRAGMA cache_size=1")

        from deliverydesk.storage import opening

        opening.settle = settled  # type: ignore[attr-defined, assignment]
    elif fault == "early-answer":
        commit = store.Store.commit

        def answered_first(self: Any, *args: Any, **options: Any) -> int:
            os.write(1, json.dumps({"ok": True, "seq": self.last_seq() + 1}).encode() + b"\n")
            time.sleep(0.002)
            return commit(self, *args, **options)

        store.Store.commit = answered_first  # type: ignore[method-assign]


def child(path: Path) -> tuple[int, int, int]:
    """Begin `deliverydesk edit PATH` in a fork. Returns its id and the ends of its pipes: to write, to read."""
    their_in, our_out = os.pipe()
    our_in, their_out = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(our_in)
        os.close(our_out)
        os.dup2(their_in, 0)
        os.dup2(their_out, 1)
        sys.stdin = os.fdopen(0, "r")
        sys.stdout = os.fdopen(1, "w")
        code = 3
        try:
            code = command_line.main(["edit", str(path)])
        finally:
            with contextlib.suppress(OSError):
                sys.stdout.flush()
            os._exit(code)
    os.close(their_in)
    os.close(their_out)
    return pid, our_out, our_in


def read_until(descriptor: int, end: float) -> bytes:
    """What comes out until the time is over or the other end closes."""
    got = b""
    while (left := end - time.monotonic()) > 0:
        ready, _, _ = select.select([descriptor], [], [], left)
        if ready:
            more = os.read(descriptor, 65536)
            if not more:
                break
            got += more
    return got


def first_line(descriptor: int, end: float) -> bytes:
    """What comes out until a line is whole, the time is over or the other end closes."""
    got = b""
    while b"\n" not in got and (left := end - time.monotonic()) > 0:
        ready, _, _ = select.select([descriptor], [], [], left)
        more = os.read(descriptor, 65536) if ready else b""
        if not more:
            break
        got += more
    return got


def drain(descriptor: int) -> bytes:
    """Everything that is still in the pipe."""
    got = b""
    while more := os.read(descriptor, 65536):
        got += more
    os.close(descriptor)
    return got


def look(path: Path) -> tuple[int, list[str]]:
    """The number of the last entry, and everything wrong with the file."""
    try:
        with contextlib.closing(Document.open(path)) as document:
            found = document.store.verify()
            first, second = list(document.portfolio.deliverables)[:2]
            if (first.owner, first.notes) != (second.owner, second.notes) and "-" in first.owner:
                found.append("an edit is torn")
            return document.store.last_seq(), found
    except DeskError as error:
        return 0, [str(error)]


def kill(folder: Path, runs: int, seconds: float) -> dict[str, int]:
    """Kill a child at a random moment, again and again, on one file; count what was acknowledged and what is there."""
    dice = random.Random(7)
    path = folder / "plan.ddesk"
    Document.create(path, synthetic_portfolio(30)).close()
    counts = {"kills": 0, "acknowledged": 0, "lost": 0, "unsound": 0, "journals": 0}
    end = time.monotonic() + seconds
    for run in range(runs):
        if time.monotonic() > end:
            break
        seq, found = look(path)
        with contextlib.closing(Document.open(path, read_only=True)) as document:
            ids = list(document.portfolio.deliverables.ids)[:2]
        pid, out, into = child(path)
        os.write(out, b"".join(edits(run, ids)))
        # From the first answer on, however slow the machine is to come that far; now and then before it.
        answers = b"" if run % 4 == 0 else first_line(into, time.monotonic() + 30)
        answers += read_until(into, time.monotonic() + dice.uniform(0.001, 0.08))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(out)
        answers += drain(into)
        acknowledged = [json.loads(line) for line in answers.split(b"\n")[:-1]]
        assert all(answer["ok"] for answer in acknowledged), acknowledged
        counts["kills"] += 1
        counts["acknowledged"] += len(acknowledged)
        counts["journals"] += path.with_name(path.name + "-journal").exists()
        after, found = look(path)
        if found:
            counts["unsound"] += 1
            path.unlink()
            Document.create(path, synthetic_portfolio(30)).close()
        else:
            counts["lost"] += max(0, seq + len(acknowledged) - after)
            # At most the one that was under way may be there besides.
            assert after <= seq + len(acknowledged) + 1
    return counts


CALLS = ("pwrite64", "fsync", "fdatasync", "unlink", "openat")


def inject(folder: Path, faults: list[str], points: int) -> dict[str, int]:
    """Let the n-th of each system call on the file, its journal or its folder fail, once for each n of one edit."""
    counts = {"points": 0, "answered": 0, "refused": 0, "killed": 0, "lost": 0, "unsound": 0, "between": 0}
    for fault in faults:
        for call in CALLS:
            for n in range(1, points + 1):
                if not _inject_one(folder, call, fault, n, counts):
                    break
    return counts


def _inject_one(folder: Path, call: str, fault: str, n: int, counts: dict[str, int]) -> bool:
    """False where the edit has no n-th call of this kind."""
    path = folder / "plan.ddesk"
    for left in folder.iterdir():
        left.unlink()
    Document.create(path, synthetic_portfolio(10)).close()
    seq, _ = look(path)
    pid, out, into = child(path)
    # One edit first, so that everything is open and imported, then the one that meets the fault.
    os.write(out, b'{"action": "add_deliverable", "title": "before"}\n')
    _line(into)
    log = folder.parent / "strace.log"
    targets = [part for at in (path, path.with_name(path.name + "-journal"), folder) for part in ("-P", str(at))]
    options = ["-qq", "-o", str(log), "-p", str(pid), "-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={n}"]
    tracer = subprocess.Popen(["strace", *targets, *options], stderr=subprocess.DEVNULL)
    _wait_for_tracer(pid)
    with contextlib.suppress(BrokenPipeError):
        os.write(out, b'{"action": "add_deliverable", "title": "during"}\n')
    answer = _line(into)
    os.close(out)
    drain(into)
    os.waitpid(pid, 0)
    tracer.wait()
    if "INJECTED" not in log.read_text() and "SIGKILL" not in log.read_text():
        return False
    counts["points"] += 1
    acknowledged = bool(answer) and json.loads(answer)["ok"]
    counts["killed" if not answer else "answered" if acknowledged else "refused"] += 1
    after, found = look(path)
    if found:
        counts["unsound"] += 1
        sys.stderr.write(f"{call} {fault} {n}: {found}\n")
    elif after < seq + 1 + acknowledged:
        counts["lost"] += 1
    elif answer and not acknowledged and after != seq + 1:
        # Refused and yet there: an error at the commit means unknown, and the file is asked.
        counts["between"] += 1
    return True


def _line(descriptor: int) -> bytes:
    got = b""
    while not got.endswith(b"\n"):
        more = os.read(descriptor, 1)
        if not more:
            return b""
        got += more
    return got


def _wait_for_tracer(pid: int) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        status = Path(f"/proc/{pid}/status").read_text()
        if "TracerPid:\t0" not in status:
            return
    raise SystemExit("strace could not attach")


def main() -> None:
    """Run one of the two and print its counts."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["kill", "inject"])
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=12)
    parser.add_argument("--points", type=int, default=30)
    parser.add_argument("--faults", nargs="+", default=["error=ENOSPC", "error=EIO", "signal=SIGKILL"])
    parser.add_argument("--plant", choices=["no-journal", "early-answer"])
    options = parser.parse_args()
    assert writing is not None, "imported before forking, so that no child has to"
    if options.plant:
        plant(options.plant)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "files"
        folder.mkdir()
        if options.what == "kill":
            counts = kill(folder, options.runs, options.seconds)
        else:
            counts = inject(folder, options.faults, options.points)
    sys.stdout.write(json.dumps(counts) + "\n")


if __name__ == "__main__":
    main()
