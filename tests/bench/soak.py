#!/usr/bin/env python3
"""A window, a run that trains and a reader on one project for a long time: says every error that one of them prints.

    tests/bench/soak.py build/dev/bin --minutes 60

The store has one writer for each run and SQLite's write-ahead log: a reader must never be told that the database is
locked, memory of the window must not grow, and every run must end as finished.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time

BAD = re.compile(r"is locked|SQLITE_BUSY|database is busy|corrupt|malformed|assertion|Segmentation", re.IGNORECASE)


def resident_mb(pid):
    with open(f"/proc/{pid}/status") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bin", help="folder of the programs")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--preset", default="vae-sentences")
    options = parser.parse_args()
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8")
    cli = os.path.join(options.bin, "latentbench-cli")
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        project = os.path.join(folder, "project")
        environment["XDG_CONFIG_HOME"] = os.path.join(folder, "config")

        def ask(*words):
            done = subprocess.run([cli, "--project", project, *words], env=environment, capture_output=True, text=True)
            said = done.stdout + done.stderr
            if done.returncode != 0 or BAD.search(said):
                problems.append((" ".join(words), done.returncode, said[-300:]))
            return done.stdout

        words = ["--set", "data.limit=2000", "--set", "train.epochs=6", "--set", "run.log_every=1"]
        log = open(os.path.join(folder, "window.txt"), "w+")
        window = subprocess.Popen([os.path.join(options.bin, "latentbench"), "--project", project, "--page", "monitor"],
                                  env=environment, stdout=log, stderr=log)
        end = time.monotonic() + 60 * options.minutes
        runs = reads = 0
        memory = []
        trainer = None
        while time.monotonic() < end or trainer:
            if trainer and trainer.poll() is not None:
                said = trainer.stdout.read()
                if trainer.returncode != 0 or BAD.search(said):
                    problems.append(("train", trainer.returncode, said[-300:]))
                trainer = None
            if not trainer and time.monotonic() < end:
                runs += 1
                trainer = subprocess.Popen([cli, "--project", project, "train", "--preset", options.preset, "--name",
                                            f"run {runs}", *words], env=environment, stdout=subprocess.PIPE,
                                           stderr=subprocess.STDOUT, text=True)
            time.sleep(1)
            listed = [json.loads(line) for line in ask("--json", "list").splitlines() if line.startswith("{")]
            reads += 1
            if listed and reads % 5 == 0:
                ask("metrics", f"run {max(1, runs - 1)}")
            memory.append(resident_mb(window.pid))
        states = {run.get("name"): run.get("state") for run in listed}
        if window.poll() is not None:
            problems.append(("window", window.returncode, "ended by itself"))
        window.terminate()
        window.wait(30)
        log.seek(0)
        for line in log:
            if BAD.search(line):
                problems.append(("window", 0, line.strip()))
        unfinished = {name: state for name, state in states.items() if state != "finished"}
        half = memory[len(memory) // 4]
        print(f"{options.minutes:g} minutes, {runs} runs, {reads} readings; window: {half:.0f} MB after a quarter of the "
              f"time, {memory[-1]:.0f} MB at the end")
        print(f"not finished: {unfinished or 'none'}")
        for problem in problems[:5]:
            print("PROBLEM", *problem)
        print(f"{len(problems)} problems")
    return 1 if problems or unfinished else 0


if __name__ == "__main__":
    sys.exit(main())
