#!/usr/bin/env bash
# Builds every fuzz target with clang and runs each for SECONDS (60), starting from its corpus: tests/fuzz/run.sh [SECONDS]
# New inputs go to build/fuzz/found/NAME, never into the source folder. Ends with 1 when an input crashes, takes longer
# than 25 s or more than 2 GiB; the input's path is printed. The last lines say how many inputs each target has run.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-60}
build=build/fuzz
command -v clang++ >/dev/null || { echo "Fuzzing needs clang++ and libFuzzer: install clang and libclang-rt-14-dev." >&2; exit 2; }

cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_COMPILER=clang++ -DLB_FUZZ=ON -DLB_ASSERTIONS=ON \
    -DLB_CPU_BACKEND=OFF -DLB_SANITIZER=address,undefined,fuzzer-no-link >"$build.log" 2>&1 ||
    { cat "$build.log" >&2; exit 2; }
rm -f "$build.log"
cmake --build "$build" --target fuzz-programs

status=0
summary=()
for source in tests/fuzz/fuzz_*.cpp; do
    name=$(basename "$source" .cpp)
    name=${name#fuzz_}
    found=$build/found/$name
    mkdir -p "$found"
    dictionary=()
    [ -f "tests/fuzz/$name.dict" ] && dictionary=("-dict=tests/fuzz/$name.dict")
    echo "fuzz_$name: $seconds s"
    log=$build/$name.log
    if ! "$build/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=25 -rss_limit_mb=2048 -max_len=65536 -seed=1 \
        -print_final_stats=1 -artifact_prefix="$found/crash-" "${dictionary[@]}" "$found" "tests/fuzz/corpus/$name" \
        >"$log" 2>&1; then
        tail -40 "$log"
        status=1
    fi
    summary+=("fuzz_$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") executions," \
        "$(grep -oE 'cov: [0-9]+' "$log" | tail -1)")
done
printf '%s %s\n' "${summary[@]}"
exit $status
