"""Where the person left a desk: kept in the settings of this account, so that the next start finds it again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings

from rbdesk.ui.parts.page import Link


class LastPlace:
    """The place in one desk; what cannot be read is nothing."""

    def __init__(self, settings: QSettings, desk: Path) -> None:
        self._settings = settings
        self._group = f"desk-{hashlib.sha256(str(desk).encode()).hexdigest()[:12]}"

    def keep(self, link: Link, state: Mapping[str, Any]) -> None:
        """Remember a place, and in plain values more about where on the page it is."""
        for name in ("page", "focus", "filter"):
            self._settings.setValue(f"{self._group}/{name}", getattr(link, name))
        self._settings.setValue(f"{self._group}/state", json.dumps(state))

    def link(self) -> Link:
        """The place; a link to no page if there is none yet."""
        return Link(*(self._text(name) for name in ("page", "focus", "filter")))

    def state(self) -> dict[str, Any]:
        """What was said about it beside the link."""
        try:
            state = json.loads(self._text("state") or "{}")
        except ValueError:
            return {}
        return state if isinstance(state, dict) else {}

    def _text(self, name: str) -> str:
        return str(self._settings.value(f"{self._group}/{name}", ""))
