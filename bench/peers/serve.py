"""The harness's questions, answered in Python: the same as serve.ts."""

import json
import os
import sys
import time
from types import SimpleNamespace

import numpy as np


def read_job(folder):
    with open(os.path.join(folder, "job.json")) as file:
        job = SimpleNamespace(**json.load(file))
    job.dtype = np.dtype(job.dtype)
    shapes = {"A": (-1, getattr(job, "size", 1)), "B": (-1, getattr(job, "size", 1))}
    if job.kind == "training":
        d, h, k = job.sizes
        shapes = {"features": (-1, d), "labels": (-1,), "W1": (d, h), "b1": (1, h), "W2": (h, k), "b2": (1, k)}
    arrays = {
        name: np.fromfile(os.path.join(folder, name + ".f64")).reshape(shape) for name, shape in shapes.items()
    }
    job.labels = arrays.pop("labels").astype(np.int64) if "labels" in arrays else None
    for name, array in arrays.items():
        setattr(job, name, array.astype(job.dtype))
    return job


def blas():
    """Which BLAS is loaded, and which of its kernels runs on this processor."""
    from threadpoolctl import threadpool_info

    found = [library for library in threadpool_info() if library["user_api"] == "blas"]
    names = {"openblas": "OpenBLAS", "mkl": "MKL", "blis": "BLIS"}
    return ", ".join(
        f"{names.get(b['internal_api'], b['internal_api'])} {b['version']}, kernel {b.get('architecture')}, "
        f"{b['num_threads']} thread"
        for b in found
    ) or "no BLAS that threadpoolctl knows"


def python():
    return "Python " + sys.version.split()[0]


def repeat(work, at_least):
    total, runs = 0.0, 0
    while total < at_least or runs == 0:
        work.reset()
        began = time.perf_counter()
        work.run()
        total += 1000 * (time.perf_counter() - began)
        runs += 1
    return {"milliseconds": total / runs}


def serve(version, runtime, works):
    """works: by the kind of job, a class made of a job, with reset(), run() and result()."""
    say({"about": {"version": version, "runtime": runtime}})
    work = None
    for line in sys.stdin:
        request = json.loads(line)
        if request["do"] == "prepare":
            job = read_job(request["folder"])
            work = works[job.kind](job)
            say({})
        elif request["do"] == "repeat":
            say(repeat(work, request["atLeast"]))
        elif request["do"] == "result":
            say({"result": {name: np.ravel(array).tolist() for name, array in work.result().items()}})


def say(message):
    print(json.dumps(message), flush=True)
