"""A SQLite store that can be set back to what it was, and says whether anything at all was written to it."""

import sqlite3

from sqlalchemy import Engine, event

from tracker.services.reading import internal


class Rewind:
    """Watches the file from a connection of its own. Nobody waits for the disk: no power fails here."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        event.listen(engine, "connect", _in_no_hurry)
        engine.dispose()
        self._file = sqlite3.connect(engine.url.database)
        _in_no_hurry(self._file)

    def close(self) -> None:
        self._file.close()

    def kept(self) -> sqlite3.Connection:
        """All that the store holds now."""
        copy = sqlite3.connect(":memory:")
        self._file.backup(copy)
        return copy

    def back(self, copy: sqlite3.Connection) -> None:
        """The store as it was; the process forgets what it held of it since."""
        copy.backup(self._file)
        internal(self.engine)

    def mark(self) -> tuple[int, tuple]:
        """Another one after any commit that wrote anything, and after nothing else; with it the end of the log."""
        (version,) = self._file.execute("PRAGMA data_version").fetchone()
        return version, self._file.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()


def _in_no_hurry(connection, _record=None) -> None:
    connection.execute("PRAGMA synchronous=OFF")
