from __future__ import annotations

from dataclasses import replace

from rbdesk.domain.provenance import Provenance, Source
from tests.build import NOW


def test_what_stands_is_told_apart_from_what_stood_before():
    now = Source("B", "", NOW, "Operator 1", "Laptop 1")
    before = replace(now, value="C", stands=False)

    found = Provenance("U.P.1.i.a", (now, before))

    assert (found.standing, found.earlier) == ((now,), (before,))
