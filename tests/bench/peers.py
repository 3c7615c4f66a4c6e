"""The job of `splan review` in DuckDB or Polars, timed without start-up: peers.py duckdb|polars FILE

Won amount and count by owner and month, created count by owner and month, open amount and weighted amount by owner and
stage, and whether an id occurs twice. Prints the median of three runs in seconds.
"""

import statistics
import sys
import time

USED = {"Opportunity ID": "VARCHAR", "Opportunity Owner": "VARCHAR", "Amount": "DECIMAL(18,2)", "Stage": "VARCHAR",
        "Close Date": "DATE", "Created Date": "DATE", "Probability": "INTEGER"}


def with_duckdb(path):
    import duckdb

    db = duckdb.connect()
    db.execute("set threads = 2")
    with open(path, encoding="utf-8") as file:
        heads = file.readline().strip().replace('"', "").split(",")
    types = ", ".join(f"'{head}': '{USED.get(head, 'VARCHAR')}'" for head in heads)
    db.execute(f"""create temp table deals as select "Opportunity ID" id, "Opportunity Owner" owner, "Amount" amount,
        "Stage" stage, "Close Date" closed, "Created Date" created,
        "Probability" probability
        from read_csv('{path}', header = true, auto_detect = false, delim = ',', quote = '"', columns = {{{types}}})""")
    won = "stage = 'Closed Won'"
    db.execute(f"select owner, date_trunc('month', closed), sum(amount), count(*) from deals where {won} group by all").fetchall()
    db.execute("select owner, date_trunc('month', created), count(*) from deals group by all").fetchall()
    db.execute("""select owner, stage, sum(amount), sum(amount * probability) / 100, count(*)
        from deals where stage not like 'Closed%' group by all""").fetchall()
    db.execute("select count(*) - count(distinct id) from deals").fetchall()
    db.close()


def with_polars(path):
    import polars as pl

    types = {"Amount": pl.Float64, "Close Date": pl.Date, "Created Date": pl.Date}
    deals = pl.scan_csv(path, schema_overrides={**types, "Opportunity ID": pl.String}).select(list(USED))
    won = deals.filter(pl.col("Stage") == "Closed Won")
    pl.collect_all([
        won.group_by("Opportunity Owner", pl.col("Close Date").dt.truncate("1mo")).agg(pl.sum("Amount"), pl.len()),
        deals.group_by("Opportunity Owner", pl.col("Created Date").dt.truncate("1mo")).agg(pl.len()),
        deals.filter(~pl.col("Stage").str.starts_with("Closed")).group_by("Opportunity Owner", "Stage").agg(
            pl.sum("Amount"), ((pl.col("Amount") * pl.col("Probability")).sum() / 100).alias("Weighted"), pl.len()),
        deals.select(pl.col("Opportunity ID").n_unique()),
    ])


def main():
    job = {"duckdb": with_duckdb, "polars": with_polars}[sys.argv[1]]
    times = []
    for _ in range(3):
        start = time.perf_counter()
        job(sys.argv[2])
        times.append(time.perf_counter() - start)
    print(statistics.median(times))


main()
