"""The front door: no arguments open the window, anything else goes to the command line.

Nothing heavy is imported at the top, so that `rbdesk --version` is quick and a machine on which Qt cannot
start still gets a sentence. The sentences stand here and not in `messages.py`: they are said when
nothing else may be importable yet.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

EXIT_MACHINE = 3  # the machine's fault, as in the command line's table of exit codes

# Shared library -> its Debian package. The first group is what importing Qt needs, the second what a
# window under X needs besides. tools/dev.py installs from the same lists.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
WINDOW_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

NO_DISPLAY = (
    "RBDesk memerlukan layar: jalankan dari sesi desktop, "
    "atau pakai perintah teksnya (daftarnya: rbdesk --help)."
)
NO_PYSIDE = (
    "PySide6 belum terpasang untuk Python ini; siapkan dan buka RBDesk dengan: python3 tools/dev.py run"
)
NO_LIBRARIES = "Jendela RBDesk memerlukan pustaka sistem yang belum ada; pasang dengan: {command}"
NO_QT = (
    "Jendela RBDesk tidak dapat dibuka karena Qt gagal dimuat ({detail}); "
    "pasang pustaka yang disebut itu, atau pasang ulang RBDesk (Windows: mulai dari 10 versi 1809)."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of the window or of the command; `arguments` default to the process's own."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given:
        from rbdesk.cli import program

        return program.main(given)

    trouble = window_trouble(os.environ)
    if trouble:
        print(trouble, file=sys.stderr)
        return EXIT_MACHINE
    from rbdesk.ui import app

    return app.run(given)


def window_trouble(environment: Mapping[str, str]) -> str:
    """One sentence on why no window can open on this machine and what to do, or "" when one can.

    Qt itself would abort the process, with English lines and a core file.
    """
    on_linux = sys.platform.startswith("linux")
    if on_linux and not has_display(environment):
        return NO_DISPLAY
    try:
        from PySide6 import QtWidgets
    except ModuleNotFoundError:
        return NO_PYSIDE
    except ImportError as error:
        return _sentence_for(missing_packages(QT_LIBRARIES | WINDOW_LIBRARIES), error)
    if on_linux and _will_use_x(environment):
        return _trouble_under_x(Path(QtWidgets.__file__).parent)
    return ""


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether Qt has a place to draw: a screen of X or Wayland, or a platform that was named to it."""
    return any(environment.get(name) for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"))


def missing_packages(libraries: Mapping[str, str]) -> list[str]:
    """The Debian packages of those shared libraries that cannot be loaded, in the order given."""
    return [package for library, package in libraries.items() if not _can_load(library)]


def install_command(packages: Sequence[str]) -> str:
    """The line that installs Debian packages."""
    return f"sudo apt-get install -y --no-install-recommends {' '.join(packages)}"


def _trouble_under_x(pyside_folder: Path) -> str:
    plugin = pyside_folder / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return _sentence_for(missing_packages(WINDOW_LIBRARIES), error)
    return "" if _x_server_answers() else NO_DISPLAY


def _sentence_for(packages: Sequence[str], error: Exception) -> str:
    if packages:
        return NO_LIBRARIES.format(command=install_command(packages))
    return NO_QT.format(detail=str(error).splitlines()[0])


def _will_use_x(environment: Mapping[str, str]) -> bool:
    platform = environment.get("QT_QPA_PLATFORM", "")
    return platform.startswith("xcb") or not (platform or environment.get("WAYLAND_DISPLAY"))


def _x_server_answers() -> bool:
    """Whether the screen named by DISPLAY can be reached; a dead one would abort the process inside Qt."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    is_broken: bool = xcb.xcb_connection_has_error(connection) != 0
    xcb.xcb_disconnect(connection)
    return not is_broken


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
