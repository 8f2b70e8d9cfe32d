#!/bin/sh
# What a recorder costs the feed loop: the feed path of FeedPathBenchmark without a recorder and with one, in turn and in one run.
#
#   mvn -q -Pjmh -pl app -am test-compile
#   JAVA_HOME=/path/to/jdk-25 sh app/src/jmh/recording.sh [REPETITIONS [SECONDS [SET...]]]
#
# Lines of JSON: threadNs and bytes are of the one thread, a message; "lost" is what found no room, since here messages come many
# times faster than from any venue; frameBytes and bytesARecord say what a frame is, and what a record takes on disk.
set -eu
root=$(cd "$(dirname "$0")/../../.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
repetitions=${1:-3}
seconds=${2:-3}
shift $(($# < 2 ? $# : 2))
[ $# -gt 0 ] || set -- binance-book-ticker okx-tickers binance-depth-btc okx-books-btc
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ours() {
  "$java" --enable-native-access=ALL-UNNAMED \
    -Dquotewire.recordings="${RECORDINGS:-$root/../shared/exchange-data}" \
    -cp "$root/app/target/test-classes:$root/lab/target/classes:$root/engine/target/classes:$root/venue/target/classes:$root/model/target/classes:$root/app/target/lib/*" \
    io.quotewire.app.feedpath.FeedPathBenchmark --seconds "$seconds" "$@"
}

repetition=0
while [ "$repetition" -lt "$repetitions" ]; do
  for set in "$@"; do
    echo "without: $(ours "$set")"
    echo "with:    $(ours --record "$work/bench.qwr" "$set")"
  done
  repetition=$((repetition + 1))
done
