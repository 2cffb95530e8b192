#!/usr/bin/env python3
"""Set up the project and work on it, with nothing but Python 3.11, 3.12 or 3.13.

    python3 dev.py run [FILE]    open the desk, without FILE on a copy of the sample portfolio
    python3 dev.py test [...]    run the tests; arguments go to pytest
    python3 dev.py check         lint, formatting, types and the rule of the house
    python3 dev.py bench [...]   measure the speed; --only PATTERN, --json FILE

Each command first brings the virtual environment in .venv up to date, which takes a minute once.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "deliverydesk.stamp"
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
EXTRAS = ("exact",)  # of the program, which tests and benchmarks try as well
SUPPORTED = ((3, 13), (3, 12), (3, 11))
WINDOWS = os.name == "nt"

# What PySide6 needs of the system, and a fresh server lacks. The first row is enough to draw offscreen.
APT_OFFSCREEN = "libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0"
APT_WINDOW = "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
DNF_OFFSCREEN = "libglvnd-glx libglvnd-egl libxkbcommon dbus-libs fontconfig glib2"
DNF_WINDOW = "xcb-util-cursor xcb-util-wm xcb-util-keysyms xcb-util-image libxkbcommon-x11"
X_TOOLS = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool", "xprop": "x11-utils"}

# Run in the virtual environment; both print what is missing and nothing when all is there.
PROBE_OFFSCREEN = """
try:
    import PySide6.QtPrintSupport, PySide6.QtSvg, PySide6.QtTest, PySide6.QtWidgets
except ImportError as error:
    print(error)
"""
PROBE_WINDOW = """
import ctypes, pathlib, PySide6
try:
    ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / "Qt/plugins/platforms/libqxcb.so"))
except OSError as error:
    print(error)
"""
PROBE_DISPLAY = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"


class Stop(Exception):
    """Ends the command with one sentence for the person who gave it."""


# ---- the interpreter


def use_supported_python() -> None:
    """Start again under a Python that the program supports, if the running one is not."""
    if sys.version_info[:2] in SUPPORTED:
        return
    for command in candidate_pythons():
        if version_of(command) in SUPPORTED:
            sys.exit(subprocess.run([*command, str(ROOT / "dev.py"), *sys.argv[1:]]).returncode)
    raise Stop(unsupported_sentence(sys.version_info[:2]))


def candidate_pythons() -> list[list[str]]:
    names = ["%d.%d" % version for version in SUPPORTED]
    found = [[path] for path in (shutil.which("python" + name) for name in names) if path]
    launcher = shutil.which("py") if WINDOWS else None
    return found + ([[launcher, "-" + name] for name in names] if launcher else [])


def version_of(command: list[str]) -> tuple[int, int] | None:
    """The (major, minor) version of an interpreter, or None if it does not start."""
    asked = output_of([*command, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"])
    match = re.fullmatch(r"(\d+)\.(\d+)", asked.strip())
    return (int(match[1]), int(match[2])) if match else None


def unsupported_sentence(version: tuple[int, ...]) -> str:
    age = "too old" if version < SUPPORTED[-1] else "too new"
    return (
        "Python %d.%d is %s for DeliveryDesk, and no Python 3.11, 3.12 or 3.13 was found on this machine: "
        "install one of them and run this command again." % (version[0], version[1], age)
    )


# ---- the virtual environment


def requirements(pyproject: str, *extras: str) -> list[str]:
    """What working on the project needs: the program's dependencies and those of the `dev` extra and of others."""
    import tomllib

    project = tomllib.loads(pyproject)["project"]
    optional = project["optional-dependencies"]
    return [*project["dependencies"], *(each for extra in ("dev", *extras) for each in optional[extra])]


def stamp(required: list[str], constraints: str, version: tuple[int, ...]) -> str:
    """What a finished set-up is known by; it changes with the dependencies, the pins and the Python."""
    text = "\n".join([*required, constraints, "%d.%d" % (version[0], version[1])])
    return hashlib.sha256(text.encode()).hexdigest()


def venv_python(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if WINDOWS else "bin/python")


def environment(*extras: str) -> Path:
    """The interpreter of an up-to-date virtual environment; makes, completes or renews it when needed.

    With the extras named it has more than without, which is no reason to renew it for less.
    """
    project, version = (ROOT / "pyproject.toml").read_text(encoding="utf-8"), sys.version_info[:2]
    required = requirements(project, *extras)
    stamps = [
        stamp(each, CONSTRAINTS.read_text(encoding="utf-8"), version)
        for each in (required, requirements(project, *EXTRAS))
    ]
    python = venv_python(VENV)
    usable = python.exists() and version_of([str(python)]) == version
    if usable and STAMP.exists() and STAMP.read_text(encoding="utf-8") in stamps:
        compile_catalogues(python)
        return python
    STAMP.unlink(missing_ok=True)  # from here to the end of the installation the environment counts as half-finished
    say("Setting up the virtual environment in .venv, once; this takes a minute or two.")
    uv = shutil.which("uv")
    if not usable:
        make_venv(uv)
    listed = VENV / "requirements.txt"
    listed.write_text("\n".join(required) + "\n", encoding="utf-8")
    install(uv, ["--requirement", str(listed), "--constraint", str(CONSTRAINTS)])
    STAMP.write_text(stamps[0], encoding="utf-8")
    compile_catalogues(python)
    return python


def compile_catalogues(python: Path) -> None:
    """Bring the languages' catalogues into the form that the program reads, where a translation is newer."""
    for written in (ROOT / "resources" / "languages").glob("*/LC_MESSAGES/*.po"):
        compiled = written.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns < written.stat().st_mtime_ns:
            if call([str(python), str(ROOT / "packaging" / "catalogues.py"), "compile"]):
                raise Stop("The translations could not be compiled: the lines above say where one is broken.")
            return


def make_venv(uv: str | None) -> None:
    """Make an empty environment: by uv when it is there, else by venv, else by venv without its own pip."""
    if VENV.exists():
        shutil.rmtree(VENV)
    if uv and succeeds([uv, "venv", "--quiet", "--python", sys.executable, str(VENV)]):
        return
    if not has_module("ensurepip") and not has_module("pip"):
        system_packages(
            "python3-venv",
            "This Python can make no virtual environment: install its venv or pip module "
            "(on Debian and Ubuntu `sudo apt-get install python3-venv`) and run this command again.",
        )
    without = [] if output_of([sys.executable, "-c", "import ensurepip; print(1)"]) else ["--without-pip"]
    if not succeeds([sys.executable, "-m", "venv", "--clear", *without, str(VENV)]):
        raise Stop(f"The virtual environment could not be made in {VENV}: see the lines above.")


def install(uv: str | None, packages: list[str]) -> None:
    """Install into the environment. What uv cannot reach, pip may, as the two are configured apart."""
    python = str(venv_python(VENV))
    if uv and succeeds([uv, "pip", "install", "--quiet", "--python", python, *packages]):
        return
    options = ["--quiet", "--disable-pip-version-check", "--root-user-action=ignore", *packages]
    own_pip = bool(output_of([python, "-c", "import pip; print(1)"]))
    pip = [python, "-m", "pip"] if own_pip else [sys.executable, "-m", "pip", "--python", python]
    if not succeeds([*pip, "install", *options]):
        raise Stop(
            "The packages could not be installed: the lines above say why. Is the network there? "
            "Run the same command again to go on."
        )


def has_module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


# ---- what Qt needs of the system


def require_qt(python: Path) -> None:
    """See that Qt can draw offscreen; fetch its system libraries where this account may."""
    missing = output_of([str(python), "-c", PROBE_OFFSCREEN]).strip()
    if missing:
        system_packages(APT_OFFSCREEN, missing_libraries_sentence(missing, APT_OFFSCREEN, DNF_OFFSCREEN))
        still = output_of([str(python), "-c", PROBE_OFFSCREEN]).strip()
        if still:
            raise Stop(missing_libraries_sentence(still, APT_OFFSCREEN, DNF_OFFSCREEN))


def missing_libraries_sentence(error: str, apt: str, dnf: str) -> str:
    """The one sentence for a Qt that does not load, with the line that mends it."""
    found = re.search(r"(lib[\w.+-]+\.so[.\d]*)", error)
    what = f"the system library {found[1]}" if found else f"something of the system ({error.splitlines()[0]})"
    return (
        f"Qt needs {what}, which is missing here: install it with `sudo apt-get install {apt}` "
        f"(Debian, Ubuntu) or `sudo dnf install {dnf}` (Fedora) and run this command again."
    )


def system_packages(packages: str, otherwise: str) -> None:
    """Install Debian packages when this account is root on such a system, else stop with the sentence."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not root or not shutil.which("apt-get"):
        raise Stop(otherwise)
    say(f"Installing what is missing on this system: apt-get install {packages}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # Old package lists may do, so a failed update alone is no reason to stop.
    succeeds(["apt-get", "update", "-qq"], env=quiet)
    options = ["-qq", "-y", "-o", "Dpkg::Use-Pty=0", "--no-install-recommends"]
    install_them = ["apt-get", "install", *options, *packages.split()]
    if subprocess.run(install_them, env=quiet, stdout=subprocess.DEVNULL).returncode:
        raise Stop(otherwise)


def has_display(python: Path) -> bool:
    """Whether a window can be shown; stops with a sentence when only libraries stand in the way."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in {"offscreen", "minimal"}:
        return False
    if not sys.platform.startswith("linux"):
        return True
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    if subprocess.run([str(python), "-c", PROBE_DISPLAY], stderr=subprocess.DEVNULL).returncode == 0:
        return True
    missing = output_of([str(python), "-c", PROBE_WINDOW]).strip()
    if missing:
        apt, dnf = f"{APT_OFFSCREEN} {APT_WINDOW}", f"{DNF_OFFSCREEN} {DNF_WINDOW}"
        raise Stop(missing_libraries_sentence(missing, apt, dnf))
    return False


# ---- the commands


def run(arguments: argparse.Namespace, _rest: list[str]) -> int:
    if arguments.file:
        arguments.file = str(Path(arguments.file).absolute())
    python = environment()
    require_qt(python)
    desk = [str(python), "-m", "deliverydesk"]
    if not has_display(python):
        pictures = ROOT / "build" / "tour"
        say(f"There is no display here for a window, so the sample is toured offscreen, into {pictures}")
        return call([*desk, "tour", str(pictures)], env={"QT_QPA_PLATFORM": "offscreen"})
    return call([*desk, arguments.file or str(sample_copy(desk))])


def sample_copy(desk: list[str]) -> Path:
    """A person's own copy of the sample portfolio, made at the first run and theirs to change."""
    from deliverydesk.support.paths import data_dir

    copy = data_dir() / "Sample portfolio.ddesk"
    if not copy.exists():
        copy.parent.mkdir(parents=True, exist_ok=True)
        if call([*desk, "new", str(copy), "--sample"]):
            raise Stop(f"The sample portfolio could not be written to {copy}: see the lines above.")
    return copy


def test(arguments: argparse.Namespace, rest: list[str]) -> int:
    if arguments.xserver:
        return test_on_x_server(rest)
    python = environment(*EXTRAS)
    require_qt(python)
    return call([str(python), "-m", "pytest", "-n", "2", *rest])


def test_on_x_server(rest: list[str]) -> int:
    missing = [package for tool, package in X_TOOLS.items() if not shutil.which(tool)]
    if missing:
        listed = " ".join(missing)
        try:
            line = f"sudo apt-get install {listed}"
            system_packages(listed, f"The tests on a real X server need {listed}: {line}")
        except Stop as sentence:
            if os.environ.get("CI"):
                raise
            say(f"SKIPPED. {sentence}")
            return 0
    python = environment(*EXTRAS)
    require_qt(python)
    lacking = output_of([str(python), "-c", PROBE_WINDOW]).strip()
    if lacking:
        system_packages(APT_WINDOW, missing_libraries_sentence(lacking, APT_WINDOW, DNF_WINDOW))
    return call([str(python), "-m", "tests.xserver", *rest])


def check(_arguments: argparse.Namespace, rest: list[str]) -> int:
    no_more(rest)
    python = environment()
    tools = venv_python(VENV).parent
    failed = 0
    for command in (
        [str(python), "-m", "ruff", "check"],
        [str(python), "-m", "ruff", "format", "--check"],
        [str(python), "-m", "mypy"],
        [str(tools / "lint-imports"), "--no-logo"],
    ):
        say("$ " + " ".join([Path(command[0]).stem, *command[1:]]))
        failed += call(command) != 0
    return 1 if failed else 0


def bench(arguments: argparse.Namespace, rest: list[str]) -> int:
    if arguments.json:
        rest = [*rest, "--json", str(Path(arguments.json).absolute())]
    python = environment(*EXTRAS)
    require_qt(python)
    return call([str(python), "-m", "tests.benchmarks", *rest])


# ---- helpers


def say(sentence: str) -> None:
    print(sentence, flush=True)


def no_more(rest: list[str]) -> None:
    if rest:
        raise Stop(f"This command takes no further arguments, such as {rest[0]!r}.")


def call(command: list[str], env: dict[str, str] | None = None) -> int:
    """Run in the project's folder and return the exit code."""
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **(env or {})}).returncode


def succeeds(command: list[str], env: dict[str, str] | None = None) -> bool:
    return subprocess.run(command, env=env).returncode == 0


def output_of(command: list[str]) -> str:
    """What a command prints; nothing when it fails or does not exist."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""


def parser() -> argparse.ArgumentParser:
    texts = argparse.RawDescriptionHelpFormatter
    whole = argparse.ArgumentParser("dev.py", description=__doc__, formatter_class=texts, allow_abbrev=False)
    commands = whole.add_subparsers(dest="command", metavar="run | test | check | bench", required=True)
    for function, text in (
        (run, "open the desk"),
        (test, "run the tests; other arguments go to pytest, such as -k NAME or a folder"),
        (check, "ruff check, ruff format --check, mypy --strict and import-linter"),
        (bench, "measure the speed, each figure beside a baseline; --only PATTERN chooses by name"),
    ):
        command = commands.add_parser(function.__name__, help=text, description=text, allow_abbrev=False)
        command.set_defaults(function=function)
        if function is run:
            command.add_argument("file", nargs="?", metavar="FILE", help="without it: a copy of the sample")
        if function is bench:
            command.add_argument("--json", metavar="FILE", help="write the results to a file as well")
        if function is test:
            command.add_argument("--xserver", action="store_true", help="only those with a mouse on a real X server")
    return whole


def main(words: list[str]) -> int:
    arguments, rest = parser().parse_known_args(words)
    try:
        if arguments.function is run:
            no_more(rest)
        use_supported_python()
        return arguments.function(arguments, rest)
    except Stop as sentence:
        print(sentence, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
