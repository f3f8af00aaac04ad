"""The edition that is served now, opened once and exchanged when another is published."""

import logging
import threading
import time

from madoguchi.edition.compiling import Edition
from madoguchi.edition.helping import Helper
from madoguchi.edition.searching import Searcher
from madoguchi.edition.store import DamagedEditionError, EditionStore

# How long a server may serve an edition after another was published.
_LOOK_AGAIN_SECONDS = 1.0
_log = logging.getLogger(__name__)


class Served:
    """An open edition and what answers from it."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.guide = edition.guide
        self.helper = Helper(edition.guide)
        self.searcher = Searcher(edition.guide)


class LiveEdition:
    """Gives the served edition; keeps serving the old one when the new one is damaged.

    `problem` says what is wrong with the newest edition, or is empty.
    """

    def __init__(self, store: EditionStore) -> None:
        self.store = store
        self.problem = ""
        self._served: Served | None = None
        self._stamp: tuple[int, ...] = ()
        self._looked_at = float("-inf")
        self._lock = threading.Lock()

    def now(self) -> Served:
        """The edition to answer from; DamagedEditionError if there is none that is whole."""
        if time.monotonic() - self._looked_at >= _LOOK_AGAIN_SECONDS:
            with self._lock:
                self._look()
        if self._served is None:
            raise DamagedEditionError(self.problem)
        return self._served

    def _look(self) -> None:
        self._looked_at = time.monotonic()
        stamp = self.store.pointer_stamp()
        # A problem is looked at again: its folder may arrive late on shared storage.
        if stamp == self._stamp and self._served is not None and not self.problem:
            return
        self._stamp = stamp
        try:
            edition = self.store.open()
        except DamagedEditionError as error:
            if str(error) != self.problem:
                _log.exception("the newest edition cannot be served")
            self.problem = str(error)
            return
        self.problem = ""
        if self._served is None or self._served.edition.id != edition.id:
            self._served = Served(edition)
