#!/usr/bin/env python3
"""Trains the language models of the ladder: `train.py CORPUS OUT SWEEP.toml [SWEEP.toml ...]`.

CORPUS is the folder that corpus.py wrote. Every run of the sweep files is trained once and written
to OUT/<sweep>/<run>.json, with its loss curve; runs that are there already are skipped, and a run
that was cut off goes on from its last checkpoint, to the same result. `--workers N` trains N runs
at a time (default: one per core, one on an accelerator), `--list` says what would be trained,
`--only TEXT` picks runs by their names. Ctrl-C stops; the same command goes on.

The model is a decoder-only transformer: tied embeddings, parameter-free layer norm before each
block, ALiBi positions, GELU, no biases. With d = width, l = layers, V = vocabulary, T = context:

    N               = 12 d^2 l + V d          the head is the embedding, so it is counted once
    N_nonembedding  = 12 d^2 l
    C               = 6 N D                   what the budgets are stated in
    C_exact         = (6 N + 12 l T d) D      with the attention scores, counted in full

Needs python3-torch and python3-numpy (Python 3.11 or later).
"""
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # two threads are slower than one at these sizes
os.environ.setdefault("MALLOC_TRIM_THRESHOLD_", str(1 << 30))  # keep pages between steps
os.environ.setdefault("MALLOC_MMAP_THRESHOLD_", str(1 << 30))

import argparse
import fcntl
import itertools
import json
import math
import multiprocessing
import platform
import signal
import sys
import threading
import time
import tomllib
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

CONTEXT = 128  # tokens
CURVE_POINTS = 100  # per run, evenly spaced in log tokens
VALIDATION_WINDOWS = 2048  # for the final loss: the same ones for every run
CURVE_WINDOWS = 128  # for the validation loss along a curve, where a sweep asks for it
CHECKPOINT_SECONDS = float(os.environ.get("CHECKPOINT_SECONDS", 120))

DEFAULTS = {
    "seed": 0,
    "lr_factor": 1.0,  # times 6e-3 sqrt(64 / width)
    "warmup": 0.05,  # of the run, but no less than 20 steps
    "schedule": "cosine",  # or "constant"
    "cosine_length": 1.0,  # of the run
    "cooldown": 0.0,  # of the run, linear to zero at its end; with "constant" only
    "epochs": 1,  # how often each token is seen
    "validate_curve": False,
}
LENGTHS = ("budget", "tokens_per_parameter", "unique_tokens")  # a run has one of them
SETTINGS = {*DEFAULTS, *LENGTHS, "shape", "batch"}


# ---- what to train ----------------------------------------------------------------------------


def runs_of(sweep_file):
    """The runs of a sweep file: every [[grid]] is the product of its lists."""
    try:
        sweep = tomllib.loads(sweep_file.read_text())
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SystemExit(f"{sweep_file} cannot be read: {error}") from None
    for grid in sweep["grid"]:
        given = sweep.get("defaults", {}) | grid
        settings = DEFAULTS | given
        if unknown := set(given) - SETTINGS:
            raise SystemExit(f"{sweep_file} sets {', '.join(sorted(unknown))}: "
                             f"there is only {', '.join(sorted(SETTINGS))}")
        if "shape" not in given or sum(name in given for name in LENGTHS) != 1:
            raise SystemExit(f"{sweep_file} has to give every run a shape and one of "
                             f"{', '.join(LENGTHS)}")
        keys = [k for k, v in settings.items() if isinstance(v, list)]
        for values in itertools.product(*(settings[k] for k in keys)):
            yield completed(sweep["sweep"], settings | dict(zip(keys, values)))


def completed(sweep, run):
    """A run with its width and layers, N, D, C, batch, learning rate, steps and name."""
    run = {"sweep": sweep} | run
    width, layers = (int(n) for n in run.pop("shape").split("x"))
    vocabulary = run["vocabulary"]
    unembedded = 12 * width**2 * layers
    n = unembedded + vocabulary * width
    # A budget, tokens per parameter, or unique tokens and how often each is seen.
    tokens = run.pop("budget") / (6 * n) if "budget" in run else (
        run.pop("tokens_per_parameter") * n if "tokens_per_parameter" in run else
        run["unique_tokens"] * run["epochs"])
    batch = run.get("batch") or batch_for(tokens)
    steps = max(1, round(tokens / batch))
    lr = run["lr_factor"] * 6e-3 * math.sqrt(64 / width)
    seen = steps * batch
    run |= {
        "context": CONTEXT, "width": width, "layers": layers, "heads": heads_for(width), "N": n,
        "N_nonembedding": unembedded, "D": seen, "C": 6 * n * seen,
        "C_exact": (6 * n + 12 * layers * CONTEXT * width) * seen,
        "batch": batch, "steps": steps, "lr": lr,
        "unique_tokens": seen if run["epochs"] == 1 else run["unique_tokens"],
    }
    run["run"] = "-".join([sweep, f"{width}x{layers}", f"{seen:.3g}".replace("+", "")] + [
        f"{short}{run[key]:g}" if not isinstance(run[key], str) else run[key]
        for key, short in (("schedule", ""), ("cosine_length", "cos"), ("cooldown", "cool"),
                           ("epochs", "ep"), ("batch", "b"), ("lr_factor", "lr"), ("seed", "s"))
        if run[key] != DEFAULTS.get(key) and not (key == "batch" and batch == batch_for(tokens))
    ])
    if batch % CONTEXT or run["schedule"] not in ("cosine", "constant"):
        raise SystemExit(f"{run['run']}: the batch has to be whole windows of {CONTEXT} tokens, "
                         "the schedule cosine or constant")
    if seen > run["unique_tokens"] // CONTEXT * CONTEXT * run["epochs"]:
        raise SystemExit(f"{run['run']}: the epochs have to be whole batches of {batch} tokens")
    return run


def heads_for(width):
    """As many heads as can divide the width, about 16 wide each, but two where the width allows."""
    return max(n for n in range(1, max(2, width // 16) + 1) if width % n == 0)


def batch_for(tokens):
    """Tokens per step: about one three-thousandth of the run, a power of two from 128 to 1024."""
    return min(1024, max(CONTEXT, CONTEXT * 2 ** round(math.log2(max(tokens, 1) / 3000 / CONTEXT))))


def rate_at(run, step):
    """The learning rate of a step, counted from 0."""
    warmup = max(20, round(run["warmup"] * run["steps"]))
    if step < warmup:
        return run["lr"] * (step + 1) / warmup
    if run["schedule"] == "constant":
        left = (run["steps"] - step) / max(1, round(run["cooldown"] * run["steps"]))
        return run["lr"] * (min(1.0, left) if run["cooldown"] else 1.0)
    along = (step - warmup) / max(1, run["cosine_length"] * run["steps"] - warmup)
    return run["lr"] * 0.5 * (1 + math.cos(math.pi * min(1.0, along)))


# ---- the model --------------------------------------------------------------------------------


class Model:
    """All weights are views of one flat vector, so that the optimiser is a handful of calls."""

    def __init__(self, run, device):
        d, layers, self.heads = run["width"], run["layers"], run["heads"]
        generator = torch.Generator().manual_seed(run["seed"])
        shapes = [(run["vocabulary"], d)] + [(3 * d, d), (d, d), (4 * d, d), (d, 4 * d)] * layers
        stds = [0.1] + [d**-0.5, d**-0.5 / math.sqrt(2 * layers), d**-0.5,
                        (4 * d) ** -0.5 / math.sqrt(2 * layers)] * layers
        self.flat = torch.cat([torch.randn(math.prod(s), generator=generator) * std
                               for s, std in zip(shapes, stds)]).to(device)
        self.grad = torch.zeros_like(self.flat)
        ends = np.cumsum([math.prod(s) for s in shapes])
        self.weights = []
        for shape, end in zip(shapes, ends):
            weight = self.flat[end - math.prod(shape):end].view(shape).requires_grad_()
            weight.grad = self.grad[end - math.prod(shape):end].view(shape)
            self.weights.append(weight)
        distance = torch.arange(CONTEXT)[None, :] - torch.arange(CONTEXT)[:, None]
        slopes = 2.0 ** (-8 * torch.arange(self.heads) / self.heads)
        bias = slopes[:, None, None] * distance
        self.bias = bias.masked_fill(distance > 0, -1e9).to(device)  # no token sees the future

    def losses(self, windows):
        """The loss in nats of every predicted token of windows of CONTEXT + 1 tokens."""
        embedding, *blocks = self.weights
        d, heads = embedding.shape[1], self.heads
        x = embedding[windows[:, :-1]]
        b, t, _ = x.shape
        for qkv, out, up, down in zip(*[iter(blocks)] * 4):
            h = F.layer_norm(x, (d,)) @ qkv.T
            q, k, v = h.view(b, t, 3, heads, d // heads).permute(2, 0, 3, 1, 4)
            scores = q @ k.transpose(-1, -2) * (d // heads) ** -0.5 + self.bias
            mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(b, t, d)
            x = x + mixed @ out.T
            x = x + F.gelu(F.layer_norm(x, (d,)) @ up.T) @ down.T
        logits = F.layer_norm(x, (d,)) @ embedding.T
        return F.cross_entropy(logits.flatten(0, 1), windows[:, 1:].flatten(), reduction="none")


class AdamW:
    """Adam with decoupled weight decay, beta = .9 and .98, and the gradient clipped to norm 1."""

    def __init__(self, model):
        self.model = model
        self.m, self.v = torch.zeros_like(model.flat), torch.zeros_like(model.flat)

    def step(self, rate, count):
        grad, flat = self.model.grad, self.model.flat
        with torch.no_grad():
            grad.mul_(min(1.0, 1.0 / (grad.norm().item() + 1e-6)))
            self.m.lerp_(grad, 0.1)
            self.v.mul_(0.98).addcmul_(grad, grad, value=0.02)
            denominator = (self.v / (1 - 0.98**count)).sqrt_().add_(1e-9)
            flat.mul_(1 - rate * 0.1)
            flat.addcdiv_(self.m, denominator, value=-rate / (1 - 0.9**count))
            grad.zero_()


# ---- one run ----------------------------------------------------------------------------------


def windows_at(tokens, order, device):
    """Windows of CONTEXT + 1 tokens; neighbours share one token, so that each is predicted once."""
    rows = np.stack([tokens[i * CONTEXT:i * CONTEXT + CONTEXT + 1] for i in order])
    return torch.from_numpy(rows.astype(np.int64)).to(device)


def order_of(run, available):
    """Which window is seen when: a shuffle of the corpus by the seed; epochs are reshuffled."""
    random = np.random.default_rng(run["seed"])
    shuffled = random.permutation(available)
    first = shuffled[:run["unique_tokens"] // CONTEXT]
    return np.concatenate([first] + [random.permutation(first) for _ in range(run["epochs"] - 1)])


def validate(model, tokens, windows, device):
    with torch.no_grad():
        available = (len(tokens) - 1) // CONTEXT
        order = np.arange(min(windows, available))
        parts = [model.losses(windows_at(tokens, order[i:i + 32], device))
                 for i in range(0, len(order), 32)]
    each = torch.cat(parts).view(len(order), CONTEXT).double().mean(1)
    return each.mean().item(), (each.std() / len(each) ** 0.5).item()


def train(run, corpus, folder, say):
    device = "cuda" if torch.cuda.is_available() else "cpu"
    train_tokens = np.memmap(corpus / "train.bin", dtype="<u2", mode="r")
    val_tokens = np.memmap(corpus / "val.bin", dtype="<u2", mode="r")
    order = order_of(run, (len(train_tokens) - 1) // CONTEXT)
    model = Model(run, device)
    optimiser = AdamW(model)
    marks = set(np.unique(np.geomspace(1, run["steps"], CURVE_POINTS).round().astype(int)))
    rows = run["batch"] // CONTEXT
    state = {"step": 0, "sum": 0.0, "count": 0, "curve": [], "seconds": 0.0}
    saved = folder / f"{run['run']}.checkpoint"
    if saved.exists():
        state, model_state = torch.load(saved, map_location=device)
        for tensor, values in zip((model.flat, optimiser.m, optimiser.v), model_state):
            with torch.no_grad():
                tensor.copy_(values)
    begun, last_save = time.time() - state["seconds"], time.time()
    while state["step"] < run["steps"]:
        step = state["step"]
        batch = windows_at(train_tokens, order[step * rows:(step + 1) * rows], device)
        loss = model.losses(batch).mean()
        loss.backward()
        optimiser.step(rate_at(run, step), step + 1)
        state["step"] = step = step + 1
        state["sum"] += loss.item()
        state["count"] += 1
        if not math.isfinite(state["sum"]):
            break
        if step in marks:
            point = {"step": step, "D": step * run["batch"], "loss": state["sum"] / state["count"]}
            if run["validate_curve"]:
                point["val_loss"] = validate(model, val_tokens, CURVE_WINDOWS, device)[0]
            state["curve"].append(point)
            state["sum"], state["count"] = 0.0, 0
            say(f"{run['run']}: {step / run['steps']:.0%}, loss {point['loss']:.3f}")
        if time.time() - last_save > CHECKPOINT_SECONDS:
            state["seconds"], last_save = time.time() - begun, time.time()
            write_atomically(saved, lambda path: torch.save(
                (state, (model.flat.detach(), optimiser.m, optimiser.v)), path))
    seconds = time.time() - begun
    loss, error = validate(model, val_tokens, VALIDATION_WINDOWS, device)
    diverged = not math.isfinite(state["sum"] + loss)  # the last step may be the one too far
    if diverged:
        loss = error = None
    result = run | {
        "status": "diverged" if diverged else "finished",
        "loss": loss, "loss_se": error, "seconds": round(seconds, 1),
        "machine": torch.cuda.get_device_name() if device == "cuda" else f"{platform.machine()} core",
        "torch": torch.__version__, "curve": state["curve"],
    }
    write_atomically(folder / f"{run['run']}.json",
                     lambda path: path.write_text(json.dumps(result) + "\n"))
    saved.unlink(missing_ok=True)
    return result


def write_atomically(path, write):
    """Whole or not at all, whatever happens in between."""
    part = path.with_suffix(path.suffix + ".part")
    write(part)
    os.replace(part, path)


# ---- all of them ------------------------------------------------------------------------------


def work(job):
    run, corpus, folder, quiet = job
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    say = (lambda _: None) if quiet else (
        lambda text: print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True))
    return train(run, corpus, folder, say)


def end_with_parent():
    """A worker that outlives its parent would write beside the next one."""
    parent = multiprocessing.parent_process()
    threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()


def results_of(jobs, workers):
    """The results as they come in. Whatever ends this early ends the workers too."""
    if workers == 1:
        yield from map(work, jobs)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, end_with_parent) as pool:
        # Workers inherit that Ctrl-C is ignored: it is for this process to end them.
        ours = signal.signal(signal.SIGINT, signal.SIG_IGN)
        futures = [pool.submit(work, job) for job in jobs]
        signal.signal(signal.SIGINT, ours)
        try:
            for future in as_completed(futures):
                yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in multiprocessing.active_children():
                worker.terminate()
            raise


def is_done(run, out):
    """Whether the result of a run is there; one of other settings is no result of it."""
    path = out / run["sweep"] / f"{run['run']}.json"
    if not path.exists():
        return False
    result = json.loads(path.read_text())
    if other := [key for key, value in run.items() if result.get(key) != value]:
        raise SystemExit(f"{path} is of another {', '.join(other)}: name another folder")
    return True


def vocabulary_and_tokens(corpus):
    """Of a folder that corpus.py wrote; the tokens are those that whole windows can predict."""
    try:
        size = (corpus / "train.bin").stat().st_size // 2
        vocabulary = json.loads((corpus / "corpus.json").read_text())["vocabulary"]
    except OSError as error:
        raise SystemExit(f"{corpus} is no folder that corpus.py wrote: {error.strerror}, "
                         f"{Path(error.filename).name}") from None
    return vocabulary, (size - 1) // CONTEXT * CONTEXT


def remove_parts(out):
    for part in out.glob("*/*.part"):
        part.unlink()


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("sweeps", type=Path, nargs="+")
    parser.add_argument("--workers", type=int, metavar="N",
                        default=1 if torch.cuda.is_available() else os.cpu_count())
    parser.add_argument("--only", metavar="TEXT", default="",
                        help="only runs whose name holds this: 32x3-6.26e05")
    parser.add_argument("--list", action="store_true", help="what would be trained, and its cost")
    options = parser.parse_args()
    if options.workers < 1:
        parser.error("--workers has to be 1 or more")

    DEFAULTS["vocabulary"], available = vocabulary_and_tokens(options.corpus)
    runs = [run for file in options.sweeps for run in runs_of(file)]
    names = [run["run"] for run in runs]
    if twice := {name for name in names if names.count(name) > 1}:
        raise SystemExit(f"runs that are asked for twice: {', '.join(sorted(twice))}")
    runs = [run for run in runs if options.only in run["run"]]
    if not runs:
        raise SystemExit(f"no run has {options.only!r} in its name: try --list without --only")
    for run in runs:  # before anything is trained
        if run["unique_tokens"] > available:
            raise SystemExit(f"{run['run']} needs {run['unique_tokens']:,} tokens, the corpus has "
                             f"{available:,}: take a larger corpus, or a larger model")
    todo = [r for r in runs if not is_done(r, options.out)]
    if options.list:
        for r in todo:
            print(f"{r['run']:44} N {r['N']:9,} D {r['D']:11,} C {r['C']:.2e} exact "
                  f"{r['C_exact']:.2e} batch {r['batch']:5} steps {r['steps']:6} lr {r['lr']:.2e}")
        print(f"{len(todo)} of {len(runs)} runs, {sum(r['C_exact'] for r in todo):.3g} FLOP")
        return
    options.out.mkdir(parents=True, exist_ok=True)
    lock = open(options.out / "lock", "w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise SystemExit(f"{options.out} is in use by another train.py: wait for it, or name "
                         "another folder") from None
    remove_parts(options.out)
    for run in runs:
        (options.out / run["sweep"]).mkdir(exist_ok=True)
    quiet = options.workers > 1 or not sys.stderr.isatty()  # one line per run is enough for a log
    jobs = [(r, options.corpus, options.out / r["sweep"], quiet) for r in todo]
    print(f"{len(runs) - len(todo)} of {len(runs)} runs are there already", flush=True)
    try:
        for i, r in enumerate(results_of(jobs, options.workers), 1):
            loss = r["status"] if r["loss"] is None else f"loss {r['loss']:.4f}"
            clear = "" if quiet else "\r\x1b[K"
            print(f"{clear}{i}/{len(todo)} {r['run']}: {loss}, {r['seconds']:.0f} s", flush=True)
    except OSError as error:
        raise SystemExit(f"{error}: the same command goes on from the last checkpoints") from None
    except BrokenProcessPool:
        raise SystemExit("a worker was killed, for want of memory perhaps: the same command goes "
                         "on from the last checkpoints, with fewer --workers") from None
    except KeyboardInterrupt:
        print("\nstopped: the same command goes on from the last checkpoints", file=sys.stderr)
        raise SystemExit(130) from None
    finally:
        remove_parts(options.out)


if __name__ == "__main__":
    main()
