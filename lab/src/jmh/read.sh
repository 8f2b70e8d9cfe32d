#!/bin/sh
# Measures how many messages a second the load test itself reads and checks on one core.
#
#   mvn -q -Pjmh -pl lab -am test-compile
#   JAVA_HOME=/path/to/jdk-25 sh lab/src/jmh/read.sh [CLIENTS [SECONDS]]
#
# Needs taskset. The server that blasts is on core 0, the load test with all its threads on core 1; loopback only.
set -eu
root=$(cd "$(dirname "$0")/../../.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
port=${PORT:-19101}
work=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || true; rm -rf "$work"' EXIT
classes="$root/lab/target/test-classes:$root/lab/target/classes:$root/client/target/classes:$root/model/target/classes:$root/lab/target/lib/*"

taskset -c 0 "$java" -cp "$classes" io.quotewire.lab.load.run.BlastServer "$port" 2>"$work/server.err" &
server=$!
tries=0
until grep -q blasting "$work/server.err"; do
  tries=$((tries + 1))
  [ "$tries" -lt 100 ] || { cat "$work/server.err" >&2; exit 1; }
  sleep 0.1
done
taskset -c 1 "$java" -cp "$classes" io.quotewire.lab.load.run.ReadBenchmark "$port" "${1:-100}" "${2:-10}"
