#!/usr/bin/env python3
"""Tables of what run.py has measured: medians, and medians of the ratios to a peer within each repetition.

    python3 bench/tables.py RESULTS.jsonl [PEER]           all of it, to PEER, which is bun unless it is said
    python3 bench/tables.py --short RESULTS.jsonl [PEER]   a row for each server, a column for each number of clients

The least and the greatest ratio stand in brackets. A ratio between 0.85 and 1.15 is not claimed as a difference.
"""
import collections
import json
import statistics
import sys

LOADS = {"W2": "2 ticks in flight", "x0.5": "half of that, evenly", "W32": "32 ticks in flight (backlog)", "r50": "50 ticks a second"}


def main():
    words = [word for word in sys.argv[1:] if word != "--short"]
    reference = words[1] if len(words) > 1 else "bun"
    rows = collections.defaultdict(dict)
    with open(words[0], encoding="ascii") as file:
        for line in file:
            row = json.loads(line)
            if row["deliv_per_s"] > 0: # Else it was so far behind that nothing came in the time.
                rows[row["scenario"], row["mode"], row["label"]][row["rep"]] = row
    if "--short" in sys.argv:
        for mode, figure, better in (("W32", "deliv_per_s", max), ("W2", "deliv_per_s", max),
                                     ("r50", "srv_us_per_deliv", min), ("r50", "p99", min)):
            short(rows, mode, figure, better, reference)
        return
    for scenario, mode in dict.fromkeys(key[:2] for key in rows):
        table(rows, scenario, mode, reference)


NAMES = {"deliv_per_s": "deliveries/s", "srv_us_per_deliv": "µs of the server's core a delivery", "p99": "p99, ms"}


def short(rows, mode, figure, better, reference):
    """One figure under one load: the median, and in brackets that of the ratios to the reference."""
    scenarios = list(dict.fromkeys(key[0] for key in rows))
    servers = list(dict.fromkeys(key[2] for key in rows))
    print(f"\n**{LOADS.get(mode, mode)}: {NAMES[figure]}** ({'more' if better is max else 'less'} is better)\n")
    print("| clients | " + " | ".join(scenarios) + " |")
    print("|---" * (len(scenarios) + 1) + "|")
    for server in servers:
        print(f"| {server} | " + " | ".join(cell(rows, scenario, mode, server, figure, reference) for scenario in scenarios) + " |")


def cell(rows, scenario, mode, server, figure, reference):
    mine, base = rows.get((scenario, mode, server), {}), rows.get((scenario, mode, reference), {})
    if not mine:
        return "–"
    middle = statistics.median(row[figure] for row in mine.values())
    ratios = [row[figure] / base[rep][figure] for rep, row in mine.items() if rep in base and base[rep][figure] > 0]
    shown = f"{middle:,.0f}" if figure == "deliv_per_s" else f"{middle:.2f}" if figure != "p99" else f"{middle / 1000:.1f}"
    return shown + (f" ({statistics.median(ratios):.2f})" if ratios and server != reference else "")


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
