"""The bare reduction in DuckDB: runs of failed looks for each site and vantage. Usage: duckdb_runs.py GLOB OUT.csv

A run ends where the state changes: one window to see the change, one to number the runs, one grouping.
"""

import sys

import duckdb

logs, out = sys.argv[1:]
db = duckdb.connect()
db.execute(
    f"""
    COPY (
        WITH looks AS (
            SELECT site, vantage, epoch_us(timestamp) AS moment, coalesce(status_code BETWEEN 100 AND 499, false) AS up
            FROM read_csv('{logs}', header = true, columns = {{
                'timestamp': 'TIMESTAMP', 'site': 'VARCHAR', 'vantage': 'VARCHAR',
                'status_code': 'SMALLINT', 'error': 'VARCHAR', 'latency_ms': 'DOUBLE'}})
        ),
        changes AS (
            SELECT *, (up IS DISTINCT FROM lag(up) OVER w) AS changed FROM looks WINDOW w AS (PARTITION BY site, vantage ORDER BY moment)
        ),
        numbered AS (
            SELECT *, count_if(changed) OVER (PARTITION BY site, vantage ORDER BY moment) AS run FROM changes
        )
        SELECT site, vantage, min(moment) AS "first", max(moment) AS "last", count(*) AS looks
        FROM numbered WHERE NOT up GROUP BY site, vantage, run ORDER BY site, vantage, "first"
    ) TO '{out}' (HEADER)
    """
)
