"""The same in Polars, with its streaming engine. Usage: polars_runs.py GLOB OUT.csv"""

import sys

import polars as pl

logs, out = sys.argv[1:]
columns = {
    "timestamp": pl.String, "site": pl.String, "vantage": pl.String,
    "status_code": pl.Int16, "error": pl.String, "latency_ms": pl.Float64,
}
series = ["site", "vantage"]
(
    pl.scan_csv(logs, schema=columns)
    .select(
        *series,
        at=pl.col("timestamp").str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_unit="us").dt.epoch("us"),
        up=pl.col("status_code").is_between(100, 499).fill_null(False),
    )
    .sort(*series, "at")
    .with_columns(run=pl.struct(*series, "up").rle_id())
    .filter(~pl.col("up"))
    .group_by("run")
    .agg(
        pl.col("site").first(), pl.col("vantage").first(),
        first=pl.col("at").min(), last=pl.col("at").max(), looks=pl.len(),
    )
    .sort(*series, "first")
    .select(*series, "first", "last", "looks")
    .collect(engine="streaming")
    .write_csv(out)
)
