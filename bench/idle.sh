#!/bin/sh
# What a connection takes that follows a ticker and is told of it every five seconds: resident memory of the gateway, grown since
# before the first client, over their number. Each run has a gateway of its own.
#
#   ./quotewire version   # builds the jar
#   JAVA_HOME=/path/to/jdk-25 sh bench/idle.sh [CLIENTS [RUNS [JVM_FLAG...]]]
#
# Without flags the heap begins small and its young part stays so, as otherwise what is seen is how much room a collector likes
# to have: that is a choice, and the same for any number of clients. Loopback only.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
clients=${1:-15000}
runs=${2:-3}
[ "$#" -lt 2 ] && shift "$#" || shift 2
[ "$#" -gt 0 ] || set -- -Xms32m -Xmn16m -Xmx1g -XX:+UseSerialGC -XX:+UseCompactObjectHeaders
work=$(mktemp -d)
running=
trap 'kill $running 2>/dev/null || true; wait; rm -rf "$work"' EXIT

await() {
  tries=0
  until grep -qs "$2" "$1"; do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || { cat "$1" >&2; exit 1; }
    sleep 0.1
  done
}

"$java" -jar "$root/app/target/quotewire.jar" simulate --venues okx >"$work/flags" 2>"$work/simulate.err" &
running=$!
await "$work/flags" okx
echo "server: java $*"
run=0
while [ "$run" -lt "$runs" ]; do
  # shellcheck disable=SC2046 # The flags are words.
  "$java" "$@" -jar "$root/app/target/quotewire.jar" serve --port 19301 --instruments BTC-USDT --data "$work/data$run" $(cat "$work/flags") \
    >"$work/serve$run.out" 2>"$work/serve$run.err" &
  server=$!
  running="$running $server"
  await "$work/serve$run.err" 'listening http'
  "$java" -jar "$root/app/target/quotewire.jar" bench --url ws://127.0.0.1:19301/v1/ws --clients "$clients" --ramp 60s --warm-up 5s --duration 10s \
    --topics ticker:okx:BTC-USDT --rate-ms 5000 --no-progress --timeout 60s >"$work/bench$run" 2>&1 || true
  grep -E 'CONNECTIONS|grown' "$work/bench$run"
  kill "$server"
  wait "$server" || true
  run=$((run + 1))
done
