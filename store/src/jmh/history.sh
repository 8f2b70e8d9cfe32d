#!/bin/sh
# Measures history beside SQLite and a file of CSV with the same trades, in one run.
#
#   mvn -q -Pjmh -pl store -am test-compile
#   JAVA_HOME=/path/to/jdk-25 sh store/src/jmh/history.sh [ROWS [FOLDER]]
#
# ROWS are written to history (10,000,000 by default), and at most a million of them to the others. FOLDER is on the disk that is to be
# measured; what is written there is taken away at the end.
set -eu
root=$(cd "$(dirname "$0")/../../.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
rows=${1:-10000000}
work=$(mktemp -d -p "${2:-${TMPDIR:-/tmp}}")
trap 'rm -rf "$work"' EXIT
"$java" --enable-native-access=ALL-UNNAMED -Xmx1g \
  -cp "$root/store/target/test-classes:$root/store/target/classes:$root/model/target/classes:$root/store/target/lib/*" \
  io.quotewire.store.history.HistoryMeasure "$work" "$rows"
