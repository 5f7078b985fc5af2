"""Runs the blocks of a job one after another, on several processes, or on a dask.distributed cluster.

A block is computed the same way wherever it runs, and results come back in the order of the blocks, so that what is
made of them does not depend on who computed them. Only as many blocks are under way as the workers need.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from stellenbedarf.fehler import StellenbedarfFehler

BLOCK = 2**16  # scenarios per block; fixed, because random numbers belong to blocks
_VORLAUF = 3  # blocks under way per worker
_WARTEN_S = 10


class Abbruch(StellenbedarfFehler):
    """Processes or cluster were lost on the way; the blocks that came before are good."""


class Auftrag(Protocol):
    """A job that can be sent to another process: how many blocks it has, and how one of them is computed."""

    @property
    def bloecke(self) -> int:
        """Return the number of blocks."""
        ...

    def rechne_block(self, nummer: int) -> Any:
        """Return the result of one block."""
        ...


def rechne_bloecke(auftrag: Auftrag, prozesse: int = 1, cluster: str = "") -> Iterator[Any]:
    """Yield the results of all blocks in order.

    Args:
        auftrag: the job.
        prozesse: processes on this machine.
        cluster: address of a dask.distributed scheduler (`tcp://host:8786`) that runs the blocks instead.

    Raises:
        Abbruch: where the cluster or a process is lost on the way.
        StellenbedarfFehler: where the cluster cannot be reached, or a value is out of its bounds.
    """
    if cluster:
        return _auf_cluster(auftrag, cluster)
    if prozesse > 1 and auftrag.bloecke > 1:
        return _auf_prozessen(auftrag, min(prozesse, auftrag.bloecke))
    return (auftrag.rechne_block(n) for n in range(auftrag.bloecke))


def sammle(bloecke: Iterable[Any]) -> tuple[Any, BaseException | None]:
    """Add all blocks up, each with its method `add`; after an interruption return what was finished and its cause.

    Raises:
        KeyboardInterrupt: or `Abbruch`, where not even the first block was finished.
    """
    gesamt: Any = None
    try:
        for teil in bloecke:
            if gesamt is None:
                gesamt = teil
            else:
                gesamt.add(teil)
    except (KeyboardInterrupt, Abbruch) as grund:
        if gesamt is None:
            raise
        return gesamt, grund
    return gesamt, None


def _der_reihe_nach(
    zahl: int, vorlauf: int, beginne: Callable[[int], Any], hole: Callable[[Any], Any]
) -> Iterator[Any]:
    laufend: deque[Any] = deque()
    for nummer in range(zahl):
        laufend.append(beginne(nummer))
        if len(laufend) >= vorlauf:
            yield hole(laufend.popleft())
    while laufend:
        yield hole(laufend.popleft())


# --- processes ------------------------------------------------------------------------------------------------------

_auftrag: Auftrag | None = None  # the job of this worker process


def _beginne_arbeit(auftrag: Auftrag) -> None:
    global _auftrag
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the main process, which stops the workers
    _auftrag = auftrag


def _rechne(nummer: int) -> Any:
    assert _auftrag is not None
    return _auftrag.rechne_block(nummer)


def _auf_prozessen(auftrag: Auftrag, prozesse: int) -> Iterator[Any]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # spawn is the one way that Windows knows; using it everywhere means it is tested everywhere
    ausfuehrer = ProcessPoolExecutor(prozesse, get_context("spawn"), _beginne_arbeit, (auftrag,))
    try:
        yield from _der_reihe_nach(
            auftrag.bloecke, _VORLAUF * prozesse, lambda n: ausfuehrer.submit(_rechne, n), lambda f: f.result()
        )
    except BrokenProcessPool:
        raise Abbruch.einzeln(
            "Ein Rechenprozess ist abgebrochen, vermutlich reicht der Arbeitsspeicher nicht", None,
            "Wählen Sie weniger Prozesse mit --prozesse.",
        ) from None  # fmt: skip
    finally:
        ausfuehrer.shutdown(wait=True, cancel_futures=True)


# --- cluster --------------------------------------------------------------------------------------------------------


def _rechne_dort(auftrag: Auftrag, nummer: int) -> Any:
    return auftrag.rechne_block(nummer)


def _auf_cluster(auftrag: Auftrag, adresse: str) -> Iterator[Any]:
    """Run the blocks on a cluster; blocks of a worker that dies are computed again by another."""
    try:
        from distributed import Client
    except ImportError:
        raise StellenbedarfFehler.einzeln(
            "Für --cluster fehlt das Paket dask.distributed", None, "Installieren Sie stellenbedarf[cluster]."
        ) from None
    try:
        client = Client(adresse, timeout=_WARTEN_S, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as grund:
        raise StellenbedarfFehler.einzeln(
            f"Der Cluster {adresse} ist nicht erreichbar ({grund})", None,
            "Prüfen Sie Adresse und Netz, oder rechnen Sie ohne --cluster auf diesem Rechner.",
        ) from None  # fmt: skip
    with _ohne_protokoll(), client:
        kerne = sum(client.ncores().values())
        if not kerne:
            raise StellenbedarfFehler.einzeln(
                f"Der Cluster {adresse} hat keine Arbeiter", None, "Starten Sie dort mindestens einen dask worker."
            )
        verteilt = client.scatter(auftrag, broadcast=True)

        def beginne(nummer: int) -> Any:
            return client.submit(_rechne_dort, verteilt, nummer, pure=False, retries=3)

        yield from _der_reihe_nach(auftrag.bloecke, _VORLAUF * kerne, beginne, lambda f: _hole(f, client, adresse))


@contextmanager
def _ohne_protokoll() -> Iterator[None]:
    """Keep the library from writing stack traces to the terminal when a worker or the scheduler dies."""
    import logging

    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _hole(zukunft: Any, client: Any, adresse: str) -> Any:
    """Wait for one block; a scheduler that is gone or has no workers left is reported, not waited for."""
    from distributed.client import FutureCancelledError
    from distributed.scheduler import KilledWorker

    verloren = Abbruch.einzeln(
        f"Die Verbindung zum Cluster {adresse} ist während der Rechnung abgerissen", None,
        "Was fertig war, bleibt erhalten. Rechnen Sie erneut, dann entsteht dasselbe Ergebnis wie ohne Unterbrechung.",
    )  # fmt: skip
    while True:
        try:
            return zukunft.result(timeout=_WARTEN_S)
        except TimeoutError:
            if client.status != "running" or not client.ncores():
                raise verloren from None
        except (OSError, KilledWorker, FutureCancelledError):
            raise verloren from None
