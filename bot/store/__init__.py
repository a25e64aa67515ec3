"""Everything kept: SQLAlchemy Core on SQLite (WAL) or PostgreSQL. The schema, not the code, guarantees "once"."""

from bot.store.store import Store, Work

__all__ = ["Store", "Work"]
