"""The table of a comparison, in Markdown. Usage: table.py HYPERFINE.json BYTES ROWS PEAK…

A peak is in kilobytes, one for each command of the JSON file, in its order.
"""

import json
import sys

path, size, rows, *peaks = sys.argv[1:]
with open(path) as file:
    results = json.load(file)["results"]
median = {result["command"]: result["median"] for result in results}
baselines = [name for name in median if not name.startswith("corroborate")]
print("| | seconds | GB/s | million rows/s | peak memory | " + " | ".join(f"times as fast as {name}" for name in baselines) + " |")
print("|---|---|---|---|---|" + "---|" * len(baselines))
for (name, seconds), peak in zip(median.items(), peaks):
    ratios = ["" if name in baselines else f"{median[other] / seconds:.1f}" for other in baselines]
    speed = f"{int(size) / seconds / 1e9:.2f} | {int(rows) / seconds / 1e6:.1f}"
    print(f"| {name} | {seconds:.2f} | {speed} | {int(peak) * 1024 / 1e6:,.0f} MB | " + " | ".join(ratios) + " |")
