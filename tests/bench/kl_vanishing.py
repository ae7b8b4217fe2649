#!/usr/bin/env python3
"""The table of KL vanishing on sentences: every remedy, two decoders, some seeds, all on the same 10,000 WordNet glosses.

    kl_vanishing.py latentbench-cli PROJECT [--seeds 3] [--epochs 8] [--only lstm|transformer] [--items 500] [--jobs 1]

Trains what PROJECT does not hold yet (a run is named SETTING-DECODER-SEED), so an interrupted sweep goes on where it
stopped, evaluates each run once on the test split, and prints mean and standard deviation over the seeds: NLL by
importance sampling (50 samples), ELBO, KL, mutual information, active units, the shuffle gap (how much worse a sentence
becomes under another one's code). An entropic autoencoder has neither likelihood nor KL: "-".
"""
import argparse
import concurrent.futures
import json
import math
import os
import statistics
import subprocess
import sys

BASES = {"lstm": "vae-sentences", "transformer": "vae-transformer-sentences"}
SETTINGS = {
    "vae": [],
    "beta 0.4": ["objective.beta=0.4"],
    "annealing": ["objective.kl_schedule=linear", "objective.kl_warmup_steps=1500"],
    "cyclical": ["objective.kl_schedule=cyclical"],
    "free bits": ["objective.free_bits=per-dimension"],
    "delta-vae 0.15": ["latent.kind=delta-vae"],
    "lagging": ["objective.lagging=true"],
    "bn-vae 0.5": ["latent.kind=bn-vae", "latent.gamma=0.5"],
    "bn-vae 0.6": ["latent.kind=bn-vae", "latent.gamma=0.6"],
    "bn-vae 0.7": ["latent.kind=bn-vae", "latent.gamma=0.7"],
    "su's split": ["latent.kind=bn-split"],
    "eae": ["latent.kind=eae"],
}
COLUMNS = [("NLL", "iw_nll"), ("ELBO", "elbo"), ("KL", "kl"), ("MI", "mutual_information"), ("AU", "active_units"),
           ("gap", "shuffle_gap"), ("rec", "reconstruction")]


def run(args, *words):
    return subprocess.run([args.cli, "--project", args.project, *words], capture_output=True, text=True)


def measured(args, setting, decoder, seed):
    """The test split's numbers of one run; trained before where it is not there."""
    name = "%s-%s-%d" % (setting.replace(" ", "-").replace("'", ""), decoder, seed)
    kept = os.path.join(args.project, "kl_vanishing-%s.json" % name)
    if os.path.exists(kept):
        with open(kept) as file:
            return json.load(file)
    known = run(args, "--json", "show", name)
    state = json.loads(known.stdout.splitlines()[0]).get("state") if known.returncode == 0 else None
    trained = None
    if state is None:
        words = ["train", "--preset", BASES[decoder], "--name", name, "--seed", str(seed), "--threads",
                 str(args.threads)]
        for value in SETTINGS[setting] + ["train.epochs=%d" % args.epochs]:
            words += ["--set", value]
        trained = run(args, *words)
    elif state != "finished":
        trained = run(args, "resume", name)
    if trained is not None and trained.returncode != 0:
        sys.exit("%s was not trained: %s" % (name, trained.stderr.strip()[-300:]))
    evaluated = run(args, "--json", "evaluate", name, "--what", "basic", "nll", "--importance-samples", "50",
                    "--likelihood-items", str(args.items))
    if evaluated.returncode != 0:  # no likelihood
        evaluated = run(args, "--json", "evaluate", name, "--what", "basic")
    if evaluated.returncode != 0:
        sys.exit("%s was not evaluated: %s" % (name, evaluated.stderr.strip()[-300:]))
    numbers = json.loads(evaluated.stdout)
    with open(kept, "w") as file:
        json.dump(numbers, file)
    return numbers


def cell(values):
    values = [value for value in values if value is not None and math.isfinite(value)]
    if not values:
        return "-"
    spread = statistics.stdev(values) if len(values) > 1 else 0.0
    return "%.2f (%.2f)" % (statistics.mean(values), spread)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cli")
    parser.add_argument("project")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--items", type=int, default=500)
    parser.add_argument("--only", choices=BASES)
    parser.add_argument("--jobs", type=int, default=1, help="runs at a time")
    parser.add_argument("--threads", type=int, default=0, help="of one run; results repeat for equal numbers")
    args = parser.parse_args()
    os.makedirs(args.project, exist_ok=True)
    for decoder in [args.only] if args.only else list(BASES):
        print("\n%-16s" % decoder + "".join("%18s" % title for title, _ in COLUMNS))
        for setting in SETTINGS:
            with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
                runs = list(pool.map(lambda seed: measured(args, setting, decoder, seed), range(1, args.seeds + 1)))
            print("%-16s" % setting + "".join("%18s" % cell([r.get(key) for r in runs]) for _, key in COLUMNS), flush=True)


if __name__ == "__main__":
    main()
