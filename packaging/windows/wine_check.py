"""Runs the assembled Windows build under Wine: commands, documents, the real window, installer and its removal.

    python3 packaging/windows/wine_check.py FOLDER SETUP.exe OUT

FOLDER is what build.py left with --keep, SETUP.exe its installer; OUT gets the pictures and what was made. Needs root
on Debian 12 (it installs wine, xvfb, xdotool, imagemagick). Ends with 1 at the first thing that is not as it should be.

Wine 8 lacks two DLLs that every Windows 10 has (one that Qt 6.8 asks, one that Rust asks), so they are taken out of
Debian 13's package, through a list of sources of this check's own; the machine's lists stay as they are.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PACKAGES = ("wine64", "wine", "xvfb", "xdotool", "imagemagick", "openbox")
BORROWED = ("windows.ui.dll", "bcryptprimitives.dll")
DISPLAY = ":77"
SCREEN = "1366x768x24"
UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\RBDesk"
SETTINGS = r"HKLM\Software\Microsoft\WindowsRuntime\ActivatableClassId\Windows.UI.ViewManagement.UISettings"
SCALES = {100: 96, 125: 120, 150: 144}


def main(arguments: list[str]) -> int:
    """Check one thing after another."""
    if len(arguments) != 3:
        print(__doc__)
        return 2
    folder, setup, out = (Path(one).resolve() for one in arguments)
    out.mkdir(parents=True, exist_ok=True)
    work = out / "wine"
    environment = set_up(work)
    check_commands(folder, out, environment)
    check_windows(folder, out, environment)
    check_installer(setup, work, environment)
    print(f"== all in order; look at the pictures in {out}")
    return 0


# --- Wine ---------------------------------------------------------------------------------------------------


def set_up(work: Path) -> dict[str, str]:
    """Wine with a new prefix as Windows 10; the environment to run it in."""
    missing = [
        name for name in PACKAGES if not (shutil.which(name) or Path(f"/usr/share/doc/{name}").exists())
    ]
    if missing:
        say(f"installing {' '.join(missing)}")
        call(["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing])
    prefix = work / "prefix"
    environment = {
        **os.environ,
        "WINEPREFIX": str(prefix),
        "WINEARCH": "win64",
        "WINEDEBUG": "-all",
        "WINEDLLPATH": str(work / "dll"),
        "DISPLAY": DISPLAY,
        "WINEDLLOVERRIDES": "mscoree=;mshtml=;winedbg.exe=d;"
        "msvcp140,msvcp140_1,msvcp140_2,vcruntime140,vcruntime140_1,concrt140=n",
    }
    borrow(work)
    if not prefix.exists():
        say("a new Wine prefix")
        wine(["wineboot", "-i"], environment)
        wine(["wine", "winecfg", "-v", "win10"], environment)
        dll = r"C:\windows\system32\windows.ui.dll"
        wine(["wine", "reg", "add", SETTINGS, "/v", "DllPath", "/d", dll, "/f"], environment)
        for name in BORROWED:
            shutil.copyfile(
                work / "dll" / "x86_64-windows" / name, prefix / "drive_c" / "windows" / "system32" / name
            )
    return environment


def borrow(work: Path) -> None:
    """Fetch the DLLs that Wine 8 lacks out of Debian 13's package."""
    place = work / "dll" / "x86_64-windows"
    if all((place / name).is_file() for name in BORROWED):
        return
    say("two DLLs of Debian 13's Wine")
    for made in (place, work / "lists" / "partial", work / "cache" / "archives" / "partial"):
        made.mkdir(parents=True, exist_ok=True)
    sources = work / "trixie.sources"
    own = Path("/etc/apt/sources.list.d/debian.sources").read_text("utf-8").split("\n\n")[0]
    sources.write_text(re.sub(r"(?m)^Suites:.*$", "Suites: trixie", own), encoding="utf-8")
    options = [
        *("-o", f"Dir::Etc::sourcelist={sources}", "-o", "Dir::Etc::sourceparts=-"),
        *("-o", f"Dir::State::lists={work / 'lists'}", "-o", f"Dir::Cache={work / 'cache'}"),
    ]
    call(["apt-get", *options, "update"])
    call(["apt-get", *options, "download", "libwine:amd64"], cwd=work)
    package = next(work.glob("libwine_*.deb"))
    for name in BORROWED:
        inside = f"./usr/lib/x86_64-linux-gnu/wine/x86_64-windows/{name}"
        shell = f"dpkg-deb --fsys-tarfile '{package}' | tar x -O '{inside}' > '{place / name}'"
        call(["sh", "-c", shell])
    package.unlink()


def wine(command: list[str], environment: dict[str, str], seconds: float = 300) -> str:
    """What a program of Windows prints; its streams are pipes, since Python aborts on some that are inherited."""
    ended = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=seconds,
        check=False,
    )
    return ended.stdout.decode("utf-8", "replace")


# --- what is checked ----------------------------------------------------------------------------------------


def check_commands(folder: Path, out: Path, environment: dict[str, str]) -> None:
    """The command line makes the same invented year as here, and documents of it."""
    program = str(folder / "RBDesk.exe")
    say("commands")
    told = timed("--version", lambda: wine(["wine", program, "--version"], environment))
    need("rbdesk " in told, f"no version: {told}")
    shutil.rmtree(out / "demo", ignore_errors=True)
    demo = ["wine", program, "demo", drive(out / "demo"), "--evidence", "none"]
    there = digest_in(timed("demo", lambda: wine(demo, environment, 900)))
    shutil.rmtree(out / "demo here", ignore_errors=True)
    command = [sys.executable, "-m", "rbdesk.main", "demo", str(out / "demo here"), "--evidence", "none"]
    here = digest_in(call(command, cwd=ROOT))
    need(there == here, f"another digest under Windows: {there} instead of {here}")
    for name, desk in (
        ("Paparan.pptx", "secretariat"),
        ("Laporan.pdf", "secretariat"),
        ("LKE.xlsx", "offices/32.16.09"),
    ):
        target = out / name
        target.unlink(missing_ok=True)
        command = ["wine", program, "report", drive(out / "demo" / desk), "-o", drive(target)]
        told = timed(name, lambda command=command: wine(command, environment, 600))  # type: ignore[misc]
        need(target.is_file(), f"{name} was not made: {told}")


def check_windows(folder: Path, out: Path, environment: dict[str, str]) -> None:
    """The window at three scales: first run, an office, the secretariat; a picture of each, to be looked at."""
    desks = {"first": "", "office": "demo/offices/32.16.09", "secretariat": "demo/secretariat"}
    with a_screen():
        for percent, dots in SCALES.items():
            value = ["/v", "LogPixels", "/t", "REG_DWORD", "/d", str(dots), "/f"]
            wine(["wine", "reg", "add", r"HKCU\Control Panel\Desktop", *value], environment)
            for name, desk in desks.items():
                say(f"window {name} at {percent} %")
                place = out / desk if desk else out / f"new desk {percent}"
                own = {**environment, "RBDESK_DESK": drive(place)}
                picture(folder, own, out / f"{name}-{percent}.png")


def picture(folder: Path, environment: dict[str, str], target: Path) -> None:
    """Start the window, wait until its picture stands still, keep it, and close the window as a person would."""
    started = time.monotonic()
    with subprocess.Popen(
        ["wine", str(folder / "RBDesk.exe")],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as running:
        try:
            while not call(
                ["xdotool", "search", "--name", "RBDesk —"], environment=environment, fails=True
            ).strip():
                need(time.monotonic() - started < 120, "no filled window after two minutes")
                time.sleep(0.3)
            print(f"   window after {time.monotonic() - started:.1f} s")
            before = b""
            while time.monotonic() - started < 180:
                time.sleep(4)
                call(["import", "-window", "root", str(target)], environment=environment)
                now = target.read_bytes()
                if now == before:
                    break
                before = now
            need(colours(target) > 20, f"{target.name} is nearly empty")
        finally:
            call(["xdotool", "key", "alt+F4"], environment=environment, fails=True)
            try:
                running.wait(30)
            except subprocess.TimeoutExpired:
                running.kill()
                wine(["wineserver", "-k"], environment)


def check_installer(setup: Path, work: Path, environment: dict[str, str]) -> None:
    """Silent installation and removal; what people put beside the program stays."""
    say("installer")
    users = work / "prefix" / "drive_c" / "users"
    timed("install", lambda: wine(["wine", str(setup), "/S"], environment))
    found = list(users.glob("*/AppData/Local/Programs/RBDesk"))
    need(len(found) == 1 and (found[0] / "RBDesk.exe").is_file(), "the program is not where it belongs")
    need(
        "DisplayVersion" in wine(["wine", "reg", "query", UNINSTALL], environment), "Windows does not list it"
    )
    need(
        "rbdesk " in wine(["wine", str(found[0] / "RBDesk.exe"), "--version"], environment),
        "it does not start",
    )
    (found[0] / "milik saya.txt").write_text("stays", encoding="utf-8")
    wine(["wine", str(found[0] / "Hapus RBDesk.exe"), "/S"], environment)
    for _ in range(60):
        if not (found[0] / "RBDesk.exe").exists():
            break
        time.sleep(1)
    left = sorted(path.name for path in found[0].iterdir())
    need(left == ["milik saya.txt"], f"after the removal there is {left}")
    need(
        "DisplayVersion" not in wine(["wine", "reg", "query", UNINSTALL], environment),
        "Windows still lists it",
    )


# --- small things -------------------------------------------------------------------------------------------


@contextmanager
def a_screen() -> Iterator[None]:
    """A virtual screen as on a small laptop, with a window manager."""
    screen = subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", SCREEN], stderr=subprocess.DEVNULL)
    time.sleep(1)
    manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": DISPLAY}, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        manager.terminate()
        screen.terminate()


def drive(path: Path) -> str:
    """A place of this machine as Wine names it."""
    return "Z:" + str(path).replace("/", "\\")


def digest_in(told: str) -> str:
    """The digest that `rbdesk demo` prints."""
    found = re.search(r"\b[0-9a-f]{64}\b", told)
    need(found is not None, f"no digest: {told[-500:]}")
    assert found is not None
    return found[0]


def colours(path: Path) -> int:
    """How many colours a picture has."""
    return int(call(["identify", "-format", "%k", str(path)]).strip())


def timed(name: str, act):  # type: ignore[no-untyped-def]
    """What an act gives; how long it took is printed."""
    began = time.monotonic()
    found = act()
    print(f"   {name}: {time.monotonic() - began:.1f} s")
    return found


def call(
    command: list[str],
    *,
    cwd: Path | None = None,
    environment: dict[str, str] | None = None,
    fails: bool = False,
) -> str:
    """What a command prints; ends the check where it fails, unless it may."""
    ended = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    need(fails or ended.returncode == 0, f"{command[0]}: {ended.stdout}{ended.stderr}")
    return ended.stdout


def need(is_so: bool, otherwise: str) -> None:
    """End the check with a sentence."""
    if not is_so:
        raise SystemExit(f"not in order: {otherwise}")


def say(what: str) -> None:
    """Tell what is being checked."""
    print(f"== {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
