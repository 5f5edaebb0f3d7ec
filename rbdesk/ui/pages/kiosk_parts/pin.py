"""The PIN that leads out of the kiosk. It lives as long as the kiosk does and is never written anywhere."""

from __future__ import annotations

import hmac
import math
import re
import time
from collections.abc import Callable

PIN = re.compile(r"[0-9]{4,6}", re.ASCII)
LONGEST = 6
_LONGEST_WAIT_SECONDS = 300


class PinLock:
    """Opens with one PIN. After each wrong one it waits longer: 2, 4, 8 seconds and so on, up to five minutes."""

    def __init__(self, pin: str, clock: Callable[[], float] = time.monotonic) -> None:
        """Raises ValueError: not four to six digits."""
        if PIN.fullmatch(pin) is None:
            raise ValueError("a PIN has four to six digits")
        self._pin = pin.encode("ascii")
        self._clock = clock
        self._wrong = 0
        self._until = 0.0

    def wait_seconds(self) -> int:
        """How long the next attempt has to wait, 0 if it need not."""
        return max(math.ceil(self._until - self._clock()), 0) if self._wrong else 0

    def opens_with(self, digits: str) -> bool:
        """Whether this is the PIN; while it has to wait nothing is."""
        if self.wait_seconds():
            return False
        if hmac.compare_digest(digits.encode("utf-8"), self._pin):
            self._wrong = 0
            return True
        self._wrong += 1
        self._until = self._clock() + min(2**self._wrong, _LONGEST_WAIT_SECONDS)
        return False
