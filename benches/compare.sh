#!/usr/bin/env bash
# How fast corroborate is beside DuckDB and Polars: makes a log, runs all in turn, checks that all found the same, prints a table.
#
#   benches/compare.sh [DAYS] [ROUNDS] [WARM]   11.6 days of 200 sites, 3 vantages and a probe a minute are 10 million rows
#   benches/compare.sh 116 3 0                  a hundred million, without the WARM runs, else 1, that go before each measured one
#
# Needs hyperfine, GNU time, and Python with `pip install duckdb polars`. Nothing else should run meanwhile.
# DuckDB and Polars make the bare reduction: runs of failed probes with the probes around them, and availability by the hour. `corroborate fold` makes runs of all statuses, with SHA-256, places and
# refusals; `corroborate report` makes the tables, charts and pages besides.
set -euo pipefail
cd "$(dirname "$0")/.."
hours=$(python3 -c "print(round(24 * float('${1:-11.6}')))")
rounds=${2:-5}
warm=${3:-1}
for tool in hyperfine python3 /usr/bin/time; do
  command -v "$tool" >/dev/null || { echo "$tool is needed" >&2; exit 2; }
done
python3 -c 'import duckdb, polars' || { echo "pip install duckdb polars" >&2; exit 2; }
cargo build --release --quiet
tool=$PWD/target/release/corroborate
here=$PWD/benches/compare
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/scenario.toml" <<SCENARIO
seed = 7
from = "2025-01-01T00:00Z"
until = "$(date -u -d "2025-01-01 UTC + $hours hours" +%Y-%m-%dT%H:%MZ)"
compress = false
[probes]
cadence = "1m"
jitter = "4999ms"
loss = 0.0005
blip_rate = 0.0001
[[vantage]]
name = "eu-central"
[[vantage]]
name = "us-east"
[[vantage]]
name = "ap-south"
[generate]
sites = 200
outages_per_site = $((hours < 280 ? hours / 14 : 20))
SCENARIO
"$tool" simulate "$work/scenario.toml" -o "$work" --quiet
printf 'title = "Comparison"\n[[probes]]\nfiles = "probes/*.csv"\n' > "$work/incident.toml"
cd "$work"
bytes=$(cat probes/*.csv | wc -c)
rows=$(($(cat probes/*.csv | wc -l) - $(ls probes/*.csv | wc -l)))
names=("corroborate report" "corroborate fold" "DuckDB" "Polars")
commands=(
  "$tool report . -o report --quiet"
  "$tool fold --incident . -o runs.parquet --quiet"
  "python3 $here/duckdb_runs.py probes/*.csv duckdb.csv"
  "python3 $here/polars_runs.py probes/*.csv polars.csv"
)
# The glob is the tools' own.
measured=()
peaks=()
for at in "${!names[@]}"; do
  # The report may not be written into the incident's own folder.
  command=${commands[$at]/-o report/-o ..\/${work##*/}-report}
  command=${command/probes\/\*.csv/\'probes/*.csv\'}
  measured+=(--command-name "${names[$at]}" "$command")
  bash -c "/usr/bin/time -f %M -o peak $command" > /dev/null
  peaks+=("$(cat peak)")
done
trap 'rm -rf "$work" "$work-report"' EXIT
# All in turn, round by round: a machine that is busier for a while is so for all of them. Each runs WARM times unmeasured just before, so
# that the log lies in the system's cache, and no run pays for what the one before it left behind.
for round in $(seq "$rounds"); do
  hyperfine --warmup "$warm" --runs 1 --style none --export-json "times-$round.json" "${measured[@]}" >&2
done
python3 "$here/same.py" runs.parquet duckdb.csv polars.csv
echo "$rows rows, $bytes bytes, median of $rounds $([ "$rounds" = 1 ] && echo round || echo rounds) (least to most); $(python3 -c 'import duckdb, polars; print("DuckDB", duckdb.__version__ + ", Polars", polars.__version__)'); $(nproc) cores"
echo
python3 "$here/table.py" "$bytes" "$rows" "${peaks[*]}" times-*.json
