#!/bin/sh
# Draws where the lane's time goes while a backlog goes out to 1000 clients: docs/fanout-flame.svg.
#
#   mvn -q -Pjmh -pl gateway -am test-compile
#   BENCH=../shared/bench JAVA_HOME=/path/to/jdk-25 sh gateway/src/jmh/flame.sh [OUT.svg]
#
# Needs gcc and taskset. Server on core 0, load client on core 1; loopback only. The recording samples by CPU time, so that
# time in the system is told too.
set -eu
root=$(cd "$(dirname "$0")/../../.." && pwd)
bench=${BENCH:-$root/../shared/bench}
home=${JAVA_HOME:+$JAVA_HOME/bin/}
out=${1:-$root/docs/fanout-flame.svg}
port=${PORT:-19101}
classes="$root/gateway/target/test-classes:$root/gateway/target/classes:$root/model/target/classes:$root/gateway/target/lib/*"
work=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || true; rm -rf "$work"' EXIT
cat >"$work/flame.jfc" <<'JFC'
<?xml version="1.0" encoding="UTF-8"?>
<configuration version="2.0">
  <event name="jdk.CPUTimeSample">
    <setting name="enabled">true</setting>
    <setting name="throttle">5ms</setting>
    <setting name="stackTrace">true</setting>
  </event>
</configuration>
JFC
gcc -O2 -march=native -o "$work/wsload" "$bench/c/wsload.c" -lpthread
taskset -c 0 "${home}java" -Xms512m -Xmx2g -XX:+AlwaysPreTouch --enable-native-access=ALL-UNNAMED \
  -Dio.netty.leakDetection.level=disabled -XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints -cp "$classes" \
  io.quotewire.gateway.fanout.FanoutBenchmark "$port" $((port + 1)) 2>"$work/server.err" &
server=$!
tries=0
until grep -q 'fan-out up' "$work/server.err"; do
  tries=$((tries + 1))
  [ "$tries" -lt 100 ] || { cat "$work/server.err" >&2; exit 1; }
  sleep 0.1
done
taskset -c 1 "$work/wsload" -p "$port" -f $((port + 1)) -n 1000 -a W32 -w 10 -d 15 -P "$server" >"$work/load" &
load=$!
sleep 10
"${home}jcmd" "$server" JFR.start name=flame settings="$work/flame.jfc" >/dev/null
sleep 12
"${home}jcmd" "$server" JFR.dump name=flame filename="$work/flame.jfr" >/dev/null
wait $load
"${home}java" -cp "$classes" io.quotewire.gateway.fanout.FlameGraph "$work/flame.jfr" jdk.CPUTimeSample lane "$out"
