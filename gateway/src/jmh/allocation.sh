#!/bin/sh
# Measures what the lanes' threads allocate for 10, 100 and 1000 followers of one topic at 50 ticks a second, a drain each:
# bytes a publication are to stay as they are, for nothing is allocated for a delivery.
#
#   mvn -q -Pjmh -pl gateway -am test-compile
#   BENCH=../shared/bench JAVA_HOME=/path/to/jdk-25 sh gateway/src/jmh/allocation.sh
#
# Needs gcc and python3; loopback only. Exact but for what the machine makes a drain do: two ticks that come together are one.
set -eu
root=$(cd "$(dirname "$0")/../../.." && pwd)
bench=${BENCH:-$root/../shared/bench}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
port=${PORT:-19101}
work=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || true; rm -rf "$work"' EXIT
gcc -O2 -march=native -o "$work/wsload" "$bench/c/wsload.c" -lpthread
for followers in 10 100 1000; do
  "$java" -Xms512m -Xmx2g --enable-native-access=ALL-UNNAMED -Dio.netty.leakDetection.level=disabled \
    -cp "$root/gateway/target/test-classes:$root/gateway/target/classes:$root/model/target/classes:$root/gateway/target/lib/*" \
    io.quotewire.gateway.fanout.FanoutBenchmark "$port" $((port + 1)) 2>"$work/server.err" &
  server=$!
  tries=0
  until grep -q 'fan-out up' "$work/server.err"; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || { cat "$work/server.err" >&2; exit 1; }
    sleep 0.1
  done
  "$work/wsload" -p "$port" -f $((port + 1)) -n "$followers" -a r50 -w 15 -d 10 -P "$server" >/dev/null
  kill $server
  wait $server 2>/dev/null || true
  server=
  python3 - "$followers" "$work/server.err" <<'PYTHON'
import re, statistics, sys
lines = re.findall(r'(\d+) deliveries of (\d+) publications, lanes allocated (\d+) B', open(sys.argv[2]).read())
full = [list(map(int, each)) for each in lines[-5:-1]]
a_second = [each[2] / 2 for each in full]
print(f"{sys.argv[1]:>5} followers: {statistics.median(a_second):8.0f} B a second,"
      f" {statistics.median(each[2] / each[1] for each in full):6.0f} B a publication,"
      f" {statistics.median(each[2] / each[0] for each in full):6.2f} B a delivery")
PYTHON
done
