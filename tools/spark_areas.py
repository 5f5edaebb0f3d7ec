"""Asks a Parquet dataset of RBDesk with Spark in local mode for offices × areas, and compares with its scores.

    python tools/spark_areas.py FOLDER

Needs `pip install pyspark` and Java; neither is among RBDesk's libraries. Ends with 1 where a number differs.
"""

from __future__ import annotations

import sys
from pathlib import Path

TABLES = ("answers", "questions", "scores")
CLOSE = 1e-9  # percent; sums of doubles in another order


def main(folder: Path) -> int:
    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.master("local[2]")
        .appName("rbdesk-areas")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
        .getOrCreate()
    )
    for name in TABLES:
        spark.read.option("basePath", str(folder / name)).parquet(str(folder / name)).createOrReplaceTempView(
            name
        )
    query = (folder / "offices_by_area.sql").read_text("utf-8")
    rebuilt = {(row.office, row.area): row.percent for row in spark.sql(query).collect()}
    kept = {
        (row.office, row.area): row.percent
        for row in spark.sql(
            "SELECT office, area, percent FROM scores WHERE side = 'self' AND area <> 'total'"
        ).collect()
    }
    spark.stop()
    for (office, area), percent in sorted(rebuilt.items()):
        print(f"{office}  {area}  {percent:.2f}")
    differs = [where for where in kept if abs(kept[where] - rebuilt.get(where, -1)) > CLOSE]
    print(
        f"{len(rebuilt)} numbers of {len({office for office, _ in rebuilt})} offices; {len(differs)} differ"
    )
    return 1 if differs or kept.keys() != rebuilt.keys() else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        print(__doc__)
        raise SystemExit(2)
    raise SystemExit(main(Path(sys.argv[1]).resolve()))
