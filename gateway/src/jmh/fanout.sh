#!/bin/sh
# Measures the fan-out beside its peers, in turn and in one run: Bun, a C program that writes one message a call, and ours.
#
#   mvn -q -Pjmh -pl gateway -am test-compile
#   BENCH=../shared/bench BUN=/path/to/bun JAVA_HOME=/path/to/jdk-25 sh gateway/src/jmh/fanout.sh [REPETITIONS]
#
# Needs gcc, python3 and taskset. Server on core 0, load client on core 1; loopback only. Prints medians, and medians of
# the ratios to Bun within each repetition.
set -eu
root=$(cd "$(dirname "$0")/../../.." && pwd)
bench=${BENCH:-$root/../shared/bench}
bun=${BUN:-bun}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
repetitions=${1:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gcc -O2 -march=native -o "$work/wsload" "$bench/c/wsload.c" -lpthread
gcc -O2 -march=native -o "$work/climit" "$bench/c/climit.c"

serve() {
  case $1 in
    bun) exec taskset -c 0 "$bun" "$bench/node/bun-server.js" 19101 19102 ;;
    c-k1) exec taskset -c 0 "$work/climit" 19101 19102 1 ;;
    quotewire)
      exec taskset -c 0 "$java" -Xms512m -Xmx2g -XX:+AlwaysPreTouch --enable-native-access=ALL-UNNAMED \
        -Dio.netty.leakDetection.level=disabled \
        -cp "$root/gateway/target/test-classes:$root/gateway/target/classes:$root/model/target/classes:$root/gateway/target/lib/*" \
        io.quotewire.gateway.fanout.FanoutBenchmark 19101 19102 ;;
  esac
}

is_up() { python3 -c 'import socket; socket.create_connection(("127.0.0.1", 19101), 1).close()' 2>/dev/null; }

repetition=0
while [ "$repetition" -lt "$repetitions" ]; do
  for peer in bun quotewire c-k1; do
    serve "$peer" >"$work/$peer.out" 2>"$work/$peer.err" &
    server=$!
    tries=0
    until is_up; do
      tries=$((tries + 1))
      [ "$tries" -lt 100 ] || { echo "$peer does not start" >&2; cat "$work/$peer.err" >&2; exit 1; }
      sleep 0.1
    done
    taskset -c 1 "$work/wsload" -p 19101 -f 19102 -n 1000 -a W2,x0.5,W32,r50 -w 3 -d 2 -P "$server" -L "$peer" |
      sed "s/^{/{\"rep\":$repetition,\"tag\":\"\",\"pinned\":true,/" >>"$work/results.jsonl"
    [ "$peer" != quotewire ] || tail -n 1 "$work/quotewire.err"
    kill "$server"
    wait "$server" 2>/dev/null || true
  done
  repetition=$((repetition + 1))
done
python3 "$bench/analyze.py" "$work/results.jsonl"
