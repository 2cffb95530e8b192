"""`python -m tests.xserver [pytest arguments]`: this lane's tests on an X server and a window manager of their own."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator


@contextlib.contextmanager
def x_server() -> Iterator[str]:
    """An X server that draws into memory, with a window manager; yields its display, such as ":5"."""
    reading, writing = os.pipe()
    screen = ["-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    with contextlib.ExitStack() as started:
        with os.fdopen(reading) as told:
            server = ["Xvfb", "-displayfd", str(writing), *screen]
            started.enter_context(_running(server, pass_fds=(writing,)))
            os.close(writing)
            number = told.readline().strip()  # Xvfb picks a free number, and tells it once it accepts connections
        if not number:
            raise SystemExit("The X server Xvfb did not start.")
        display = f":{number}"
        started.enter_context(_running(["openbox", "--sm-disable"], env={**os.environ, "DISPLAY": display}))
        _wait_for_window_manager(display)
        yield display


@contextlib.contextmanager
def _running(
    command: list[str], *, pass_fds: tuple[int, ...] = (), env: dict[str, str] | None = None
) -> Iterator[None]:
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=pass_fds, env=env
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for_window_manager(display: str) -> None:
    ask = ["xprop", "-display", display, "-root", "_NET_SUPPORTING_WM_CHECK"]
    deadline = time.monotonic() + 20
    while "0x" not in subprocess.run(ask, capture_output=True, text=True).stdout:
        if time.monotonic() > deadline:
            raise SystemExit("The window manager openbox did not start.")
        time.sleep(0.05)


def main(arguments: list[str]) -> int:
    with x_server() as display:
        lane = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "DELIVERYDESK_TEST_LANE": "xserver"}
        tests = [sys.executable, "-m", "pytest", "-m", "xserver", *(arguments or ["tests/xserver"])]
        return subprocess.run(tests, env={**os.environ, **lane}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
