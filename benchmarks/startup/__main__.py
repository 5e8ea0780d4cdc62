"""How soon commands answer on the bundled examples, in processor seconds of new processes, and what they import.

Targets: `info`, `query` and `export` import neither spaCy nor Gradio and take at most 0.5 s, `ask` at most 1 s; `serve`
answers within 1.5 times the clock seconds of `import gradio`.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from benchmarks.measuring import ROOT, Row, evigraph, in_turn, report, run
from benchmarks.serve.server import ours

ROUNDS = 5
HEAVY = ("spacy", "gradio")
QUERY = "SELECT ?study WHERE { ?s a hta:Study ; rdfs:label ?study }"
#: Stands for a folder that is new each time.
OUT = "OUT"
IMPORT, SERVING = (sys.executable, "-c", "import gradio"), 1.5
QUESTION = "How did pain change after cryoablation in Yoon 2016?"


def main() -> int:
    with TemporaryDirectory() as place:
        store = str(Path(place) / "store")
        evigraph("build", str(ROOT / "examples"), "--store", store, "--workers", "1")
        query = Path(place) / "query.rq"
        query.write_text(QUERY, encoding="utf-8")
        commands = {
            "info": (0.5, ["info", "--store", store]),
            "query": (0.5, ["query", str(query), "--store", store]),
            "export": (0.5, ["export", "rdf", "--out", OUT, "--store", store]),
            "ask": (1.0, ["ask", QUESTION, "--store", store]),
        }
        rows = []
        for name, (most, arguments) in commands.items():
            given = [[place + f"/out{turn}" if a == OUT else a for a in arguments] for turn in range(ROUNDS + 1)]
            seconds = median(evigraph(*one).processor for one in given[1:])
            heavy = imported(given[0])
            rows.append(Row(f"start of {name}", f"{seconds:.2f} s", f"at most {most} s", seconds <= most))
            rows.append(Row(f"heavy imports of {name}", ", ".join(heavy) or "none", "none", not heavy))
        serving, importing = in_turn(ROUNDS, lambda: answering(store), lambda: run(*IMPORT).wall)
        told = f"{serving / importing:.2f} times import gradio"
        rows.append(Row("start of serve", told, f"at most {SERVING}", serving <= SERVING * importing))
    return report("startup", rows, rounds=ROUNDS)


def answering(store: str) -> float:
    """Clock seconds until a new server answers."""
    begun = time.perf_counter()
    with ours("--store", store) as address:
        urlopen(f"{address}ready").close()
        return time.perf_counter() - begun


def imported(arguments: list[str]) -> list[str]:
    """Which of the heavy libraries a command imports."""
    command = [sys.executable, "-X", "importtime", "-m", "evigraph", *arguments]
    seen = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    names = {line.rpartition("|")[2].strip().split(".")[0] for line in seen.splitlines()}
    return [name for name in HEAVY if name in names]


if __name__ == "__main__":
    raise SystemExit(main())
