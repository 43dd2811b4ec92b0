"""How many workers one building machine can keep busy: what giving a document out costs it, against reading it.

    python benchmarks/cluster.py [--decisions 300]

The same simulated decisions are read here and on a cluster of two workers on this machine. What is compared is time of
a processor, so that a busy machine does not matter. Beyond the number of workers printed, more of them read no faster.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
import time
from pathlib import Path


def measured(documents: str, store: str, options: dict[str, object], results: multiprocessing.SimpleQueue) -> None:
    from cni_analytics.sources import Folder, RecordStore
    from cni_analytics.tables.reading import package_reader, read_all
    from cni_analytics.text.process import end_worker

    def cpu() -> float:
        end_worker()  # what it used counts from when it has ended
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() + children.ru_utime + children.ru_stime

    listed, reader = list(Folder(documents).listed()), package_reader()
    read_all(listed[:4], RecordStore(Path(store) / "first", reader=reader.version), read=reader, **options)
    began, used = time.perf_counter(), cpu()
    done = read_all(listed, RecordStore(Path(store) / "all", reader=reader.version), read=reader, **options)
    results.put((done.read, time.perf_counter() - began, cpu() - used))


def main() -> None:
    from distributed import LocalCluster

    from cni_analytics.simulate import simulate

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--decisions", type=int, default=300)
    wanted = parser.parse_args().decisions
    context = multiprocessing.get_context("spawn")
    print(f"{'format':8}{'where':10}{'documents':>10}{'seconds':>9}{'CPU ms here, a document':>25}")
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster,
        tempfile.TemporaryDirectory() as folder,
    ):
        for format_ in ("txt", "pdf"):
            made = simulate(Path(folder) / format_, municipalities=10, years=2, sessions_per_year=5,
                            per_session=max(1, wanted // 100), formats=(format_,))  # fmt: skip
            cost = {}
            for where, options in (("here", {"jobs": 1}), ("cluster", {"scheduler": cluster.scheduler_address})):
                results = context.SimpleQueue()
                store = str(Path(folder) / f"{format_}-{where}")
                run = context.Process(target=measured, args=(str(made.documents), store, options, results))
                run.start()
                run.join()
                if run.exitcode:
                    raise SystemExit(f"{format_}, {where}: the run failed with {run.exitcode}")
                count, seconds, used = results.get()
                cost[where] = used / count
                print(f"{format_:8}{where:10}{count:10}{seconds:9.1f}{1000 * used / count:25.1f}")
            print(f"{format_:8}one machine keeps {cost['here'] / cost['cluster']:.0f} workers busy")


if __name__ == "__main__":
    main()
