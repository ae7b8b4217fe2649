#!/usr/bin/python3
"""Times our workloads and the peer's one after the other and prints the ratios.

    tests/bench/compare.py CLI [--rounds N] [--blocks N] [--seconds S] [--out FILE] [WORKLOAD...]

CLI is latentbench-cli; WORKLOAD the beginning of one of its workloads' names. In each round the two programs take turns,
so that whatever else the machine does meets both; the figure is the median over rounds. The peer's time is the best of
its variants. Needs the packages python3-torch and libopenblas0-openmp (with the default OpenBLAS the peer runs at a
fraction of its speed). Not a test: figures depend on the machine.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys

PEER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peer")

# Our workload: the peer's script and those of its variants that do the same in the same precision.
PAIRS = {
    "w1-mlp-vae": ("w1_mlp_vae.py", ["fp32"]),
    "w1-mlp-bn-vae": ("w1_mlp_vae.py", ["bn-fp32"]),
    "w2-conv-vae": ("w2_conv_vae.py", ["fp32-cl", "bwdconv-fp32-cl"]),
    "w2-conv-eae": ("w2_conv_vae.py", ["eae-fp32-cl", "eae-bwdconv-fp32-cl"]),
    "w3-lstm-vae": ("w3_lstm_vae.py", ["fp32"]),
    "w4-gpt2-tiny": ("w4_gpt2_train.py", ["tiny-fp32"]),
    "w4-gpt2-small": ("w4_gpt2_train.py", ["small-fp32"]),
    "w5-gpt2-small-fp32": ("w5_gpt2_generate.py", ["fp32", "mv-fp32"]),
    "w5-gpt2-small-bf16": ("w5_gpt2_generate.py", ["bf16", "mv-bf16"]),
    "w5-gpt2-tiny-bf16": ("w5_gpt2_generate.py", ["tiny-bf16", "tiny-mv-bf16"]),
    "w6-entropy-": ("w6_knn_entropy.py", ["gather-fp32"]),
}


def lines_of(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def ours(args, name):
    command = [args.cli, "--json", "bench", name, "--blocks", str(args.blocks), "--seconds", str(args.seconds)]
    return {line["workload"]: line for line in lines_of(command) if "workload" in line}


def peers(args, script, variants):
    """The fastest line for each variant, or for each size of a workload that has several."""
    best = {}
    for variant in variants:
        command = [sys.executable, os.path.join(PEER, script), "--variant", variant, "--blocks", str(args.blocks),
                   "--block-s", str(args.seconds)]
        for line in lines_of(command):
            if "ms_per_step" not in line:
                print("peer:", line.get("skipped") or line.get("failed"), file=sys.stderr)
                continue
            size = line["variant"].rpartition("-n")[2] if "-n" in line["variant"] else ""
            if size not in best or line["ms_per_step"] < best[size]["ms_per_step"]:
                best[size] = line
    return best


def measure(args, name, script, variants):
    """Workload to its rounds, each a pair of ours and the peer's."""
    rounds = {}
    for _ in range(args.rounds):
        mine = ours(args, name)
        other = peers(args, script, variants)
        for workload, line in mine.items():
            size = workload[len(name):] if name.endswith("-") else ""
            if size in other:
                rounds.setdefault(workload, []).append((line, other[size]))
    return rounds


def row(workload, rounds):
    ms = statistics.median(mine["ms_per_step"] for mine, _ in rounds)
    peer_ms = statistics.median(other["ms_per_step"] for _, other in rounds)
    memory = max(mine["peak_bytes"] for mine, _ in rounds) / 1e6
    peer_memory = max(other["peak_rss_mb"] for _, other in rounds) * 1.048576
    return "%-18s %10.3f %10.3f %7.2f %9.0f %9.0f %7.2f" % (workload, ms, peer_ms, peer_ms / ms, memory, peer_memory,
                                                            rounds[0][0].get("start_ms", 0) / 1e3)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("workloads", nargs="*")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--blocks", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--out", help="appends every line, ours and the peer's, to this file")
    args = parser.parse_intermixed_args()
    print("%-18s %10s %10s %7s %9s %9s %7s" % ("workload", "ours ms", "peer ms", "ratio", "ours MB", "peer MB", "start s"))
    for name, (script, variants) in PAIRS.items():
        if args.workloads and not any(name.startswith(word) or word.startswith(name) for word in args.workloads):
            continue
        for workload, rounds in measure(args, name, script, variants).items():
            print(row(workload, rounds), flush=True)
            if args.out:
                with open(args.out, "a") as file:
                    for pair in rounds:
                        for line in pair:
                            file.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
