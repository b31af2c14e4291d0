"""That all found the same: runs of failed probes, to the microsecond. Usage: same.py RUNS.parquet CSV…

`RUNS.parquet` is of `corroborate fold`. It splits a run at a silence and at the first and last probe of a file, which a bare
reduction does not know; so neighbours of one status are joined first.
"""

import csv
import itertools
import sys

import duckdb

runs, *others = sys.argv[1:]
rows = duckdb.execute(
    f"""
    SELECT site, vantage, epoch_us(first), epoch_us(last), probes, status = 'down' FROM read_parquet('{runs}') ORDER BY site, vantage, first
    """
).fetchall()
ours = []
for (site, vantage, down), group in itertools.groupby(rows, key=lambda row: (row[0], row[1], row[5])):
    group = list(group)
    if down:
        ours.append((site, vantage, group[0][2], group[-1][3], sum(row[4] for row in group)))
for path in others:
    with open(path, newline="") as file:
        theirs = [(row["site"], row["vantage"], int(row["first"]), int(row["last"]), int(row["probes"])) for row in csv.DictReader(file)]
    if theirs != ours:
        odd = set(theirs) ^ set(ours)
        sys.exit(f"{path}: {len(theirs)} runs, corroborate {len(ours)}; {len(odd)} differ, such as {sorted(odd)[:2]}")
print(f"all found the same {len(ours)} runs of failed probes")
