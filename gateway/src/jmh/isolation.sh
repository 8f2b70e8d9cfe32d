#!/bin/sh
# Measures what slow clients cost the others: 10,000 clients, of whom 2,000 are not there at all (none), read all that comes
# (all), never read (never), never read and are cut as the shipped server does it, to come back a second later (cut), or
# read 1 KB/s (little). The load client measures at the other 8,000. The five take turns.
#
#   mvn -q -Pjmh -pl gateway -am test-compile
#   BENCH=../shared/bench JAVA_HOME=/path/to/jdk-25 sh gateway/src/jmh/isolation.sh [REPETITIONS]
#
# BURSTS a second of SIZE messages go to everybody, one half of a topic of values and one half of a topic of events. CAP is
# what may wait for one client; it is lower than the shipped 1 MiB so that it is reached within the run. Needs gcc,
# python3 and taskset; loopback only. Server on core 0, clients on core 1. Where the system lets it, all run before other
# work of the machine (PRIORITY=0: they do not).
set -eu
root=$(cd "$(dirname "$0")/../../.." && pwd)
bench=${BENCH:-$root/../shared/bench}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jcmd=${JAVA_HOME:+$JAVA_HOME/bin/}jcmd
repetitions=${1:-5}
port=${PORT:-19101}
bursts=${BURSTS:-4}
burst=${SIZE:-16}
seconds=${SECONDS_MEASURED:-12}
cap=${CAP:-131072}
classes="$root/gateway/target/test-classes:$root/gateway/target/classes:$root/model/target/classes:$root/gateway/target/lib/*"
work=$(mktemp -d)
server= sluggards=
trap 'kill $server $sluggards 2>/dev/null || true; rm -rf "$work"' EXIT
gcc -O2 -march=native -o "$work/wsload" "$bench/c/wsload.c" -lpthread
first= second=
if [ "${PRIORITY:-1}" = 1 ] && chrt -r 10 true 2>/dev/null; then first="chrt -r 10" second="chrt -r 9"; fi

await() { # what is awaited, then the command that says that it is there
  what=$1 tries=0
  shift
  until "$@" 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || { echo "$what does not come" >&2; cat "$work"/*.err >&2; exit 1; }
    sleep 0.1
  done
}
is_up() { grep -q 'fan-out up' "$work/server.err"; }
all_there() { grep -q up "$work/sluggards.out"; }

run() { # variant, bytes a second or nothing, seconds until a stalled connection is cut
  $first taskset -c 0 "$java" -Xms512m -Xmx2g -XX:+AlwaysPreTouch --enable-native-access=ALL-UNNAMED \
    -Dio.netty.leakDetection.level=disabled -cp "$classes" \
    io.quotewire.gateway.fanout.FanoutBenchmark "$port" $((port + 1)) cap="$cap" stalled="$3" 2>"$work/server.err" &
  server=$!
  await "the server" is_up
  if [ -n "$2" ]; then
    $second taskset -c 1 "$java" -Xmx256m -XX:+UseSerialGC -cp "$root/gateway/target/test-classes" \
      io.quotewire.gateway.fanout.SluggardClients "$port" 2000 "$2" S000,001 >"$work/sluggards.out" 2>"$work/sluggards.err" &
    sluggards=$!
    await "2,000 slow clients" all_there
  fi
  $first taskset -c 1 "$work/wsload" -p "$port" -f $((port + 1)) -n 8000 -s 16 -T 2 -k 2 -b "$burst" -z 250 \
    -a "r$((bursts * burst))" -w 12 -d "$seconds" -P "$server" -L "$1" >"$work/run.jsonl"
  sleep 1 # The 8,000 have gone; what lives then is of the 2,000.
  "$jcmd" "$server" GC.class_histogram | awk '$1 == "Total" { print $3 }' >"$work/live"
  kill $server $sluggards
  wait $server $sluggards 2>/dev/null || true
  server= sluggards=
  python3 - "$work" "$repetition" >>"$work/results.jsonl" <<'PYTHON'
import json, re, sys
work, repetition = sys.argv[1:]
row = json.loads(open(work + '/run.jsonl').readline())
said = open(work + '/server.err').read()
if 'Exception' in said:
    sys.exit(said)
books = re.findall(r'accepted (\d+) = sent (\d+) \+ conflated (\d+) \+ dropped slow (\d+) \+ dropped by leaving (\d+)'
                   r' \+ queued (\d+); (\d+) seats, (\d+) cut, lanes refused (\d+)', said)
memory = re.findall(r'rss (\d+) KB, direct buffers (\d+) KB, most unsent of a connection (\d+)', said)
full = max(int(each[6]) for each in books) # While all were there.
at = max(i for i, each in enumerate(books) if int(each[6]) >= full * 0.7)
names = 'accepted sent conflated slow left queued seats cut refused'.split()
row |= dict(zip(names, map(int, books[at]))) | dict(zip(['rss', 'direct', 'unsent'], map(int, memory[at])))
assert row['accepted'] == sum(row[each] for each in 'sent conflated slow left queued'.split()), row
row['live'] = int(open(work + '/live').read())
row['rep'] = int(repetition)
print(json.dumps(row))
PYTHON
  tail -n 1 "$work/results.jsonl" | python3 -c '
import json, sys
r = json.loads(sys.stdin.read())
print("%(rep)d %(label)-7s p50 %(p50).0f p99 %(p99).0f p99.9 %(p999).0f us, %(deliv_per_s)d of %(expect_per_s)d/s, %(discon)d lost,"
      " server %(srv_cpu).2f of a core, conflated %(conflated)d, dropped %(slow)d, queued %(queued)d, cut %(cut)d, rss %(rss)d KB,"
      " direct %(direct)d KB, most unsent %(unsent)d B, live heap %(live)d B" % r, flush=True)'
}

repetition=0
while [ "$repetition" -lt "$repetitions" ]; do
  run none "" 300
  run all -1 300
  run never 0 300
  run cut 0 10
  run little 1024 300
  repetition=$((repetition + 1))
done
python3 - "$work/results.jsonl" <<'PYTHON'
import collections, json, statistics, sys
runs = collections.defaultdict(dict)
for line in open(sys.argv[1]):
    row = json.loads(line)
    runs[row['label']][row['rep']] = row
middle = lambda values: statistics.median(list(values))
print('\n| the 2,000 | p50, ms | p99, ms | p99.9, ms | p99 to all | p99 to none | delivered | conflated | dropped | cut'
      ' | most unsent, B | direct buffers, MB | rss, MB | live heap a client of the 2,000, B |\n' + '|---' * 14 + '|')
for label, rows in runs.items():
    of = lambda key: middle(row[key] for row in rows.values())
    def to(peer):
        each = [row['p99'] / runs[peer][rep]['p99'] for rep, row in rows.items()]
        return f"{middle(each):.2f} ({min(each):.2f} to {max(each):.2f})"
    heap = middle((row['live'] - runs['none'][rep]['live']) / 2000 for rep, row in rows.items())
    share = middle(100 * row['deliv_per_s'] / row['expect_per_s'] for row in rows.values())
    print(f"| {label} | {of('p50') / 1e3:.1f} | {of('p99') / 1e3:.1f} | {of('p999') / 1e3:.1f} | {to('all')} | {to('none')}"
          f" | {share:.1f} % | {of('conflated'):,.0f} | {of('slow'):,.0f} | {of('cut'):.0f}"
          f" | {of('unsent'):,.0f} | {of('direct') / 1024:.0f} | {of('rss') / 1024:.0f} | {heap:,.0f} |")
PYTHON
