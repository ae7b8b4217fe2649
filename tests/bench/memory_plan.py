#!/usr/bin/env python3
"""What `train --plan` says a run takes in memory against what its worker takes, for every preset.

    tests/bench/memory_plan.py build/dev/bin [PRESET...]

Each preset is trained for one epoch of a few items, in a worker of its own. Goal: within 15 % (products: row 17).
"""
import json
import os
import subprocess
import sys
import tempfile
import time

SHORT = ["--set", "data.limit=600", "--set", "train.epochs=1", "--set", "train.evaluation_items=100"]


def peak_of_worker(project):
    """The most that the worker on this project has had in memory until now, in bytes."""
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{process}/cmdline") as file:
                words = file.read()
            if "latentbench-worker" not in words or project not in words:
                continue
            with open(f"/proc/{process}/status") as file:
                return max(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM:"))
        except (OSError, ValueError):
            continue
    return 0


def main():
    folder, presets = sys.argv[1], sys.argv[2:]
    cli = os.path.join(folder, "latentbench-cli")
    environment = dict(os.environ, LC_ALL="C.UTF-8")
    if not presets:
        listed = subprocess.run([cli, "--json", "presets"], env=environment, capture_output=True, text=True).stdout
        presets = [json.loads(line)["id"] for line in listed.splitlines() if line.startswith("{")]
    missed = 0
    print(f"{'preset':40} {'plan':>9} {'peak':>9} {'ratio':>6}")
    for preset in presets:
        with tempfile.TemporaryDirectory() as project:
            def ask(*words):
                return subprocess.run([cli, "--project", project, "--json", "train", "--preset", preset, *SHORT, *words],
                                      env=environment, capture_output=True, text=True)
            plan = json.loads(ask("--plan").stdout.splitlines()[-1])["total_bytes"]
            trained = subprocess.Popen([cli, "--project", project, "train", "--preset", preset, *SHORT], env=environment,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            peak = 1
            while trained.poll() is None:
                peak = max(peak, peak_of_worker(project))
                time.sleep(0.02)
            status = trained.returncode
            ratio = plan / peak
            isMet = status == 0 and abs(ratio - 1) <= 0.15
            missed += not isMet
            print(f"{preset:40} {plan / 2**20:6.1f} MiB {peak / 2**20:5.1f} MiB {ratio:6.2f}"
                  f"{'' if isMet else '  MISSED' if status == 0 else '  FAILED'}", flush=True)
    print(f"{missed} of {len(presets)} missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
