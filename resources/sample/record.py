#!/usr/bin/env python3
"""Writes the KL curves of a project's demo runs as demo.json; see README.md beside this file."""
import json
import subprocess
import sys

EVERY = 5


def lines(cli, project, *words):
    out = subprocess.run([cli, "--project", project, "--json", *words], check=True, capture_output=True, text=True)
    return [json.loads(line) for line in out.stdout.splitlines()]


def main(cli, project):
    runs = []
    for run in reversed(lines(cli, project, "runs")):
        if "validation/kl" not in run["last"]:
            continue
        points = lines(cli, project, "metrics", run["uid"], "--name", "train/kl")
        curve = [[p["step"], round(p["value"], 5)] for p in points if p["step"] % EVERY == 0]
        runs.append({"name": run["name"], "family": run["family"], "seed": run["seed"],
                     "kl_floor": run["theory"].get("kl_floor", 0.0), "kl": curve})
    json.dump({"runs": runs}, sys.stdout, separators=(",", ":"))


main(sys.argv[1], sys.argv[2])
