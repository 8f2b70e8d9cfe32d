#!/bin/sh
# Holds many connections to several gateways at once, each of which follows a ticker at a rate, and says what they take.
#
#   ./quotewire version   # builds the jar
#   JAVA_HOME=/path/to/jdk-25 sh bench/connections.sh [GATEWAYS [CLIENTS_OF_EACH [SECONDS_TO_CONNECT]]]
#
# A process may have 20,000 open files where this was written, so 100,000 connections are five gateways (one simulated OKX feeds
# them) and five load tests of 19,500. Needs about 6 GiB; loopback only.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
gateways=${1:-5}
clients=${2:-19500}
ramp=${3:-300}
work=$(mktemp -d)
running=
trap 'kill $running 2>/dev/null || true; wait; rm -rf "$work"' EXIT

quotewire() { exec "$java" -Xmx1g -jar "$root/app/target/quotewire.jar" "$@"; }

await() {
  tries=0
  until grep -qs "$2" "$1"; do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || { cat "$1" >&2; exit 1; }
    sleep 0.1
  done
}

quotewire simulate --venues okx >"$work/flags" 2>"$work/simulate.err" &
running="$running $!"
await "$work/flags" okx
sleep 1
number=0
while [ "$number" -lt "$gateways" ]; do
  # shellcheck disable=SC2046 # The flags are words.
  quotewire serve --port $((19201 + number)) --instruments BTC-USDT --data "$work/data$number" $(cat "$work/flags") \
    >"$work/serve$number.out" 2>"$work/serve$number.err" &
  running="$running $!"
  await "$work/serve$number.err" 'listening http'
  number=$((number + 1))
done
number=0
loads=
while [ "$number" -lt "$gateways" ]; do
  quotewire bench --url "ws://127.0.0.1:$((19201 + number))/v1/ws" --clients "$clients" --ramp "${ramp}s" --warm-up 5s --duration 20s \
    --topics ticker:okx:BTC-USDT --rate-ms 5000 --no-progress --timeout 60s >"$work/bench$number" 2>&1 &
  loads="$loads $!"
  number=$((number + 1))
done
sleep $((ramp + 15))
grep -E '^TCP' /proc/net/sockstat
grep -E 'MemAvailable|Slab' /proc/meminfo
for load in $loads; do
  wait "$load" || echo "a load test ended with $?"
done
for report in "$work"/bench*; do
  grep -E '✗|CONNECTIONS|MESSAGES|  ws |CHECK|SERVER|grown|ERRORS' "$report"
done
