#!/usr/bin/env bash
# Tries fold.py on a cluster of this machine: one master and two workers, each with a loopback address of its own. Makes an archive of daily
# shards, reports it on one machine, folds it on the cluster while one worker is killed, reports the runs, and holds every byte of the two
# reports and of the files of runs together.
#
#   engines/spark/try.sh                        50 million probes in 40 shards; needs 5 GB on the disk and about a minute
#   DAYS=6 SITES=20 engines/spark/try.sh        a small one
#
# Needs Java 17, pyspark, and the program: cargo build --release.
set -euo pipefail

DAYS=${DAYS:-40}                # a shard for each
SITES=${SITES:-218}             # each probed once a minute from four vantages
DELAY=${DELAY:-0}               # seconds that each task waits first, so that a small archive takes long enough for a worker to be killed
PORT=${PORT:-17077}             # of the master, on 127.0.0.1
WORK=${WORK:-$(mktemp -d)}      # removed at the end, unless KEEP is set
KEEP=${KEEP:-}

here=$(cd "$(dirname "$0")" && pwd)
program=${CORROBORATE:-$here/../../target/release/corroborate}
program=$(realpath "$program")
SPARK_HOME=${SPARK_HOME:-$(python3 -c 'import pyspark; print(pyspark.__path__[0])')}
export SPARK_HOME SPARK_LOCAL_IP=127.0.0.1 SPARK_NO_DAEMONIZE=1 PYSPARK_PYTHON=${PYSPARK_PYTHON:-python3}
mkdir -p "$WORK"
cd "$WORK"
# What a killed worker leaves behind is removed with the rest.
export SPARK_LOCAL_DIRS=$WORK/local

started=()
clean() {
  for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done
  wait 2>/dev/null || true
  if [ -n "$KEEP" ]; then echo "kept: $WORK"; else rm -rf "$WORK"; fi
}
trap clean EXIT

say() { printf '%s\n' "-- $*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

# The lines of a log of Spark's, without its bars.
lines() { tr '\r' '\n' <"$1" | sed 's/.*\] *\([0-9][0-9]\/\)/\1/'; }

# Prints how long a command takes, in seconds. Its words go to a file.
timed() {
  local name=$1 begin=$EPOCHREALTIME; shift
  "$@" >"$name.log" 2>&1 || { cat "$name.log" >&2; fail "$name"; }
  awk -v a="$begin" -v b="$EPOCHREALTIME" -v name="$name" 'BEGIN { printf "%-10s %.1f s\n", name, b - a }'
}

make_archive() {
  cat >scenario.toml <<TOML
seed = 7
from = "2025-01-01T00:00Z"
until = "$(date -u -d "2025-01-01 + $DAYS days" +%F)T00:00Z"
compress = false
probes = { cadence = "1m", jitter = "5s", loss = 0.0005, blip_rate = 0.0001 }
vantage = [{ name = "east" }, { name = "north", offset = "13s" }, { name = "south", offset = "26s" }, { name = "west", offset = "39s" }]
generate = { sites = $SITES, outages_per_site = $(((DAYS + 1) / 2)) }
TOML
  "$program" simulate scenario.toml -o simulated --quiet
  mkdir -p incident/probes
  printf '%s\n' 'title = "Shards by day"' 'zone = "UTC"' 'notice = "The probes are simulated."' '[[probes]]' 'files = "probes/*.csv"' 'simulated = true' \
    >incident/incident.toml
  printf '%s\n' 'claim,claimant,role,kind,published,asserted,targets' 'c1,Somebody,attacker,attack,2025-01-02T06:00Z,2025-01-02,*' \
    'c2,Operator,operator,restored,2025-01-03T06:00Z,,s0001' >incident/claims.csv
  # A file for each day, with the header of all.
  awk -F, 'NR == 1 { header = $0 } FNR == 1 { next }
    { file = "incident/probes/" substr($1, 1, 10) ".csv"; if (!(file in seen)) { seen[file] = 1; print header > file } print > file }' \
    simulated/probes/*.csv
  rm -r simulated
  # Rows that nobody can use must be counted and listed in both reports.
  echo '2025-01-02T12:00:00,s0001,east,200,,100' >>incident/probes/2025-01-02.csv
  echo '2025-01-03T12:00:00Z,s0001,east,9999,,100' >>incident/probes/2025-01-03.csv
  shards=$(find incident/probes -name '*.csv' | wc -l)
  say "$(cat incident/probes/*.csv | wc -l) lines, $(du -sb incident/probes | cut -f1) bytes in $shards shards"
}

# Starts a process of the cluster in the background; its id is in $!.
spark_class() {
  local name=$1; shift
  "$SPARK_HOME/bin/spark-class" "$@" >"$name.log" 2>&1 &
  started+=($!)
}

start_cluster() {
  spark_class master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port "$PORT" --webui-port 0
  for number in 1 2; do
    SPARK_LOCAL_IP=127.0.0.$number spark_class "worker$number" org.apache.spark.deploy.worker.Worker "spark://127.0.0.1:$PORT" \
      --host "127.0.0.$number" --cores 1 --memory 1g --webui-port 0 --work-dir "$WORK/work$number"
  done
  for number in 1 2; do
    for _ in $(seq 600); do grep -q 'Successfully registered' "worker$number.log" && break; sleep 0.1; done
    grep -q 'Successfully registered' "worker$number.log" || { cat "worker$number.log" >&2; fail "worker $number did not start"; }
  done
  say "master is process ${started[0]}, the workers are ${started[1]} and ${started[2]}"
}

# Kills worker 1 when a quarter of the shards is folded.
kill_in_the_middle() {
  local done_so_far
  for _ in $(seq 6000); do
    done_so_far=$({ ls runs 2>/dev/null || true; } | wc -l)
    if [ "$done_so_far" -ge $(((shards + 3) / 4)) ]; then
      [ "$done_so_far" -lt "$shards" ] || break
      kill -9 "${started[1]}"
      say "worker 1 (process ${started[1]}) killed when $done_so_far of $shards shards were folded"
      return
    fi
    sleep 0.02
  done
  fail "the job ended before a worker was killed; try DELAY=1"
}

# Every file of two reports: the same bytes, once the files of runs are taken from the lists of inputs.
compare_reports() {
  python3 - one cluster <<'PY'
import json, pathlib, sys
one, two = map(pathlib.Path, sys.argv[1:])
names = sorted(str(path.relative_to(one)) for path in one.rglob("*") if path.is_file())
assert names == sorted(str(path.relative_to(two)) for path in two.rglob("*") if path.is_file()), "not the same files"
differ, same = [], 0
for name in names:
    a, b = (one / name).read_bytes(), (two / name).read_bytes()
    same += len(a)
    if a == b:
        continue
    if name.endswith(".json"):
        a, b = json.loads(a), json.loads(b)
        b["inputs"] = [entry for entry in b["inputs"] if entry["role"] != "runs"]
        assert a == b, f"{name} differs in more than its inputs"
    elif name in ("report.md", "report.html"):
        a, b = a.decode().splitlines(), b.decode().splitlines()
        listed = [line for line in b if ".parquet" in line and "runs" in line]
        assert a == [line for line in b if line not in listed], f"{name} differs in more than its inputs"
    else:
        sys.exit(f"{name} differs")
    differ.append(name)
print(f"-- {len(names)} files, {same} bytes: the same, but for the files of runs in the inputs of {', '.join(differ)}")
PY
}

make_archive
timed one "$program" report incident -o one --quiet
grep -E 'outages|refused|verdicts' one.log
start_cluster

folder=(--incident incident --master "spark://127.0.0.1:$PORT")
timed whole python3 "$here/fold.py" "${folder[@]}" --corroborate "$program" -o whole
lines whole.log | grep 'logs folded'

# The same again with a lost worker.
printf '#!/bin/sh\nsleep %s\nexec "%s" "$@"\n' "$DELAY" "$program" >slow
chmod +x slow
kill_in_the_middle &
killer=$!
timed killed python3 "$here/fold.py" "${folder[@]}" --corroborate "$WORK/slow" -o runs
wait "$killer"
lines killed.log | grep -oE 'Lost (executor|task) .*|.* logs folded .*'
grep -Eq '; [1-9][0-9]* of them at a further attempt' killed.log || fail "no task was at work in the worker that was killed; try DELAY=1"
[ -z "$(find runs whole -name '.*' -print)" ] || fail "something is left over: $(find runs whole -name '.*')"

timed report "$program" report incident --runs runs/*.parquet -o cluster --quiet
compare_reports
# The files of runs too are those that this machine makes by itself.
mkdir own
for shard in incident/probes/*.csv; do "$program" fold "$shard" --incident incident -o "own/$(basename "$shard")" --quiet >/dev/null; done
for shard in incident/probes/*.csv; do
  name=$(basename "$shard")
  cmp "own/$name" runs/"$name".*.parquet
  cmp "own/$name" whole/"$name".*.parquet
done
say "$shards files of runs, $(du -cb runs/*.parquet | tail -1 | cut -f1) bytes: those of one machine, on the cluster with and without a lost worker"
