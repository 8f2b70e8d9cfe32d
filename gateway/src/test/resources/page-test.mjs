// Holds the page's modules that need no browser to what they promise: node page-test.mjs FOLDER_OF_THE_WEB_FILES
// Prints a line for each scenario that fails and ends with 1 if any did.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { deepStrictEqual as same } from "node:assert";

const folder = process.argv[2];
const load = (name) => import(pathToFileURL(join(folder, "page", name)));
const { age, change, clock, compare, counted, grouped, tailed } = await load("format.js");
const { light } = await load("light.js");
const { FlashLimiter } = await load("flash.js");
const { Happenings } = await load("happenings.js");

const OPEN = { phase: "open", tries: 0, retryInMs: 0, silentMs: 100, heartbeatMs: 15_000, dataAgeUs: 300_000 };
const shown = (facts) => Object.values(light({ ...OPEN, ...facts })).join(" ");

/** Contrast of two colours written #rrggbb, as WCAG 2.2 computes it. */
function contrast(a, b) {
  const luminance = (colour) => {
    const [r, g, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const scenarios = {
  "digits are grouped and never changed"() {
    same(["97110.10", "1234567", "999", "0.00001234", "1000.1000", "-1234.5"].map(grouped),
      ["97,110.10", "1,234,567", "999", "0.00001234", "1,000.1000", "−1,234.5"]);
    same(grouped("12345678901234567890.123456789012345678"), "12,345,678,901,234,567,890.123456789012345678");
    same(["1e5", "n/a", ""].map(grouped), ["1e5", "n/a", ""]); // No decimal: as it was sent.
    same([null, undefined].map(grouped), ["—", "—"]);
  },
  "zeros that say nothing are told apart from the digits that do"() {
    same(tailed("97,110.11000000"), ["97,110.11", "000000"]);
    same(tailed("97,110.00000000"), ["97,110.00", "000000"]);
    same(tailed("0.38420000"), ["0.3842", "0000"]);
    same(["97,110.1", "3,642.00", "0.38500", "100,000", "—"].map((text) => tailed(text)[1]), ["", "", "", "", ""]);
  },
  "decimals are compared exactly, whatever their length"() {
    same(compare("9007199254740993.0", "9007199254740992") > 0, true);
    same(compare("0.10", "0.1"), 0);
    same(compare("-0.00", "0"), 0);
    same(compare("-2", "-10") > 0, true);
    same(compare("-1", "1") < 0, true);
    same(compare("2", "10.5") < 0, true);
    same(["3", null, "-1"].sort(compare), [null, "-1", "3"]);
  },
  "a change has arrow, sign and digits"() {
    same(change("1.60"), { move: "up", text: "▲ +1.60 %" });
    same(change("+1.60"), { move: "up", text: "▲ +1.60 %" });
    same(change("-0.42"), { move: "down", text: "▼ −0.42 %" });
    same(change("0.00"), { move: "flat", text: "0.00 %" });
    same(change("-0.00"), { move: "flat", text: "0.00 %" });
    same(change("1234.5").text, "▲ +1,234.5 %");
    same(change(null), { move: "unknown", text: "—" });
  },
  "an age is told in the unit that fits"() {
    same([0, 349_999, 9_999_999, 10_000_000, 59_999_999, 60_000_000, 7_200_000_000, 200_000_000_000].map(age),
      ["0.0 s", "0.3 s", "9.9 s", "10 s", "59 s", "1 min", "2 h", "2 d"]);
    same(age(null), "—");
    same(clock(new Date(2026, 0, 2, 3, 4, 5).getTime()), "03:04:05");
    same([counted(1, "row"), counted(2, "row")], ["1 row", "2 rows"]);
  },
  "the light is green only with socket, heartbeat and fresh data"() {
    same(shown({}), "good ● Live · 0.3 s");
    same(shown({ dataAgeUs: 5_000_000 }), "good ● Live · 5.0 s");
    same(shown({ dataAgeUs: 12_000_000 }), "wait ◐ Live · data 12 s old");
    same(shown({ dataAgeUs: null }), "wait ◐ Live · no data yet");
    same(shown({ silentMs: 30_001 }), "wait ◐ Live · nothing heard for 30 s");
    same(shown({ phase: "connecting" }), "wait ◐ Connecting");
  },
  "the light of a lost connection counts tries and turns red"() {
    same(shown({ phase: "waiting", tries: 3, retryInMs: 3_200 }), "wait ◐ Reconnecting, try 3 in 4 s");
    same(shown({ phase: "connecting", tries: 3 }), "wait ◐ Reconnecting, try 3");
    same(shown({ phase: "waiting", tries: 6, retryInMs: 9_000 }), "bad ○ Offline, try 6 in 9 s");
    same(shown({ phase: "ended" }), "bad ○ Offline");
  },
  "a cell flashes at most twice in any second"() {
    const flashes = new FlashLimiter();
    const at = [];
    for (let ms = 0; ms < 10_000; ms += 7) if (flashes.allows("BTC-USDT last", ms)) at.push(ms);
    at.forEach((start) => same(at.filter((ms) => ms >= start && ms < start + 1_000).length <= 2, true));
    same(at.length > 15, true);
    same(flashes.allows("BTC-USDT bid", 10_000), true); // Each cell for itself.
  },
  "many instruments that switch together are one line"() {
    const happenings = new Happenings();
    const why = "okx silent for 3200 ms";
    happenings.switched("BTC-USDT", "okx", "binance", why, 1_000);
    same(happenings.lines, [{ atMs: 1_000, kind: "switch", text: `BTC-USDT okx → binance: ${why}` }]);
    for (let i = 1; i < 28; i++) happenings.switched(`C${i}-USDT`, "okx", "binance", why, 1_000 + i);
    happenings.switched("BTC-USDT", "okx", "binance", why, 1_030); // Once more, still one instrument.
    same(happenings.lines, [{ atMs: 1_000, kind: "switch", text: `okx → binance, 28 instruments: ${why}` }]);
    happenings.switched("BTC-USDT", "binance", "okx", null, 1_040);
    same(happenings.lines.map(({ text }) => text)[0], "BTC-USDT binance → okx");
    happenings.switched("BTC-USDT", "okx", "binance", why, 4_000); // Later: an event of its own.
    same(happenings.lines.length, 3);
  },
  "values that turn stale and live again are told, and the last twenty lines kept"() {
    const happenings = new Happenings();
    happenings.became("BTC-USDT", "stale", "okx silent", 0);
    happenings.became("ETH-USDT", "stale", "okx silent", 10);
    happenings.became("ETH-USDT", "live", null, 20);
    same(happenings.lines.map(({ kind, text }) => `${kind} ${text}`),
      ["good ETH-USDT is live", "bad 2 instruments are stale: okx silent"]);
    for (let i = 0; i < 50; i++) happenings.note("fault", `n${i}`, 100);
    same(happenings.lines.length, 20);
    same(happenings.lines[0].text, "n49");
  },
  "what happened is read out once, in one breath, five seconds later"() {
    const happenings = new Happenings();
    same(happenings.speak(0), null);
    for (let i = 0; i < 28; i++) happenings.switched(`C${i}`, "okx", "binance", null, 1_000);
    same(happenings.speak(5_999), null);
    same(happenings.speak(6_000), "okx → binance, 28 instruments");
    same(happenings.speak(60_000), null);
    for (let i = 0; i < 10; i++) happenings.note("fault", `n${i}`, 61_000);
    same(happenings.speak(66_000), "7 earlier events. n7. n8. n9");
  },
  "every text has a contrast of 4.5 to 1 on every ground, by day and by night"() {
    const css = readFileSync(join(folder, "page", "page.css"), "utf8");
    const themes = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, body]) =>
      Object.fromEntries([...body.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name, colour])));
    same(themes.length, 2);
    for (const theme of themes) {
      for (const text of ["text", "quiet", "up", "down", "wait", "accent"]) {
        for (const ground of ["ground", "panel", "raised"]) {
          const ratio = contrast(theme[text], theme[ground]);
          same(ratio >= 4.5, true, `${text} ${theme[text]} on ${ground} ${theme[ground]}: ${ratio.toFixed(2)}`);
        }
      }
      same(contrast(theme["ribbon-text"], theme.ribbon) >= 4.5, true, "the ribbon");
      same(contrast(theme.panel, theme.wait) >= 4.5, true, "a button that is pressed");
    }
  },
};

let failed = 0;
for (const [name, scenario] of Object.entries(scenarios)) {
  try {
    scenario();
  } catch (failure) {
    failed++;
    console.log(`FAILED ${name}: ${failure.message}`);
  }
}
console.log(`${Object.keys(scenarios).length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
