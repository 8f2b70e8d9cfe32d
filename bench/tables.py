#!/usr/bin/env python3
"""Tables of what run.py has measured: medians, and medians of the ratios to a peer within each repetition.

    python3 bench/tables.py RESULTS.jsonl [PEER]

The least and the greatest ratio stand in brackets. A ratio between 0.85 and 1.15 is not claimed as a difference.
"""
import collections
import json
import statistics
import sys

LOADS = {"W2": "2 ticks in flight", "x0.5": "half of that, evenly", "W32": "32 ticks in flight (backlog)", "r50": "50 ticks a second"}


def main():
    reference = sys.argv[2] if len(sys.argv) > 2 else "bun"
    rows = collections.defaultdict(dict)
    with open(sys.argv[1], encoding="ascii") as file:
        for line in file:
            row = json.loads(line)
            rows[row["scenario"], row["mode"], row["label"]][row["rep"]] = row
    for scenario, mode in dict.fromkeys(key[:2] for key in rows):
        table(rows, scenario, mode, reference)


def table(rows, scenario, mode, reference):
    print(f"\n**{scenario} clients, {LOADS.get(mode, mode)}**\n")
    print(f"| server | deliveries/s | to {reference} | µs of server a delivery | to {reference} | p50, p99, p99.9, ms | p99 to {reference} | repetitions |")
    print("|---|---|---|---|---|---|---|---|")
    base = rows.get((scenario, mode, reference), {})
    servers = [label for each, load, label in rows if (each, load) == (scenario, mode)]

    def middle(label, figure):
        return statistics.median(row[figure] for row in rows[scenario, mode, label].values())

    def ratio(label, figure):
        each = [row[figure] / base[rep][figure] for rep, row in rows[scenario, mode, label].items()
                if rep in base and base[rep][figure] > 0]
        return f"{statistics.median(each):.2f} ({min(each):.2f} to {max(each):.2f})" if each else ""

    for label in sorted(servers, key=lambda label: -middle(label, "deliv_per_s")):
        tails = ", ".join(f"{middle(label, figure) / 1000:.1f}" for figure in ("p50", "p99", "p999"))
        print(f"| {label} | {middle(label, 'deliv_per_s'):,.0f} | {ratio(label, 'deliv_per_s')}"
              f" | {middle(label, 'srv_us_per_deliv'):.2f} | {ratio(label, 'srv_us_per_deliv')} | {tails}"
              f" | {ratio(label, 'p99')} | {len(rows[scenario, mode, label])} |")


if __name__ == "__main__":
    main()
