// Holds quotewire.js to rule-vectors.json and to its own promises: node browser-test.mjs QUOTEWIRE_JS VECTORS...
// Prints a line for each script that fails and ends with 1 if any did.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { deepStrictEqual } from "node:assert";

const [file, ...vectorFiles] = process.argv.slice(2);
const { Conversation, connect } = await import(pathToFileURL(file));

const WELCOME = {
  op: "welcome", version: 1, connection: "c7Kq", node: "edge-2", now: 1732115000000000, heartbeat_s: 15, auth: "none",
};

const BOOK = /^book\./;

/** As the Java test's: a conversation without socket and clock, and one line for all that it does and tells. */
class Stage {
  lines = [];
  connection = 0;
  nowMs = 0;
  constructor(topics) {
    const say = (line) => this.lines.push(line);
    const transport = {
      open: (connection) => { this.connection = connection; say("connect"); },
      send: (text) => {
        const { op, id, topics: items } = JSON.parse(text);
        const printed = items.map((i) => (typeof i === "string" ? i : `${i.topic}@${i.epoch}/${i.seq}`));
        say(`> ${op} #${id} ${printed.join(" ")}`);
      },
      close: (code) => say(`close ${code}`),
    };
    const where = (m) => `${m.topic} ${m.epoch}/${m.seq ?? m.to} ${m.status} ${m.source}`;
    const levels = (side) => side.map(([price, size]) => `${price}x${size}`).join(" ") || "-";
    const items = (m) => (Array.isArray(m.data) ? ` [${m.data.map((i) => i.seq)}]` : "");
    this.conversation = new Conversation(transport, {
      random: () => 0,
      disconnected: (d) => say(`disconnected ${d.code} ${d.retryMs === null ? "for good" : `retry in ${d.retryMs} ms`}`),
      goodbye: (m) => say(`goodbye ${m.code}`),
      slow: (m) => say(`slow ${m.conflated.join(" ")}`),
      error: (m) => say(`error ${m.code}`),
      callbackFailure: (failure) => { throw failure; },
    });
    const handlers = {
      data: (m) => BOOK.test(m.topic) || say(`data ${where(m)}${items(m)}`),
      book: ({ bids, asks }, m) => say(`book ${where(m)} ${levels(bids)} | ${levels(asks)}`),
      status: (m) => say(`status ${where(m)}`),
      gap: (m, first) => say(`gap ${where(m)} ${m.why} lacks ${first ?? "?"}`),
      still: (m) => say(`still ${where(m)}`),
      open: (m) => say(`open ${m.topic}`),
      subscribed: (item) => say(`subscribed ${item.topic}${item.ok ? "" : ` refused ${item.code}`}`),
    };
    this.conversation.subscribe({ topics, handlers }, 0);
    this.step({ at: 0, open: true, in: WELCOME });
  }
  step(step) {
    this.lines = [];
    this.nowMs = step.at ?? this.nowMs;
    this.conversation.doWork(this.nowMs);
    if (step.open) this.conversation.onOpen(this.connection, this.nowMs);
    if (step.in) this.conversation.onText(this.connection, JSON.stringify(step.in), this.nowMs);
    if (step.text) this.conversation.onText(this.connection, step.text, this.nowMs);
    if (step.closed) this.conversation.onClosed(this.connection, step.closed, "", this.nowMs);
    return this.lines;
  }
}

/** A WebSocket whose other end is the test. */
class FakeSocket {
  static all = [];
  sent = [];
  constructor(url) {
    this.url = url;
    FakeSocket.all.push(this);
  }
  send(text) { this.sent.push(JSON.parse(text)); }
  close(code) { this.closedWith = code; }
  hear(message) { this.onmessage({ data: JSON.stringify(message) }); }
}

/** Waits for what timers bring. The Java test kills a run that takes too long. */
async function until(condition) {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

const quote = (seq, more) => ({
  type: "update", topic: "quote:okx:BTC-USDT", epoch: "a", seq, source: "okx", status: "live", recv: 1, data: {}, ...more,
});

const scenarios = {
  async "connect subscribes, delivers, returns after a loss and stays away after close"() {
    FakeSocket.all = [];
    const heard = [];
    const client = connect("ws://gateway/v1/ws", { WebSocket: FakeSocket, random: () => 0 });
    client.subscribe("quote:okx:*", { data: (m) => heard.push(m.seq) });
    FakeSocket.all[0].onopen({});
    FakeSocket.all[0].hear({ ...WELCOME, now: Date.now() * 1000 });
    deepStrictEqual(FakeSocket.all[0].sent, [{ op: "subscribe", id: 1, topics: ["quote:okx:*"] }]);
    FakeSocket.all[0].hear(quote(7, { type: "snapshot" }));
    FakeSocket.all[0].onclose({ code: 1006, reason: "" });
    await until(() => FakeSocket.all.length === 2);
    FakeSocket.all[0].hear(quote(8)); // A socket that is gone has no say.
    FakeSocket.all[1].onopen({});
    FakeSocket.all[1].hear({ ...WELCOME, now: Date.now() * 1000 });
    FakeSocket.all[1].hear(quote(9));
    deepStrictEqual(heard, [7, 9]);
    const age = client.age(Date.now() * 1000 - 5_000_000);
    deepStrictEqual(age > 4_000_000 && age < 60_000_000, true, `age ${age}`);
    deepStrictEqual(client.age(null), null); // What has no value has no age.
    client.close();
    deepStrictEqual(FakeSocket.all[1].closedWith, 1000);
  },
  async "a token is asked for before each connection and sent before anything else"() {
    FakeSocket.all = [];
    const tokens = ["one", "two"];
    const client = connect("ws://gateway/v1/ws", { WebSocket: FakeSocket, random: () => 0, token: async () => tokens.shift() });
    client.subscribe("quote:okx:*", {});
    await until(() => FakeSocket.all.length === 1);
    FakeSocket.all[0].onopen({});
    FakeSocket.all[0].hear({ ...WELCOME, auth: "required" });
    const subscribe = { op: "subscribe", id: 1, topics: ["quote:okx:*"] };
    deepStrictEqual(FakeSocket.all[0].sent, [{ op: "auth", token: "one" }, subscribe]);
    client.authenticate("renewed");
    deepStrictEqual(FakeSocket.all[0].sent.at(-1), { op: "auth", token: "renewed" });
    FakeSocket.all[0].onclose({ code: 4002, reason: "expired" }); // Others stay away: they have no other token.
    await until(() => FakeSocket.all.length === 2);
    FakeSocket.all[1].onopen({});
    FakeSocket.all[1].hear({ ...WELCOME, auth: "none" });
    deepStrictEqual(FakeSocket.all[1].sent, [{ ...subscribe, id: 2 }]); // Where there are no accounts nobody is told a token.
    client.close();
  },
  async "no token for now is tried again, and nothing opens behind close"() {
    FakeSocket.all = [];
    let asked = 0;
    const losses = [];
    const token = () => (asked++ === 0 ? Promise.reject(new Error("offline")) : Promise.resolve("one"));
    const options = { WebSocket: FakeSocket, random: () => 0, token, disconnected: ({ code }) => losses.push(code) };
    const client = connect("ws://gateway/v1/ws", options);
    await until(() => FakeSocket.all.length === 1);
    deepStrictEqual([asked, losses], [2, [1006]]);
    client.close();
    FakeSocket.all = [];
    const closed = connect("ws://gateway/v1/ws", { ...options, token: async () => "one" });
    closed.close();
    await new Promise((resolve) => setTimeout(resolve, 20));
    deepStrictEqual(FakeSocket.all, []);
  },
  async "a token that is refused for good ends it"() {
    FakeSocket.all = [];
    const told = [];
    connect("ws://gateway/v1/ws", { WebSocket: FakeSocket, token: () => "bad", disconnected: (d) => told.push(d.retryMs) });
    await until(() => FakeSocket.all.length === 1);
    FakeSocket.all[0].onopen({});
    FakeSocket.all[0].onclose({ code: 4001, reason: "bad credentials" });
    deepStrictEqual(told, [null]);
  },
  async "a handler that throws, closes or subscribes harms nothing"() {
    FakeSocket.all = [];
    const heard = [];
    const failures = [];
    const client = connect("ws://gateway/v1/ws", {
      WebSocket: FakeSocket,
      callbackFailure: (failure) => failures.push(failure.message),
      message: (m) => { if (m.op === "bad") client.close(); },
    });
    const socket = FakeSocket.all[0];
    client.subscribe("quote:okx:BTC-USDT", { data: () => { throw new Error("mine"); } });
    const once = client.subscribe("quote:*:BTC-USDT", { data: (m) => { heard.push(`once ${m.seq}`); once.close(); } });
    client.subscribe("quote:okx:BTC-USDT", { data: (m) => heard.push(`always ${m.seq}`) });
    socket.onopen({});
    socket.hear(WELCOME);
    socket.hear(quote(1, { type: "snapshot" }));
    socket.hear(quote(2));
    deepStrictEqual(failures, ["mine", "mine"]);
    deepStrictEqual(heard, ["once 1", "always 1", "always 2"]);
    await until(() => socket.sent.length === 2);
    deepStrictEqual(socket.sent[1], { op: "unsubscribe", id: 2, topics: ["quote:*:BTC-USDT"] });
    socket.hear({ op: "bad" });
    deepStrictEqual(socket.closedWith, 1000);
    deepStrictEqual(FakeSocket.all.length, 1);
  },
  async "a candle, open or ended, and a rate reach the handlers as the server sent them"() {
    FakeSocket.all = [];
    const heard = [];
    const client = connect("ws://gateway/v1/ws", { WebSocket: FakeSocket });
    const socket = FakeSocket.all[0];
    client.subscribe(["candle.1m:okx:BTC-USDT", "fx:USD-CAD"], {
      data: (m) => heard.push(["data", m.data]),
      open: (m) => heard.push(["open", m.data]),
    });
    socket.onopen({});
    socket.hear(WELCOME);
    const minute = { topic: "candle.1m:okx:BTC-USDT" };
    const growing = { open_ts: 60_000_000, close_ts: 120_000_000, close: "97110.20", closed: false, partial: true };
    const ended = { ...growing, closed: true, revised: false, filled: true };
    const rate = { pair: "USD-CAD", rate: "1.3987", source: "ecb", ts: 1, status: "live" };
    socket.hear(quote(7, { ...minute, type: "snapshot", data: [] }));
    socket.hear(quote(undefined, { ...minute, type: "open", data: growing }));
    socket.hear(quote(8, { ...minute, prev: 7, data: ended }));
    socket.hear(quote(1, { topic: "fx:USD-CAD", type: "snapshot", data: rate }));
    deepStrictEqual(heard, [["data", []], ["open", growing], ["data", ended], ["data", rate]]);
    client.close();
  },
};

let failed = 0;
let passed = 0;
function fail(name, failure) {
  failed++;
  console.log(`FAILED ${name}: ${failure.message}`);
}
for (const vectorFile of vectorFiles) {
  for (const { name, topics, steps } of JSON.parse(readFileSync(vectorFile, "utf8")).vectors) {
    try {
      const stage = new Stage(topics);
      steps.forEach((step, i) => deepStrictEqual(stage.step(step), step.out, `step ${i} did ${JSON.stringify(stage.lines)}`));
      passed++;
    } catch (failure) {
      fail(name, failure);
    }
  }
}
for (const [name, scenario] of Object.entries(scenarios)) {
  await scenario().then(() => passed++, (failure) => fail(name, failure));
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
