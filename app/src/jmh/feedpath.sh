#!/bin/sh
# Measures the feed path beside ccxt's on the same recorded messages, in turn and in one run: ours, ccxt, ours, ccxt, …
#
#   mvn -q -Pjmh -pl app -am test-compile
#   JAVA_HOME=/path/to/jdk-25 sh app/src/jmh/feedpath.sh [REPETITIONS [SECONDS [SET...]]]
#
# Needs node and npm, which fetches ccxt into a folder of its own that is removed at the end (CCXT=FOLDER keeps one).
# Figures are CPU time, so that other work on the machine matters little: of the whole process on both sides, collector and
# compiler included. Refuses to compare two that do not come to the same best bid and offer.
set -eu
root=$(cd "$(dirname "$0")/../../.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
repetitions=${1:-5}
seconds=${2:-3}
shift $(($# < 2 ? $# : 2))
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ccxt=${CCXT:-$work/ccxt}
mkdir -p "$ccxt" "$work/messages"
[ -d "$ccxt/node_modules/ccxt" ] ||
  npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$ccxt" ccxt@4.5.84 >&2

ours() {
  "$java" --enable-native-access=ALL-UNNAMED \
    -Dquotewire.recordings="${RECORDINGS:-$root/../shared/exchange-data}" \
    -cp "$root/app/target/test-classes:$root/engine/target/classes:$root/venue/target/classes:$root/model/target/classes:$root/app/target/lib/*" \
    io.quotewire.app.feedpath.FeedPathBenchmark "$@"
}

ours --write "$work/messages" "$@"
repetition=0
while [ "$repetition" -lt "$repetitions" ]; do
  for set in $(cd "$work/messages" && ls | sed 's/\.tsv$//'); do
    ours --seconds "$seconds" "$set" | tee -a "$work/results.jsonl" >&2
    node "$root/app/src/jmh/feedpath-ccxt.mjs" "$ccxt" "$work/messages" "$seconds" "$set" |
      tee -a "$work/results.jsonl" >&2
  done
  repetition=$((repetition + 1))
done

node --input-type=commonjs - "$work/results.jsonl" <<'END'
const lines = require('fs').readFileSync(process.argv[2], 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const sorted = (values) => [...values].sort((one, other) => one - other);
const median = (values) => sorted(values)[Math.floor(values.length / 2)];
const spread = (values) => `${median(values)} (${sorted(values)[0]} to ${sorted(values).at(-1)})`;
const numbers = (best) => best.replace(/ (\d[\d.]*)/g, (_, number) => ` ${Number(number)}`);
console.log('| Set | ours: ns a message, median (least to most) | ccxt: ns | ccxt ÷ ours | ours: messages/s and core | of it the one thread, ns | B |');
console.log('|---|---|---|---|---|---|---|');
for (const set of new Set(lines.map((line) => line.set))) {
  const ours = lines.filter((line) => line.set === set && line.peer === 'quotewire');
  const theirs = lines.filter((line) => line.set === set && line.peer === 'ccxt');
  if (numbers(ours[0].best) !== numbers(theirs[0].best)) {
    throw new Error(`${set}: ${ours[0].best} is not ${theirs[0].best}`);
  }
  const cpu = ours.map((line) => line.cpuNs);
  const ratios = theirs.map((line, i) => line.cpuNs / cpu[i]);
  console.log(`| ${set} | ${spread(cpu)} | ${spread(theirs.map((line) => line.cpuNs))} | **${median(ratios).toFixed(1)}** | `
    + `${Math.round(1e6 / median(cpu))} k | ${median(ours.map((line) => line.threadNs))} | ${median(ours.map((line) => line.bytes))} |`);
}
END
