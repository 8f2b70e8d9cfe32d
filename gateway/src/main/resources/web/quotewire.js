// SPDX-License-Identifier: Apache-2.0
/**
 * Quotewire for browsers, and for node from 20 on: an ES module without dependencies.
 *
 *     import { connect } from "/quotewire.js";
 *     const client = connect("ws://127.0.0.1:8000/v1/ws", { disconnected: (d) => console.warn(d.reason) });
 *     client.subscribe(["ticker:best:BTC-USDT", "trade:*:BTC-USDT"], {
 *       data: (m) => console.log(m.topic, m.status, m.data, client.age(m.recv) / 1e6 + " s"),
 *       gap: (m, first) => console.warn(m.topic, "lacks", first, "to", m.to),
 *     });
 *     client.subscribe("book.10:okx:BTC-USDT", {
 *       book: ({ bids, asks }, m) => console.log(m.status, "bid", bids[0], "ask", asks[0]),
 *     });
 *
 * Messages are the objects of the wire. Prices and sizes are strings, digits as sent: a Number would round.
 * Times are microseconds since 1970 UTC.
 *
 * The rule is that of the Java client; one file of test vectors holds the two together. `TopicState` is the rule for
 * one topic, `Conversation` all that is said and decided (neither has a socket, a timer or a clock), `connect` joins
 * them to a WebSocket. A message longer than a browser takes is the browser's to refuse.
 *
 * @typedef {{type: string, topic: string, epoch: string, seq?: number, prev?: number, to?: number, from?: ?number,
 *   status: string, source: string, recv?: ?number, ts?: ?number, simulated?: boolean, data?: any}} DataMessage
 *
 * `data` of a message, by the kind of its topic:
 *
 * @typedef {{last?: ?string, bid: ?string, bid_size: ?string, ask: ?string, ask_size: ?string, constituents?: string[],
 *   rejected?: {source: string, why: string}[], fx?: Conversion}} Priced of `ticker` and `quote`; `constituents` and
 *   `rejected` stand in those of the source `index`, `fx` in those of another currency, the 24 h figures in tickers
 *
 * @typedef {{path: string, rate: string, legs_ts: number[], weekend?: boolean}} Conversion
 *
 * @typedef {{pair: string, rate: string, source: string, ts: ?number, status: string, weekend?: boolean,
 *   attribution?: string}} Rate of `fx:USD-CAD`; show `attribution` wherever you show the rate
 *
 * @typedef {{open_ts: number, close_ts: number, open: string, high: string, low: string, close: string, volume: string,
 *   quote_volume: ?string, trades: ?number, closed: boolean, revised: boolean, filled: boolean, partial?: boolean}} Candle
 *   of `candle.1m:okx:BTC-USDT`, one a message, and `[]` in the snapshot that begins the topic. One that is `revised`
 *   takes the place of the one with its `open_ts`; a span without a trade has none
 *
 * @typedef {{bids: [string, string][], asks: [string, string][]}} Book prices and sizes, best first; empty where there is
 *   none. It belongs to the client and changes with the next message
 *
 * @typedef {object} Handlers all optional; what one throws is reported and stops nothing
 * @property {(m: DataMessage) => void} [data] a value, a book's snapshot or update, or items not delivered before: trades,
 *   or one candle that has ended. In value topics a change of status comes here as well, so that a shown value never
 *   looks better than it is
 * @property {(book: Book, m: DataMessage) => void} [book] a book as it stands after `m`, also after a change of status
 * @property {(m: DataMessage) => void} [status] status or source changed
 * @property {(m: DataMessage, firstLacking: ?number) => void} [gap] items from `firstLacking` (null: unknown) to `m.to`
 *   will not come; `m.fill` says where to fetch them, if anywhere
 * @property {(m: DataMessage) => void} [still] nothing happened and nothing was lost
 * @property {(m: DataMessage) => void} [open] the candle that still grows, without a number: the newest counts, until `data`
 *   has one of its `open_ts`; `partial` where some of its trades were not seen
 * @property {(item: object) => void} [subscribed] the server's answer to one topic; `ok` is false where it refuses
 *
 * @typedef {object} Options all optional
 * @property {(m: object) => void} [welcome] a connection is up; subscriptions are renewed by themselves
 * @property {(d: {code: number, reason: string, retryMs: ?number}) => void} [disconnected] retryMs null: for good
 * @property {(m: object) => void} [goodbye] the server will close
 * @property {(m: object) => void} [slow] this client reads too slowly: values were skipped for it
 * @property {(m: object) => void} [error] the server refused a command
 * @property {(m: object, text: string) => void} [message] every message as it came, before the rule judges it
 * @property {(failure: any) => void} [callbackFailure] a handler threw; by default it is reported as uncaught
 * @property {() => ?string | Promise<?string>} [token] the access token or key of who this is, asked for before each
 *   connection; null for nobody. What rejects is tried again like a connection that fails
 * @property {new (url: string) => WebSocket} [WebSocket] where there is no global one
 * @property {number} [backOffMinMs] first bound of the jittered wait before a new connection (500)
 * @property {number} [backOffMaxMs] last bound (30000)
 * @property {number} [healthyAfterMs] a connection of this age makes the next bound the first again (60000)
 * @property {() => number} [random] 0 to 1, of the jitter
 */

/** How long an answer may take. */
const PATIENCE_MS = 10_000;
/** The least and the most time before a refused command is sent again, whatever `retry_ms` says. */
const MIN_RETRY_MS = 100;
const MAX_RETRY_MS = 60_000;
/** A server that refuses this often in a row has forgotten us: a new connection subscribes anew. */
const MAX_REFUSALS = 5;
/** Most topics in a command, and the time between two commands: within what every server grants. */
const MOST_TOPICS = 100;
const SPACING_MS = 60;
const MAX_TOPICS = 65_536;
/** Longest wait that a server may impose. */
const MAX_TOLD_MS = 600_000;
/** Too big, bad credentials, expired, revoked, not authenticated in time, protocol error: returning changes nothing. */
const NEVER_RETURN = [1009, 4001, 4002, 4003, 4005, 4010];
/** Of those, expired and not authenticated in time: whoever can be asked for another token returns with it. */
const RETURN_WITH_TOKEN = [4002, 4005];
const VALUE_TOPIC = /^(ticker|quote|fx|status):/;
const EVENT_TOPIC = /^(trade:|candle\.)/;
const BOOK_TOPIC = /^book\.\d+:/;
const CANDLE_TOPIC = /^candle\./;
const RATE_TOPIC = /^fx:/;
const TYPES = ["snapshot", "update", "status", "still", "gap"];
const STATUSES = ["live", "stale", "resync", "down", "halted", "closed"];

/** What the server sent is no message of the protocol. */
class MalformedMessage extends Error {}

/**
 * The client's rule of the protocol for one topic. It keeps (epoch, last); once the chain breaks it asks, and then only
 * a snapshot, a gap or the answer `full` counts.
 */
export class TopicState {
  /** @type {?string} */ epoch = null;
  last = 0;
  /** @type {"following" | "asked" | "refused"} */ phase = "following";
  dueMs = 0;
  silences = 0;
  refusals = 0;

  get held() {
    return this.epoch === null ? null : { epoch: this.epoch, seq: this.last };
  }

  /** Whether it waits for an answer. */
  get waits() {
    return this.phase !== "following";
  }

  /** A snapshot replaces whatever was there. */
  snapshot(m) {
    this.#take(m, m.seq);
    return "deliver";
  }

  gap(m) {
    if (m.epoch === this.epoch && m.to <= this.last) return "ignore";
    this.#take(m, m.to);
    return "deliver";
  }

  /** An `update`, `status` or `still`: "deliver", "ignore" or "resync". The order of the tests is the protocol's. */
  stream(m, nowMs) {
    if (this.waits) return "ignore";
    const still = m.type === "still";
    // Value topics do not chain: a newer value replaces, whatever was between.
    const prev = VALUE_TOPIC.test(m.topic) || still ? -1 : m.prev;
    if (m.epoch !== this.epoch || prev > this.last || (still && m.seq > this.last)) {
      this.silences = this.refusals = 0;
      this.#asked(nowMs);
      return "resync";
    }
    if (m.seq < this.last || (m.seq === this.last && !still)) return "ignore";
    this.last = m.seq; // The same number again for a still: its status is all that it tells.
    return "deliver";
  }

  /**
   * The stream goes on without a hole from `from`. A position that we hold in the same epoch is kept: moving it back
   * would deliver items twice, moving it on would hide a hole; the next message shows whether the chain holds.
   */
  full(epoch, from) {
    if (this.epoch === null) {
      this.epoch = epoch;
      this.last = from - 1;
    }
    if (epoch === this.epoch) this.phase = "following";
  }

  /** The server refused the resync. */
  refused(retryMs, nowMs) {
    if (this.phase !== "asked") return;
    this.phase = "refused";
    this.refusals++;
    this.dueMs = nowMs + Math.min(Math.max(retryMs, MIN_RETRY_MS), MAX_RETRY_MS);
  }

  /** What time demands: "nothing", "resync" (told once and counted as sent) or "reconnect". */
  due(nowMs) {
    if (!this.waits || nowMs < this.dueMs) return "nothing";
    if (this.refusals >= MAX_REFUSALS || (this.phase === "asked" && this.silences > 0)) return "reconnect";
    if (this.phase === "asked") this.silences++;
    this.#asked(nowMs);
    return "resync";
  }

  /** The connection is gone and with it every question; the position stays, for the next subscribe. */
  disconnected() {
    this.phase = "following";
  }

  #take(m, seq) {
    [this.epoch, this.last, this.phase] = [m.epoch, seq, "following"];
  }

  #asked(nowMs) {
    this.phase = "asked";
    this.dueMs = nowMs + PATIENCE_MS;
  }
}

/** A book's levels, best first, kept by the text of their price: a server spells a price alike until it is gone. */
class HeldBook {
  /** @type {[string, string][]} */ bids = [];
  /** @type {[string, string][]} */ asks = [];

  replace(data) {
    this.bids = [...(data?.bids ?? [])];
    this.asks = [...(data?.asks ?? [])];
  }

  apply(data) {
    for (const level of data.bids) HeldBook.#set(this.bids, level, -1);
    for (const level of data.asks) HeldBook.#set(this.asks, level, 1);
  }

  /** Puts a level where it belongs, or takes it away. */
  static #set(side, [price, size], order) {
    let [low, high] = [0, side.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (order * comparePrices(side[middle][0], price) < 0) low = middle + 1;
      else high = middle;
    }
    const found = low < side.length && comparePrices(side[low][0], price) === 0 ? 1 : 0;
    side.splice(low, found, ...(/[1-9]/.test(size) ? [[price, size]] : []));
  }
}

/** Below, above or 0, by all of their digits: a Number would take long ones for equal. Prices of books are not negative. */
function comparePrices(a, b) {
  const [wholeA, partA = ""] = a.split(".");
  const [wholeB, partB = ""] = b.split(".");
  if (wholeA.length !== wholeB.length) return wholeA.length - wholeB.length;
  const length = Math.max(partA.length, partB.length);
  const [digitsA, digitsB] = [wholeA + partA.padEnd(length, "0"), wholeB + partB.padEnd(length, "0")];
  return digitsA < digitsB ? -1 : digitsA > digitsB ? 1 : 0;
}

/** What one connection has to tell the server: gathered and paced, because a server refuses who commands too fast. */
class Commands {
  #waiting = { unsubscribe: new Set(), subscribe: new Set(), resync: new Set() };
  /** @type {Map<number, {op: string, items: string[], dueMs: number}>} */ #sent = new Map();
  #subscribed = new Set();
  #lastId = 0;
  #nextMs = 0;

  /**
   * @param {(topic: string) => ?object} held where the client stands  @param {(topic: string) => number} rateMs how often it wants it
   * @param {(text: string) => void} wire
   */
  constructor(held, rateMs, wire) {
    Object.assign(this, { held, rateMs, wire });
  }

  /** A new connection: nothing is said yet. */
  restart(items, nowMs) {
    for (const waiting of Object.values(this.#waiting)) waiting.clear();
    this.#sent.clear();
    this.#subscribed.clear();
    this.#nextMs = nowMs;
    this.subscribe(items);
  }

  subscribe(items) {
    for (const item of items) {
      this.#waiting.unsubscribe.delete(item);
      this.#waiting.subscribe.add(item);
    }
  }

  /** Takes back what no subscription wants any more. */
  unsubscribeUnwanted(isWanted) {
    for (const waiting of [this.#waiting.subscribe, this.#waiting.resync]) {
      for (const item of waiting) if (!isWanted(item)) waiting.delete(item);
    }
    for (const item of this.#subscribed) {
      if (!isWanted(item) && this.#subscribed.delete(item)) this.#waiting.unsubscribe.add(item);
    }
  }

  resync(topic) {
    this.#waiting.resync.add(topic);
  }

  /** Sends the next command, if there is one and it is time. */
  flush(nowMs) {
    for (const [op, waiting] of Object.entries(this.#waiting)) {
      if (nowMs >= this.#nextMs && waiting.size > 0) this.#send(op, waiting, nowMs);
    }
  }

  /** The command that `id` answers: once, as a position in a second answer would be old. */
  answered(id) {
    const command = this.#sent.get(id);
    this.#sent.delete(id);
    return command;
  }

  again(command, retryMs, nowMs) {
    for (const item of command.items) this.#waiting[command.op].add(item);
    this.#nextMs = Math.max(this.#nextMs, nowMs + Math.min(retryMs, MAX_RETRY_MS));
  }

  /** Whether an answer takes too long. A topic watches over its own resync. */
  isOverdue(nowMs) {
    return [...this.#sent.values()].some((each) => each.op !== "resync" && nowMs >= each.dueMs);
  }

  #send(op, waiting, nowMs) {
    const items = [...waiting].slice(0, MOST_TOPICS);
    for (const item of items) {
      waiting.delete(item);
      if (op === "subscribe") this.#subscribed.add(item);
    }
    const id = ++this.#lastId;
    this.#nextMs = nowMs + SPACING_MS;
    this.#sent.set(id, { op, items, dueMs: nowMs + PATIENCE_MS });
    // A value or book topic is answered by a snapshot, which says all that a position could ask for.
    const held = (item) => (op !== "unsubscribe" && EVENT_TOPIC.test(item) ? this.held(item) : null);
    const rate = (item) => (op === "subscribe" && this.rateMs(item) > 0 ? { rate_ms: this.rateMs(item) } : null);
    const topics = items.map((item) => (held(item) || rate(item) ? { topic: item, ...held(item), ...rate(item) } : item));
    this.wire(JSON.stringify({ op, id, topics }));
  }
}

/** All that a client says, hears and decides, over one connection after the other. Times are ms of any one clock. */
export class Conversation {
  /** @type {"waiting" | "connecting" | "greeting" | "ready" | "ended"} */ #phase = "waiting";
  #connection = 0;
  #dueMs = 0;
  /** @type {?number} */ #readySinceMs = null;
  #heardMs = 0;
  #silenceMs = 0;
  #boundMs;
  #goodbye = null;
  #offsetsUs = [];
  /** @type {?string} */ #token = null;
  /** @type {Set<{topics: string[], handlers: Handlers, rateMs: number}>} */ #subscriptions = new Set();
  /** @type {Map<string, {state: TopicState, book: ?HeldBook, handlers: Handlers[]}>} */ #followed = new Map();
  /** @type {Set<string>} topics that wait for an answer */ #asking = new Set();

  /**
   * @param {{open: (connection: number) => void, send: (text: string) => void,
   *   close: (code: number, why: string) => void}} transport
   * @param {Options} options
   */
  constructor(transport, options) {
    this.transport = transport;
    this.options = { backOffMinMs: 500, backOffMaxMs: 30_000, healthyAfterMs: 60_000, random: Math.random, ...options };
    this.#boundMs = this.options.backOffMinMs;
    const held = (topic) => this.#followed.get(topic)?.state.held ?? null;
    this.commands = new Commands(held, (topic) => this.#rateMs(topic), (text) => transport.send(text));
  }

  subscribe(subscription, nowMs) {
    this.#subscriptions.add(subscription);
    this.#renewHandlers();
    if (this.#phase !== "ready") return;
    this.commands.subscribe(subscription.topics);
    this.commands.flush(nowMs);
  }

  unsubscribe(subscription, nowMs) {
    this.#subscriptions.delete(subscription);
    this.#renewHandlers();
    if (this.#phase !== "ready") return;
    const patterns = this.#patterns();
    this.commands.unsubscribeUnwanted((item) => patterns.includes(item) || this.#handlersOf(item).length > 0);
    this.commands.flush(nowMs);
  }

  /** @param {?string} token of who this is, sent before anything else where the server has accounts */
  onOpen(which, nowMs, token = null) {
    if (which !== this.#connection || this.#phase !== "connecting") return;
    this.#token = token;
    this.#phase = "greeting";
    this.#dueMs = nowMs + PATIENCE_MS;
  }

  onText(which, text, nowMs) {
    if (which !== this.#connection || (this.#phase !== "greeting" && this.#phase !== "ready")) return;
    this.#heardMs = nowMs;
    try {
      const message = parse(text);
      this.#call(this.options, "message", message, text);
      this.#accept(message, nowMs);
      this.commands.flush(nowMs);
    } catch (failure) {
      if (!(failure instanceof MalformedMessage)) throw failure;
      this.#giveUp(4007, `malformed message: ${failure.message}`, nowMs);
    }
  }

  onClosed(which, code, reason, nowMs) {
    if (which === this.#connection && this.#phase !== "waiting") this.#lost(code, reason, nowMs);
  }

  /** Does what time demands: is the connection alive, is every question answered, is it time for a new one? */
  doWork(nowMs) {
    if (this.#phase === "waiting" && nowMs >= this.#dueMs) {
      this.#phase = "connecting";
      this.#goodbye = this.#readySinceMs = null;
      this.transport.open(++this.#connection);
    } else if (this.#phase === "greeting" && nowMs >= this.#dueMs) {
      this.#giveUp(4000, "no welcome", nowMs);
    } else if (this.#phase === "ready") {
      if (nowMs - this.#heardMs >= this.#silenceMs) this.#giveUp(4000, "nothing for two heartbeats", nowMs);
      else if (this.commands.isOverdue(nowMs)) this.#giveUp(4000, "a command was not answered", nowMs);
      else if (!this.#askAgain(nowMs)) this.#giveUp(4000, "a resync was not answered", nowMs);
      else this.commands.flush(nowMs);
    }
  }

  /** Another token of the same account, before the one that it came with is over. */
  authenticate(token) {
    if (this.#phase === "ready") this.#identify(token);
  }

  close() {
    if (this.#phase === "ended") return;
    this.#phase = "ended";
    this.transport.close(1000, "");
    this.#call(this.options, "disconnected", { code: 1000, reason: "closed", retryMs: null });
  }

  get ended() {
    return this.#phase === "ended";
  }

  /** Server's clock minus ours. Each `now` is late when it comes, never early: the furthest ahead is the nearest. */
  get offsetUs() {
    return this.#offsetsUs.length === 0 ? 0 : Math.max(...this.#offsetsUs);
  }

  #accept(m, nowMs) {
    if (m.type === "slow") this.#call(this.options, "slow", m);
    else if (m.type !== undefined) this.#data(m, nowMs);
    else if (m.op === "welcome") this.#welcome(m, nowMs);
    else if (m.op === "heartbeat") this.#heardTime(m.now, nowMs);
    else if (m.op === "error") this.#error(m, nowMs);
    else if (m.op === "goodbye") this.#call(this.options, "goodbye", (this.#goodbye = m));
    else if (Array.isArray(m.topics)) this.#reply(m, nowMs);
  }

  #welcome(m, nowMs) {
    if (this.#phase !== "greeting") return;
    if (m.version !== 1) throw new MalformedMessage(`the server speaks version ${m.version}, this client 1`);
    if (!(m.heartbeat_s >= 1 && m.heartbeat_s <= 3600)) throw wrong("heartbeat_s");
    this.#phase = "ready";
    this.#readySinceMs = nowMs;
    this.#silenceMs = 2_000 * m.heartbeat_s;
    this.#offsetsUs = [];
    this.#heardTime(m.now, nowMs);
    if (m.auth !== "none" && this.#token !== null) this.#identify(this.#token);
    // What a wildcard covers too: only an item of its own can say where we stand.
    const held = [...this.#followed].filter(([topic, { state }]) => EVENT_TOPIC.test(topic) && state.held);
    this.commands.restart([...held.map(([topic]) => topic), ...this.#patterns()], nowMs);
    this.#call(this.options, "welcome", m);
  }

  /** Without an id, so that nothing is an answer to it but `authenticated`, or an error for the caller. */
  #identify(token) {
    this.transport.send(JSON.stringify({ op: "auth", token }));
  }

  #data(m, nowMs) {
    const isKnown = TYPES.includes(m.type) || (m.type === "open" && CANDLE_TOPIC.test(m.topic));
    const followed = this.#phase === "ready" && isKnown ? this.#follow(m.topic) : null;
    if (followed === null) return; // Unknown, or left over from what was just unsubscribed.
    check(m);
    if (m.type === "open") return this.#tell(followed, "open", m); // A view: it says nothing about the chain.
    const { state } = followed;
    const { held } = state;
    const judge = m.type === "snapshot" || m.type === "gap" ? m.type : "stream";
    const verdict = state[judge](m, nowMs);
    if (verdict === "deliver") this.#deliver(followed, m, held);
    if (verdict === "resync") {
      this.#asking.add(m.topic);
      this.commands.resync(m.topic);
    }
  }

  #deliver(followed, m, held) {
    const had = held?.epoch === m.epoch ? held.seq : null;
    const isEvents = EVENT_TOPIC.test(m.topic) && Array.isArray(m.data);
    if (m.type === "gap") {
      this.#tell(followed, "gap", m, had === null ? (m.from ?? null) : had + 1);
    } else if (m.type === "still") {
      this.#tell(followed, "still", m);
    } else if (m.type === "status") {
      this.#tell(followed, "status", m);
      if (VALUE_TOPIC.test(m.topic)) this.#tell(followed, "data", m);
      if (followed.book) this.#tell(followed, "book", followed.book, m);
    } else {
      if (isEvents && m.type === "snapshot" && held !== null && (had === null || m.seq > had)) {
        // Servers continue an event topic or announce a gap. Should one jump, then at least not in silence.
        const gap = { ...m, type: "gap", from: null, to: m.seq, missing: null, why: "snapshot", fill: null };
        this.#tell(followed, "gap", gap, had === null ? null : had + 1);
      }
      if (followed.book) followed.book[m.type === "snapshot" ? "replace" : "apply"](m.data);
      this.#tell(followed, "data", isEvents ? { ...m, data: m.data.filter((i) => had === null || i.seq > had) } : m);
      if (followed.book) this.#tell(followed, "book", followed.book, m);
    }
  }

  #reply(m, nowMs) {
    const command = this.#answered(m);
    if (command === undefined) return;
    for (const item of m.topics) {
      if (item.ok && item.recovered === "full") {
        if (typeof item.epoch !== "string" || !(item.from >= 1)) throw wrong("recovered");
        this.#follow(item.topic)?.state.full(item.epoch, item.from);
      }
      if (command.op === "resync" && !item.ok) this.#followed.get(item.topic)?.state.refused(0, nowMs);
      if (command.op !== "subscribe") continue;
      for (const { topics, handlers } of [...this.#subscriptions]) {
        if (topics.includes(item.topic)) this.#call(handlers, "subscribed", item);
      }
    }
  }

  /** The command that `m` answers. Before the welcome the commands are those of the connection before. */
  #answered(m) {
    return this.#phase === "ready" ? this.commands.answered(m.id) : undefined;
  }

  #error(m, nowMs) {
    const command = this.#answered(m);
    const retryMs = m.retry_ms ?? 0;
    if (command?.op === "resync") {
      for (const topic of command.items) this.#followed.get(topic)?.state.refused(retryMs, nowMs);
    } else if (command && retryMs > 0) {
      this.commands.again(command, retryMs, nowMs);
    }
    this.#call(this.options, "error", m);
  }

  #askAgain(nowMs) {
    for (const topic of this.#asking) {
      const state = this.#followed.get(topic)?.state;
      if (!state?.waits) this.#asking.delete(topic);
      const due = state?.due(nowMs);
      if (due === "reconnect") return false;
      if (due === "resync") this.commands.resync(topic);
    }
    return true;
  }

  #giveUp(code, why, nowMs) {
    this.transport.close(code, why);
    this.#lost(code, why, nowMs);
  }

  #lost(code, reason, nowMs) {
    if (this.ended) return;
    const retryMs = this.#retryMs(code, this.#readySinceMs === null ? 0 : nowMs - this.#readySinceMs);
    this.#phase = retryMs === null ? "ended" : "waiting";
    this.#dueMs = nowMs + (retryMs ?? 0);
    this.#asking.clear();
    for (const { state } of this.#followed.values()) state.disconnected();
    this.#call(this.options, "disconnected", { code, reason, retryMs });
  }

  /** Full jitter: anything up to a bound that doubles, so that those who lost one server do not return as one herd. */
  #retryMs(code, livedMs) {
    // By the close code, or by the goodbye where the close itself got lost.
    const returns = this.options.token ? RETURN_WITH_TOKEN : [];
    const never = (each) => NEVER_RETURN.includes(each) && !returns.includes(each);
    if (never(code) || never(this.#goodbye?.code)) return null;
    if (this.#goodbye?.retry_ms > 0) return Math.min(this.#goodbye.retry_ms, MAX_TOLD_MS);
    const { backOffMinMs, backOffMaxMs, healthyAfterMs, random } = this.options;
    if (livedMs >= healthyAfterMs) this.#boundMs = backOffMinMs;
    const waitMs = Math.floor(random() * (this.#boundMs + 1));
    this.#boundMs = Math.min(backOffMaxMs, 2 * this.#boundMs);
    return waitMs;
  }

  #heardTime(serverUs, nowMs) {
    if (!Number.isSafeInteger(serverUs)) throw wrong("now");
    this.#offsetsUs = [...this.#offsetsUs.slice(-3), serverUs - nowMs * 1_000];
  }

  /** The most frequent rate at which anybody wants what is named so, or what covers it. */
  #rateMs(topic) {
    const wants = ({ topics }) => topics.some((pattern) => pattern === topic || matches(pattern, topic));
    const rates = [...this.#subscriptions].filter(wants).map((each) => each.rateMs ?? 0);
    return rates.length === 0 ? 0 : Math.min(...rates);
  }
  #patterns() {
    return [...this.#subscriptions].flatMap((each) => each.topics);
  }

  #handlersOf(topic) {
    const covering = [...this.#subscriptions].filter(({ topics }) => topics.some((pattern) => matches(pattern, topic)));
    return covering.map(({ handlers }) => handlers);
  }

  /** Also forgets topics that no subscription covers any more. */
  #renewHandlers() {
    for (const [topic, followed] of this.#followed) {
      followed.handlers = this.#handlersOf(topic);
      if (followed.handlers.length === 0) this.#followed.delete(topic);
    }
  }

  #follow(topic) {
    if (!this.#followed.has(topic)) {
      const handlers = typeof topic === "string" ? this.#handlersOf(topic) : [];
      if (handlers.length === 0) return null;
      if (this.#followed.size >= MAX_TOPICS) throw new MalformedMessage(`more than ${MAX_TOPICS} topics`);
      this.#followed.set(topic, { state: new TopicState(), book: BOOK_TOPIC.test(topic) ? new HeldBook() : null, handlers });
    }
    return this.#followed.get(topic);
  }

  #tell(followed, name, ...args) {
    for (const handlers of followed.handlers) this.#call(handlers, name, ...args);
  }

  #call(owner, name, ...args) {
    try {
      owner[name]?.(...args);
    } catch (failure) {
      const uncaught = (thrown) => queueMicrotask(() => { throw thrown; });
      (this.options.callbackFailure ?? uncaught)(failure);
    }
  }
}

function wrong(name) {
  return new MalformedMessage(`the field ${name} is missing or has a value that it cannot have`);
}

function parse(text) {
  let message = null;
  try {
    message = JSON.parse(text);
  } catch {
    // Then it is no object either.
  }
  if (typeof message !== "object" || message === null) throw new MalformedMessage("not a JSON object");
  if (typeof (message.type ?? message.op) !== "string") throw wrong("op");
  return message;
}

/** The fields that the rule stands on. */
function check(m) {
  const chains = !VALUE_TOPIC.test(m.topic) && /update|status/.test(m.type);
  const numbers = m.type === "open" ? [] : m.type === "gap" ? ["to"] : chains ? ["seq", "prev"] : ["seq"];
  for (const name of numbers) if (!Number.isSafeInteger(m[name]) || m[name] < 0) throw wrong(name);
  if (typeof m.epoch !== "string") throw wrong("epoch");
  if (!STATUSES.includes(m.status)) throw wrong("status"); // Whether a value can be trusted is not to be guessed.
  if (BOOK_TOPIC.test(m.topic) && /snapshot|update/.test(m.type)) checkBook(m);
  if (CANDLE_TOPIC.test(m.topic) && /open|update/.test(m.type)) checkCandle(m);
  if (RATE_TOPIC.test(m.topic) && m.data && !isDigits(m.data.rate)) throw wrong("rate");
}

/** One that grows is never taken for one that has ended. */
function checkCandle({ type, data }) {
  if (!Number.isSafeInteger(data?.open_ts)) throw wrong("open_ts");
  if (data.closed !== (type === "update")) throw wrong("closed");
}

function checkBook({ type, data }) {
  if (type === "snapshot" && (data === null || data === undefined)) return;
  const isLevel = (level) => Array.isArray(level) && level.length > 1 && level.slice(0, 2).every(isDigits);
  if (!(Array.isArray(data?.bids) && data.bids.every(isLevel))) throw wrong("bids");
  if (!(Array.isArray(data?.asks) && data.asks.every(isLevel))) throw wrong("asks");
}

function isDigits(value) {
  return typeof value === "string" && /^\d+(\.\d+)?$/.test(value);
}

/** Whether a topic as subscribed covers `topic`. `*` is any venue or instrument, never `best` or `index`. */
function matches(pattern, topic) {
  const wanted = pattern.split(":");
  const parts = topic.split(":");
  const fits = (part, i) => part === wanted[i] || (wanted[i] === "*" && i > 0 && part !== "best" && part !== "index");
  return wanted.length === parts.length && parts.every(fits);
}

/**
 * Connects, and stays connected until `close()` or until the server forbids to return.
 *
 * @param {string} url `ws://host:port/v1/ws`, or `wss://…`
 * @param {Options} [options]
 */
export function connect(url, options = {}) {
  const Socket = options.WebSocket ?? globalThis.WebSocket;
  if (Socket === undefined) throw new Error("no WebSocket here: give one as options.WebSocket");
  // Monotonic, so that a jump of the wall clock neither ages a price nor revives one.
  const nowMs = () => performance.timeOrigin + performance.now();
  let socket = null;
  const transport = {
    open(connection) {
      if (options.token === undefined) return transport.start(connection, null);
      const failed = () => conversation.onClosed(connection, 1006, "there is no token", nowMs());
      const token = async () => options.token();
      return token().then((given) => transport.start(connection, given), failed);
    },
    start(connection, token) {
      if (conversation.ended) return; // Closed while it asked for the token.
      const opened = (socket = new Socket(url));
      const heard = (hear) => (event) => {
        if (socket === opened) hear(event); // A socket that was given up has no say.
      };
      opened.onopen = heard(() => conversation.onOpen(connection, nowMs(), token));
      opened.onmessage = heard((event) => conversation.onText(connection, event.data, nowMs()));
      opened.onclose = heard((event) => conversation.onClosed(connection, event.code, event.reason, nowMs()));
    },
    send: (text) => socket?.send(text),
    close(code, why) {
      const given = socket;
      socket = null;
      given?.close(code, why.slice(0, 40));
    },
  };
  const conversation = new Conversation(transport, options);
  const work = () => (conversation.ended ? clearInterval(timer) : conversation.doWork(nowMs()));
  const timer = setInterval(work, SPACING_MS);
  const now = () => Math.round(nowMs() * 1_000 + conversation.offsetUs);
  work();
  return {
    /**
     * @param {string | string[]} topics with `*` for any venue or any instrument
     * @param {Handlers} handlers
     * @param {{rateMs?: number}} [how] at most one message of a topic in so many ms: 0 (everything), 100, 250, 1000 or 5000; of
     *   several subscriptions to a topic the most frequent counts
     */
    subscribe(topics, handlers, { rateMs = 0 } = {}) {
      const subscription = { topics: [topics].flat(), handlers, rateMs };
      conversation.subscribe(subscription, nowMs());
      return { close: () => conversation.unsubscribe(subscription, nowMs()) };
    },
    /** Renews in place, without another connection. @param {string} token of the same account */
    authenticate: (token) => conversation.authenticate(token),
    /** The server's time in microseconds. */
    now,
    /** How long ago the gateway received a value, in microseconds; null where there is none. @param {?number} recv */
    age: (recv) => (recv === null ? null : Math.max(0, now() - recv)),
    close: () => conversation.close(),
  };
}
