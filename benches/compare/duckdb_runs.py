"""The reduction in DuckDB: runs of failed probes for each site and vantage, with the probes before and after, and availability by the hour.

Usage: duckdb_runs.py GLOB OUT.csv. A run ends where the state changes: one window to see the change, one to number the runs, one grouping.
"""

import sys

import duckdb

logs, out = sys.argv[1:]
db = duckdb.connect()
db.execute("SET preserve_insertion_order = false")
db.execute(
    f"""
    CREATE VIEW probes AS
        SELECT site, vantage, epoch_us(timestamp) AS moment, coalesce(status_code BETWEEN 100 AND 499, false) AS up
        FROM read_csv('{logs}', header = true, columns = {{
            'timestamp': 'TIMESTAMP', 'site': 'VARCHAR', 'vantage': 'VARCHAR',
            'status_code': 'SMALLINT', 'error': 'VARCHAR', 'latency_ms': 'DOUBLE'}})
    """
)
db.execute(
    f"""
    COPY (
        WITH changes AS (
            SELECT *, (up IS DISTINCT FROM lag(up) OVER w) AS changed, lag(moment) OVER w AS before, lead(moment) OVER w AS after
            FROM probes WINDOW w AS (PARTITION BY site, vantage ORDER BY moment)
        ),
        numbered AS (
            SELECT *, count_if(changed) OVER (PARTITION BY site, vantage ORDER BY moment) AS run FROM changes
        )
        SELECT site, vantage, min(moment) AS "first", max(moment) AS "last", count(*) AS probes,
            min(before) AS last_up, max(after) AS first_up
        FROM numbered WHERE NOT up GROUP BY site, vantage, run ORDER BY site, vantage, "first"
    ) TO '{out}' (HEADER)
    """
)
db.execute(
    f"""
    COPY (
        SELECT site, moment // 3600000000 AS hour, count(*) AS probes, count_if(up) AS up FROM probes GROUP BY ALL ORDER BY ALL
    ) TO '{out}.hours' (HEADER)
    """
)
