"""What a desk is: role, office, device, target and so on, as named texts. Their meaning is the caller's."""

from __future__ import annotations

from collections.abc import Mapping

from rbdesk.store.database import Store


def load_facts(db: Store) -> dict[str, str]:
    """All facts by name."""
    return dict(_remembered(db))


def load_fact(db: Store, name: str) -> str:
    """One fact, empty where it was never set."""
    return _remembered(db).get(name, "")


def keep_facts(db: Store, facts: Mapping[str, str]) -> None:
    """Set facts, others stay."""
    statement = (
        "INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
    )
    db.execute_many(statement, list(facts.items()))
    db.facts = None


def _remembered(db: Store) -> dict[str, str]:
    # every save asks twice; nobody else can write while this store holds the lock
    if db.facts is None:
        db.facts = {str(name): str(value) for name, value in db.query("SELECT name, value FROM facts")}
    return db.facts
