"""The table of a comparison, in Markdown. Usage: table.py BYTES ROWS "PEAK…" HYPERFINE.json…

Each JSON file is a round, in which every command ran once. A peak is in kilobytes, one for each command, in their order. Seconds are the
median of the rounds. How many times as fast one is as another is worked out round by round: the median, the least and the most.
"""

import json
import sys
from statistics import median

size, rows, peaks, *rounds = sys.argv[1:]
seconds = {}
for path in rounds:
    with open(path) as file:
        for result in json.load(file)["results"]:
            seconds.setdefault(result["command"], []).extend(result["times"])
baselines = [name for name in seconds if not name.startswith("corroborate")]


def ratio(name, other):
    if name in baselines:
        return ""
    ratios = [theirs / own for own, theirs in zip(seconds[name], seconds[other])]
    return f"{median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})"


print("| | seconds | GB/s | million rows/s | peak memory | " + " | ".join(f"times as fast as {name}" for name in baselines) + " |")
print("|---|---|---|---|---|" + "---|" * len(baselines))
for (name, times), peak in zip(seconds.items(), peaks.split()):
    usual = median(times)
    speed = f"{int(size) / usual / 1e9:.2f} | {int(rows) / usual / 1e6:.1f}"
    ratios = " | ".join(ratio(name, other) for other in baselines)
    print(f"| {name} | {usual:.2f} | {speed} | {int(peak) * 1024 / 1e6:,.0f} MB | {ratios} |")
