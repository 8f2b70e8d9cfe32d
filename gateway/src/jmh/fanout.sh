#!/bin/sh
# Measures the fan-out beside its peers, in turn and in one run: Bun, a C program that writes one message a call, and ours.
# PEERS="bun quotewire quotewire-long c-k1" takes in ours where the kernel holds as much as it likes for a connection, and
# quotewire-history is ours while a history writes 20,000 trades a second in the same process, and
# quotewire-other is ours as another checkout has it, compiled alike: OTHER=/path/to/it PEERS="quotewire quotewire-other".
#
#   mvn -q -Pjmh -pl gateway -am test-compile
#   BENCH=../shared/bench BUN=/path/to/bun JAVA_HOME=/path/to/jdk-25 sh gateway/src/jmh/fanout.sh [REPETITIONS]
#
# Needs gcc, python3 and taskset. Server on core 0, load client on core 1; loopback only. Prints medians, and medians of
# the ratios to Bun within each repetition, then p99.9 by p99 within each repetition.
#
# PRIORITY=1 has all run before other work of the machine, which tails need, and WARM_UP=20 gives the compiler the time that
# it has in a server: PHASES=W2,r50 DURATION=8 WARM_UP=20 PRIORITY=1.
set -eu
root=$(cd "$(dirname "$0")/../../.." && pwd)
bench=${BENCH:-$root/../shared/bench}
bun=${BUN:-bun}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
repetitions=${1:-5}
peers=${PEERS:-bun quotewire c-k1}
first=
[ "${PRIORITY:-0}" = 0 ] || first="chrt -r 10"
work=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || true; rm -rf "$work"' EXIT
gcc -O2 -march=native -o "$work/wsload" "$bench/c/wsload.c" -lpthread
gcc -O2 -march=native -o "$work/climit" "$bench/c/climit.c"

serve() {
  case $1 in
    bun) exec $first taskset -c 0 "$bun" "$bench/node/bun-server.js" 19101 19102 ;;
    c-k1) exec $first taskset -c 0 "$work/climit" 19101 19102 1 ;;
    quotewire | quotewire-long | quotewire-history | quotewire-other)
      more=
      [ "$1" != quotewire-long ] || more=unsent=1073741824
      [ "$1" != quotewire-history ] || more=history=20000
      from=$root
      [ "$1" != quotewire-other ] || from=$OTHER
      exec $first taskset -c 0 "$java" -Xms512m -Xmx2g -XX:+AlwaysPreTouch --enable-native-access=ALL-UNNAMED \
        -Dio.netty.leakDetection.level=disabled \
        -Djava.io.tmpdir="$work" \
        -cp "$from/gateway/target/test-classes:$from/gateway/target/classes:$from/model/target/classes:$from/store/target/classes:$from/gateway/target/lib/*" \
        io.quotewire.gateway.fanout.FanoutBenchmark 19101 19102 $more ;;
  esac
}

is_up() { python3 -c 'import socket; socket.create_connection(("127.0.0.1", 19101), 1).close()' 2>/dev/null; }

repetition=0
while [ "$repetition" -lt "$repetitions" ]; do
  for peer in $peers; do
    serve "$peer" >"$work/$peer.out" 2>"$work/$peer.err" &
    server=$!
    tries=0
    until is_up; do
      tries=$((tries + 1))
      [ "$tries" -lt 100 ] || { echo "$peer does not start" >&2; cat "$work/$peer.err" >&2; exit 1; }
      sleep 0.1
    done
    $first taskset -c 1 "$work/wsload" -p 19101 -f 19102 -n 1000 -a "${PHASES:-W2,x0.5,W32,r50}" -w "${WARM_UP:-3}" -d "${DURATION:-2}" -P "$server" -L "$peer" |
      sed "s/^{/{\"rep\":$repetition,\"tag\":\"\",\"pinned\":true,/" >>"$work/results.jsonl"
    [ "$peer" != quotewire ] || grep 'a delivery' "$work/quotewire.err" | tail -n 1
    awk -v peer="$peer" '{ printf "%s: %.2f s of the processor in its own code, %.2f s in the kernel, start and warm-up included\n",
      peer, $14 / 100, $15 / 100 }' "/proc/$server/stat"
    kill "$server"
    wait "$server" 2>/dev/null || true
    server=
  done
  repetition=$((repetition + 1))
done
python3 "$bench/analyze.py" "$work/results.jsonl"
python3 - "$work/results.jsonl" <<'PYTHON'
import collections, json, statistics, sys
tails = collections.defaultdict(list)
for line in open(sys.argv[1]):
    row = json.loads(line)
    tails[row['mode'], row['label']].append(row['p999'] / max(row['p99'], 1))
print('\n| load | server | p99.9 by p99 (least to most) |\n|---|---|---|')
for (mode, label), each in sorted(tails.items()):
    print(f'| {mode} | {label} | {statistics.median(each):.2f} ({min(each):.2f} to {max(each):.2f}) |')
PYTHON
