"""The same result on a real local cluster, also when one of its two workers dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_kommandos import WURZEL, run

pytest.importorskip("distributed")
UMGEBUNG = {**os.environ, "PYTHONPATH": str(WURZEL)}
LAUF = ("unsicherheit", "inputs/stuttgart-jobcenter.yaml", "--startwert", "3", "-n", "4000000", "--json")


def starte(ordner: Path, *argumente: str) -> subprocess.Popen[bytes]:
    with (ordner / f"{argumente[0]}-{time.monotonic_ns()}.log").open("wb") as protokoll:
        return subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_" + argumente[0], *argumente[1:]],
                                cwd=ordner, env=UMGEBUNG, stdout=protokoll, stderr=protokoll)  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process by a Unix signal")
def test_a_cluster_that_loses_a_worker_gives_the_same_result(tmp_path: Path) -> None:
    datei = tmp_path / "scheduler.json"
    prozesse = [starte(tmp_path, "scheduler", "--scheduler-file", str(datei), "--port", "0", "--no-dashboard")]
    try:
        ende = time.monotonic() + 60
        while not datei.exists() and time.monotonic() < ende:
            time.sleep(0.1)
        import json

        adresse = json.loads(datei.read_text(encoding="utf-8"))["address"]
        arbeiter = [starte(tmp_path, "worker", "--scheduler-file", str(datei), "--nworkers", "1", "--nthreads", "1",
                           "--no-nanny", "--no-dashboard") for _ in range(2)]  # fmt: skip
        prozesse += arbeiter
        from distributed import Client

        with Client(adresse, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
            lauf = subprocess.Popen([sys.executable, "-m", "stellenbedarf", *LAUF, "--cluster", adresse], cwd=WURZEL,
                                    env=UMGEBUNG, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
            with lauf:
                while not all(client.processing().values()) and lauf.poll() is None:
                    time.sleep(0.01)
                arbeiter[0].send_signal(signal.SIGKILL)  # both workers hold chunks of the run at this moment
                assert lauf.poll() is None, "the run must still be under way"
                ausgabe, fehler = lauf.communicate(timeout=180)
        assert lauf.returncode == 0, fehler.decode()
    finally:
        for prozess in prozesse:
            prozess.kill()
            prozess.wait()
    assert ausgabe.decode() == run(*LAUF).stdout


def test_a_cluster_that_is_not_there_is_a_message() -> None:
    fertig = run(*LAUF, "--cluster", "tcp://127.0.0.1:9")
    assert fertig.returncode == 1
    assert "Der Cluster tcp://127.0.0.1:9 ist nicht erreichbar" in fertig.stderr
    assert "Traceback" not in fertig.stderr
