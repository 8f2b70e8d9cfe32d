#!/bin/sh
# Compares two fan-outs, both up on core 0, by a load of a few seconds at each in turn: what disturbs one disturbs the other. Each of
# the two is bun, a checkout whose gateway is compiled with its benchmarks, or ThinFfm or ThinNetty, once bench/run.py has measured
# them (docs/adr/0012).
#
#   mvn -q -Pjmh -pl gateway -am test-compile          (in each checkout)
#   BENCH=../shared/bench BUN=/path/to/bun JAVA_HOME=/path/to/jdk-25 sh gateway/src/jmh/pair.sh FIRST SECOND [ROUNDS]
#
# LOAD=r50 is what the load client calls it, with CLIENTS=1000. Needs gcc, python3, taskset and chrt (root); loopback only. Prints
# medians, and the median and the quartiles of the ratios of the second to the first within each round.
set -eu
root=$(cd "$(dirname "$0")/../../.." && pwd)
bench=${BENCH:-$root/../shared/bench}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
load=${LOAD:-r50}
clients=${CLIENTS:-1000}
rounds=${3:-16}
work=$(mktemp -d)
servers=
trap 'kill $servers 2>/dev/null || true; rm -rf "$work"' EXIT
gcc -O2 -march=native -o "$work/wsload" "$bench/c/wsload.c" -lpthread

serve() { # WHO PORT
  case $1 in
    bun) exec chrt -r 10 taskset -c 0 "${BUN:-bun}" "$bench/node/bun-server.js" "$2" $(($2 + 1)) ;;
    Thin*)
      exec chrt -r 10 taskset -c 0 "$java" -Xms512m -Xmx2g -XX:+AlwaysPreTouch --enable-native-access=ALL-UNNAMED \
        -Dio.netty.leakDetection.level=disabled -cp "$root/target/bench/thin:$root/app/target/quotewire.jar" "$1" "$2" $(($2 + 1))
      ;;
  esac
  exec chrt -r 10 taskset -c 0 "$java" -Xms512m -Xmx2g -XX:+AlwaysPreTouch --enable-native-access=ALL-UNNAMED \
    -Dio.netty.leakDetection.level=disabled \
    -cp "$1/gateway/target/test-classes:$1/gateway/target/classes:$1/model/target/classes:$root/gateway/target/lib/*" \
    io.quotewire.gateway.fanout.FanoutBenchmark "$2" $(($2 + 1))
}

is_up() { python3 -c "import socket; socket.create_connection(('127.0.0.1', $1), 1).close()" 2>/dev/null; }

# PORT PROCESS LABEL WARM-UP SECONDS
ask() {
  chrt -r 10 taskset -c 1 "$work/wsload" -p "$1" -f $(($1 + 1)) -n "$clients" -a "$load" -w "$4" -d "$5" -P "$2" -L "$3"
}

serve "$1" 19101 >"$work/first" 2>&1 &
first=$!
serve "$2" 19103 >"$work/second" 2>&1 &
second=$!
servers="$first $second"
for port in 19101 19103; do
  tries=0
  until is_up $port; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || { cat "$work/first" "$work/second" >&2; exit 1; }
    sleep 0.1
  done
done
ask 19101 $first first 15 1 >/dev/null
ask 19103 $second second 15 1 >/dev/null
round=0
while [ "$round" -lt "$rounds" ]; do
  ask 19101 $first first 0.5 2.5 >>"$work/results"
  ask 19103 $second second 0.5 2.5 >>"$work/results"
  round=$((round + 1))
done
python3 - "$work/results" <<'PYTHON'
import json, statistics, sys
rows = [json.loads(line) for line in open(sys.argv[1])]
pairs = list(zip(rows[::2], rows[1::2]))
for figure, name in (('srv_us_per_deliv', 'us of the server a delivery'), ('deliv_per_s', 'deliveries/s'), ('p99', 'p99, us'), ('p999', 'p99.9, us')):
    ratios = sorted(second[figure] / first[figure] for first, second in pairs)
    quarter = len(ratios) // 4
    print('%s: %.2f and %.2f, ratio %.3f (%.3f to %.3f)' % (
        name, statistics.median(first[figure] for first, _ in pairs), statistics.median(second[figure] for _, second in pairs),
        statistics.median(ratios), ratios[quarter], ratios[-1 - quarter]))
PYTHON
