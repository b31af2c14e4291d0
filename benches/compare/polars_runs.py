"""The same in Polars, with its streaming engine. Usage: polars_runs.py GLOB OUT.csv"""

import sys

import polars as pl

logs, out = sys.argv[1:]
columns = {
    "timestamp": pl.String, "site": pl.String, "vantage": pl.String,
    "status_code": pl.Int16, "error": pl.String, "latency_ms": pl.Float64,
}
series = ["site", "vantage"]
probes = pl.scan_csv(logs, schema=columns).select(
    *series,
    at=pl.col("timestamp").str.to_datetime("%Y-%m-%dT%H:%M:%S%.3fZ", time_unit="us").dt.epoch("us"),
    up=pl.col("status_code").is_between(100, 499).fill_null(False),
)
runs = (
    probes.sort(*series, "at")
    .with_columns(run=pl.struct(*series, "up").rle_id())
    .group_by("run")
    .agg(
        pl.col("site").first(), pl.col("vantage").first(), pl.col("up").first(),
        first=pl.col("at").min(), last=pl.col("at").max(), probes=pl.len(),
    )
    .sort(*series, "first")
    .with_columns(last_up=pl.col("last").shift(1).over(series), first_up=pl.col("first").shift(-1).over(series))
    .filter(~pl.col("up"))
    .select(*series, "first", "last", "probes", "last_up", "first_up")
)
hours = probes.group_by("site", hour=pl.col("at") // 3_600_000_000).agg(probes=pl.len(), up=pl.col("up").sum()).sort("site", "hour")
runs.collect(engine="streaming").write_csv(out)
hours.collect(engine="streaming").write_csv(out + ".hours")
