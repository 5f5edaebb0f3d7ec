"""Which DLLs a Windows program asks for, and which of them every Windows 10 has."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

# Prefixes and names of the DLLs that every Windows 10 has
WINDOWS_OWN = re.compile(
    r"(?:api-ms-win-.*|ext-ms-.*|kernel32|kernelbase|user32|gdi32|advapi32|shell32|ole32|oleaut32|ws2_32|wsock32|"
    r"winmm|version|imm32|dwmapi|uxtheme|comdlg32|comctl32|shlwapi|rpcrt4|crypt32|bcrypt|bcryptprimitives|ncrypt|"
    r"secur32|userenv|netapi32|mpr|winspool|iphlpapi|dnsapi|dxgi|d3d9|d3d11|d3d12|dwrite|d2d1|dcomp|setupapi|"
    r"cfgmgr32|wtsapi32|powrprof|propsys|msvcrt|ucrtbase|ntdll|opengl32|winhttp|wininet|authz|shcore|uiautomationcore|"
    r"dbghelp|psapi|normaliz|wintrust|avrt|hid|mf|mfplat|mfreadwrite|oleacc|usp10|msimg32|synchronization|"
    r"pdh|gdiplus|cabinet|msi)\.(?:dll|drv)",
    re.IGNORECASE,
)


def unmet_imports(folder: Path) -> list[str]:
    """Each import of a program in the folder that neither lies there nor belongs to Windows, as "who -> what"."""
    programs = [path for path in folder.rglob("*") if path.suffix.lower() in (".exe", ".dll", ".pyd")]
    inside = {path.name.lower() for path in programs}
    return sorted(
        f"{path.relative_to(folder)} -> {name}"
        for path in programs
        for name in imports_of(_dump(path))
        if name.lower() not in inside and not WINDOWS_OWN.fullmatch(name)
    )


def imports_of(dump: str) -> list[str]:
    """The DLLs that objdump lists."""
    return re.findall(r"DLL Name: (\S+)", dump)


def _dump(path: Path) -> str:
    command = ["x86_64-w64-mingw32-objdump", "-p", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
