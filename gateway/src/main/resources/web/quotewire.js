// SPDX-License-Identifier: Apache-2.0
/**
 * Quotewire for browsers, and for node from 20 on: one file without dependencies, an ES module.
 *
 *     import { connect } from "/quotewire.js";
 *     const client = connect("ws://127.0.0.1:8000/v1/ws", { disconnected: (d) => console.warn(d.reason) });
 *     client.subscribe(["ticker:best:BTC-USDT", "trade:*:BTC-USDT"], {
 *       data: (m) => console.log(m.topic, m.status, m.data, client.age(m.recv) / 1e6 + " s"),
 *       gap: (m, first) => console.warn(m.topic, "lacks", first, "to", m.to),
 *     });
 *
 * Messages are the objects of the wire. Prices and sizes are strings with the venue's digits: keep them so for as long as
 * they are only shown or compared for equality; a Number would round them. Times are microseconds since 1970 UTC.
 *
 * The rule is that of the Java client; one file of test vectors holds the two together. `TopicState` is the rule for one
 * topic, `Conversation` everything that is said and decided (neither has a socket, a timer or a clock), `connect` joins
 * them to a WebSocket.
 *
 * @typedef {{epoch: string, seq: number}} Position
 * @typedef {{type: string, topic: string, epoch: string, seq?: number, prev?: number, to?: number, from?: ?number,
 *   status: string, source: string, recv?: ?number, ts?: ?number, simulated?: boolean, data?: any}} DataMessage
 *
 * @typedef {object} Handlers all optional; what one throws is reported and stops nothing
 * @property {(m: DataMessage) => void} [data] a value, a book snapshot or update, or items that were not delivered before.
 *   In value topics a change of status comes here as well, so that a shown value never looks better than it is
 * @property {(m: DataMessage) => void} [status] status or source changed
 * @property {(m: DataMessage, firstLacking: ?number) => void} [gap] items from `firstLacking` (null: unknown) to `m.to`
 *   will not come; `m.fill` says where to fetch them, if anywhere
 * @property {(m: DataMessage) => void} [still] nothing happened and nothing was lost
 * @property {(m: DataMessage) => void} [open] the candle that is still open: a view, without a number
 * @property {(item: object) => void} [subscribed] the server's answer to one topic; `ok` is false where it refuses
 *
 * @typedef {object} Options all optional
 * @property {(m: object) => void} [welcome] a connection is up; subscriptions are renewed by themselves
 * @property {(d: {code: number, reason: string, retryMs: ?number}) => void} [disconnected] retryMs null: for good
 * @property {(m: object) => void} [goodbye]
 * @property {(m: object) => void} [slow] this client reads too slowly: values were skipped for it
 * @property {(m: object) => void} [error] the server refused a command
 * @property {(m: object, text: string) => void} [message] every message as it came, before the rule judges it
 * @property {(failure: any) => void} [callbackFailure] a handler threw; by default it is reported as uncaught
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
const NEVER_RETURN = new Set([1009, 4001, 4002, 4003, 4005, 4010]);
/** Those after which a client returns; with the above every code that the protocol gives a meaning. */
const RETURN = new Set([1011, 1012, 1013, 4008, 4009]);
const VALUE_TOPIC = /^(ticker|quote|fx|status):/;
const EVENT_TOPIC = /^(trade:|candle\.)/;
const STATUSES = new Set(["live", "stale", "resync", "down", "halted", "closed"]);

/** What the server sent is no message of the protocol. */
class MalformedMessage extends Error {}

/**
 * The client's rule of the protocol for one topic. It keeps (epoch, last); once the chain breaks it asks, and then only a
 * snapshot, a gap or the answer `full` counts.
 */
export class TopicState {
  /** @type {?string} */ epoch = null;
  last = 0;
  /** @type {?string} */ status = null;
  /** @type {"following" | "asked" | "refused"} */ phase = "following";
  dueMs = 0;
  silences = 0;
  refusals = 0;

  /** @returns {?Position} */
  held() {
    return this.epoch === null ? null : { epoch: this.epoch, seq: this.last };
  }

  /** @returns {boolean} whether it waits for an answer */
  waits() {
    return this.phase !== "following";
  }

  /** A snapshot replaces whatever was there. */
  snapshot(m) {
    this.#take(m, m.seq);
  }

  /** @returns {"deliver" | "ignore"} */
  gap(m) {
    if (m.epoch === this.epoch && m.to <= this.last) return "ignore";
    this.#take(m, m.to);
    return "deliver";
  }

  /**
   * An `update`, `status` or `still`. The order of the tests is the protocol's.
   *
   * @returns {"deliver" | "ignore" | "resync"}
   */
  stream(m, nowMs) {
    if (this.waits()) return "ignore";
    const still = m.type === "still";
    // Value topics do not chain: a newer value replaces, whatever was between.
    const prev = VALUE_TOPIC.test(m.topic) || still ? -1 : (m.prev ?? -1);
    if (m.epoch !== this.epoch || prev > this.last || (still && m.seq > this.last)) {
      this.silences = 0;
      this.refusals = 0;
      this.#asked(nowMs);
      return "resync";
    }
    if (m.seq < this.last || (m.seq === this.last && !still)) return "ignore";
    this.last = m.seq; // The same number again for a still: only its status is new.
    this.status = m.status;
    return "deliver";
  }

  /**
   * The stream goes on without a hole from `from`. A position that we hold in the same epoch is kept: moving it back would
   * deliver items twice, moving it on would hide a hole; the next message shows whether the chain holds.
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

  /** @returns {"nothing" | "resync" | "reconnect"} what time demands; a resync is told once and counted as sent */
  due(nowMs) {
    if (!this.waits() || nowMs < this.dueMs) return "nothing";
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
    this.epoch = m.epoch;
    this.last = seq;
    this.status = m.status;
    this.phase = "following";
  }

  #asked(nowMs) {
    this.phase = "asked";
    this.dueMs = nowMs + PATIENCE_MS;
  }
}

/**
 * What one connection has to tell the server: gathered, so that many topics share a command, and paced, because a server
 * refuses who commands too fast.
 */
class Commands {
  #waiting = { unsubscribe: new Set(), subscribe: new Set(), resync: new Set() };
  /** @type {Map<number, {op: string, items: string[], dueMs: number}>} */ #sent = new Map();
  #subscribed = new Set();
  #lastId = 0;
  #nextMs = 0;

  /** @param {(topic: string) => ?Position} held where the client stands in a topic */
  constructor(held, wire) {
    this.held = held;
    this.wire = wire;
  }

  /** A new connection: event topics that stand somewhere first, as only an item of their own can say where. */
  restart(positioned, patterns, nowMs) {
    for (const items of Object.values(this.#waiting)) items.clear();
    this.#sent.clear();
    this.#subscribed.clear();
    this.#nextMs = nowMs;
    this.subscribe(positioned);
    this.subscribe(patterns);
  }

  subscribe(patterns) {
    for (const pattern of patterns) {
      this.#waiting.unsubscribe.delete(pattern);
      this.#waiting.subscribe.add(pattern);
    }
  }

  /** Takes back what no subscription wants any more. */
  unsubscribeUnwanted(isWanted) {
    for (const op of ["subscribe", "resync"]) {
      for (const item of this.#waiting[op]) if (!isWanted(item)) this.#waiting[op].delete(item);
    }
    for (const item of this.#subscribed) {
      if (!isWanted(item)) {
        this.#subscribed.delete(item);
        this.#waiting.unsubscribe.add(item);
      }
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

  answered(id) {
    const command = this.#sent.get(id);
    this.#sent.delete(id);
    return command;
  }

  again(command, retryMs, nowMs) {
    for (const item of command.items) this.#waiting[command.op].add(item);
    this.#nextMs = Math.max(this.#nextMs, nowMs + Math.min(retryMs, MAX_RETRY_MS));
  }

  isOverdue(nowMs) {
    return nowMs >= this.#answerDueMs();
  }

  dueMs() {
    const idle = Object.values(this.#waiting).every((items) => items.size === 0);
    return Math.min(this.#answerDueMs(), idle ? Infinity : this.#nextMs);
  }

  #answerDueMs() {
    let dueMs = Infinity;
    // A topic watches over its own resync.
    for (const each of this.#sent.values()) if (each.op !== "resync") dueMs = Math.min(dueMs, each.dueMs);
    return dueMs;
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
    this.wire(JSON.stringify({ op, id, topics: items.map((item) => this.#printed(op, item)) }));
  }

  #printed(op, item) {
    // A value or book topic is answered by a snapshot, which says all that a position could ask for.
    const held = op !== "unsubscribe" && EVENT_TOPIC.test(item) ? this.held(item) : null;
    return held === null ? item : { topic: item, ...held };
  }
}

/** All that a client says, hears and decides, over one connection after the other. Times are milliseconds of any clock. */
export class Conversation {
  /** @type {"waiting" | "connecting" | "greeting" | "ready" | "ended"} */ #phase = "waiting";
  #connection = 0;
  #dueMs = 0;
  /** @type {?number} */ #readySinceMs = null;
  #heardMs = 0;
  #silenceMs = 0;
  #boundMs;
  #goodbye = null;
  /** Server's clock minus ours, microseconds, by each of the last few times that it told. */
  #offsetsUs = [];
  #subscriptions = new Set();
  /** @type {Map<string, {state: TopicState, handlers: Handlers[]}>} */ #followed = new Map();
  #asking = new Set();

  /**
   * @param {{open: (connection: number) => void, send: (text: string) => void,
   *   close: (code: number, why: string) => void}} transport
   * @param {Options} options
   */
  constructor(transport, options) {
    this.transport = transport;
    this.options = { backOffMinMs: 500, backOffMaxMs: 30_000, healthyAfterMs: 60_000, random: Math.random, ...options };
    this.#boundMs = this.options.backOffMinMs;
    this.commands = new Commands(
      (topic) => this.#followed.get(topic)?.state.held() ?? null,
      (text) => transport.send(text),
    );
  }

  /** @param {{topics: string[], handlers: Handlers}} subscription */
  subscribe(subscription, nowMs) {
    this.#subscriptions.add(subscription);
    this.#renewHandlers();
    if (this.#phase === "ready") {
      this.commands.subscribe(subscription.topics);
      this.commands.flush(nowMs);
    }
  }

  unsubscribe(subscription, nowMs) {
    this.#subscriptions.delete(subscription);
    for (const topic of this.#followed.keys()) {
      if (this.#handlersOf(topic).length === 0) {
        this.#followed.delete(topic);
        this.#asking.delete(topic);
      }
    }
    this.#renewHandlers();
    if (this.#phase === "ready") {
      const patterns = this.#patterns();
      this.commands.unsubscribeUnwanted((item) => patterns.has(item) || this.#handlersOf(item).length > 0);
      this.commands.flush(nowMs);
    }
  }

  onOpen(which, nowMs) {
    if (which === this.#connection && this.#phase === "connecting") {
      this.#phase = "greeting";
      this.#dueMs = nowMs + PATIENCE_MS;
    }
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
    if (which === this.#connection && this.#phase !== "ended" && this.#phase !== "waiting") {
      this.#lost(code, reason, nowMs);
    }
  }

  /** Does what time demands. */
  doWork(nowMs) {
    if (this.#phase === "waiting" && nowMs >= this.#dueMs) {
      this.#phase = "connecting";
      this.#goodbye = null;
      this.#readySinceMs = null;
      this.transport.open(++this.#connection);
    } else if (this.#phase === "greeting" && nowMs >= this.#dueMs) {
      this.#giveUp(4000, "no welcome", nowMs);
    } else if (this.#phase === "ready") {
      this.#watch(nowMs);
    }
  }

  /** @returns {number} when `doWork` has something to do; Infinity: not until something else happens */
  nextDueMs() {
    if (this.#phase === "waiting" || this.#phase === "greeting") return this.#dueMs;
    if (this.#phase !== "ready") return Infinity;
    const dues = [...this.#asking].map((topic) => this.#followed.get(topic).state.dueMs);
    return Math.min(this.#heardMs + this.#silenceMs, this.commands.dueMs(), ...dues);
  }

  close() {
    if (this.#phase === "ended") return;
    this.#phase = "ended";
    this.transport.close(1000, "");
    this.#call(this.options, "disconnected", { code: 1000, reason: "closed", retryMs: null });
  }

  /** Each `now` is a little old when it arrives, never too new: the one furthest ahead is the nearest to the truth. */
  offsetUs() {
    return this.#offsetsUs.length === 0 ? 0 : Math.max(...this.#offsetsUs);
  }

  #accept(m, nowMs) {
    if (m.type === "slow") this.#call(this.options, "slow", m);
    else if (m.type !== undefined) this.#data(m, nowMs);
    else if (m.op === "welcome") this.#welcome(m, nowMs);
    else if (m.op === "heartbeat") this.#heardTime(m.now, nowMs);
    else if (m.op === "error") this.#error(m, nowMs);
    else if (m.op === "goodbye") {
      this.#goodbye = m;
      this.#call(this.options, "goodbye", m);
    } else if (Array.isArray(m.topics)) this.#reply(m, nowMs);
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
    const positioned = [...this.#followed.keys()].filter(
      (topic) => EVENT_TOPIC.test(topic) && this.#followed.get(topic).state.held() !== null,
    );
    this.commands.restart(positioned, this.#patterns(), nowMs);
    this.#call(this.options, "welcome", m);
  }

  #data(m, nowMs) {
    if (this.#phase !== "ready" || !["snapshot", "update", "status", "still", "gap", "open"].includes(m.type)) return;
    const followed = this.#follow(m.topic);
    if (followed === null) return; // Left over from what was just unsubscribed.
    if (m.type === "open") {
      this.#tell(followed, "open", m);
      return;
    }
    check(m);
    const { state } = followed;
    const held = state.held();
    let verdict = "deliver";
    if (m.type === "snapshot") state.snapshot(m);
    else verdict = m.type === "gap" ? state.gap(m) : state.stream(m, nowMs);
    if (verdict === "deliver") this.#deliver(followed, m, held);
    else if (verdict === "resync") {
      this.#asking.add(m.topic);
      this.commands.resync(m.topic);
    }
  }

  #deliver(followed, m, held) {
    const sameEpoch = held !== null && held.epoch === m.epoch;
    if (m.type === "gap") {
      this.#tell(followed, "gap", m, sameEpoch ? held.seq + 1 : (m.from ?? null));
    } else if (m.type === "still") {
      this.#tell(followed, "still", m);
    } else if (m.type === "status") {
      this.#tell(followed, "status", m);
      if (VALUE_TOPIC.test(m.topic)) this.#tell(followed, "data", m);
    } else if (EVENT_TOPIC.test(m.topic) && Array.isArray(m.data)) {
      if (m.type === "snapshot" && held !== null && !(sameEpoch && m.seq <= held.seq)) {
        // Servers continue an event topic or announce a gap. Should one jump, then at least not in silence.
        const { topic, epoch, seq, status, source } = m;
        const gap = { type: "gap", topic, epoch, from: null, to: seq, missing: null, why: "snapshot", status, source };
        this.#tell(followed, "gap", gap, sameEpoch ? held.seq + 1 : null);
      }
      this.#tell(followed, "data", { ...m, data: m.data.filter((item) => !sameEpoch || item.seq > held.seq) });
    } else {
      this.#tell(followed, "data", m);
    }
  }

  #reply(m, nowMs) {
    if (this.#phase !== "ready") return;
    const command = this.commands.answered(m.id);
    if (command === undefined) return; // Only the first answer counts: a position in a second one would be old.
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

  #error(m, nowMs) {
    const command = this.commands.answered(m.id);
    const retryMs = m.retry_ms ?? 0;
    if (command?.op === "resync") {
      for (const topic of command.items) this.#followed.get(topic)?.state.refused(retryMs, nowMs);
    } else if (command !== undefined && retryMs > 0) {
      this.commands.again(command, retryMs, nowMs);
    }
    this.#call(this.options, "error", m);
  }

  /** Of a connection that is up: is it alive, is every question answered? */
  #watch(nowMs) {
    if (nowMs - this.#heardMs >= this.#silenceMs) this.#giveUp(4000, "nothing for two heartbeats", nowMs);
    else if (this.commands.isOverdue(nowMs)) this.#giveUp(4000, "a command was not answered", nowMs);
    else if (!this.#askAgain(nowMs)) this.#giveUp(4000, "a resync was not answered", nowMs);
    else this.commands.flush(nowMs);
  }

  #askAgain(nowMs) {
    for (const topic of this.#asking) {
      const { state } = this.#followed.get(topic);
      if (!state.waits()) this.#asking.delete(topic);
      const due = state.due(nowMs);
      if (due === "resync") this.commands.resync(topic);
      if (due === "reconnect") return false;
    }
    return true;
  }

  #giveUp(code, why, nowMs) {
    this.transport.close(code, why);
    this.#lost(code, why, nowMs);
  }

  #lost(code, reason, nowMs) {
    const livedMs = this.#readySinceMs === null ? 0 : nowMs - this.#readySinceMs;
    const retryMs = this.#retryMs(code, livedMs);
    this.#phase = retryMs === null ? "ended" : "waiting";
    this.#dueMs = nowMs + (retryMs ?? 0);
    this.#asking.clear();
    for (const { state } of this.#followed.values()) state.disconnected();
    this.#call(this.options, "disconnected", { code, reason, retryMs });
  }

  /** Full jitter: anything up to a bound that doubles, so that those who lost one server do not return as one herd. */
  #retryMs(code, livedMs) {
    const meant = NEVER_RETURN.has(code) || RETURN.has(code) ? code : this.#goodbye?.code;
    if (NEVER_RETURN.has(meant)) return null;
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

  #patterns() {
    return new Set([...this.#subscriptions].flatMap((each) => each.topics));
  }

  #handlersOf(topic) {
    return [...this.#subscriptions].filter((each) => each.topics.some((p) => matches(p, topic))).map((e) => e.handlers);
  }

  #renewHandlers() {
    for (const [topic, followed] of this.#followed) followed.handlers = this.#handlersOf(topic);
  }

  #follow(topic) {
    const known = this.#followed.get(topic);
    if (known !== undefined) return known;
    const handlers = typeof topic === "string" ? this.#handlersOf(topic) : [];
    if (handlers.length === 0) return null;
    if (this.#followed.size >= MAX_TOPICS) throw new MalformedMessage(`more than ${MAX_TOPICS} topics`);
    const fresh = { state: new TopicState(), handlers };
    this.#followed.set(topic, fresh);
    return fresh;
  }

  #tell(followed, name, ...args) {
    for (const handlers of followed.handlers) this.#call(handlers, name, ...args);
  }

  #call(owner, name, ...args) {
    try {
      owner[name]?.(...args);
    } catch (failure) {
      const report = this.options.callbackFailure ?? ((thrown) => queueMicrotask(() => { throw thrown; }));
      report(failure);
    }
  }
}

function wrong(name) {
  return new MalformedMessage(`the field ${name} is missing or has a value that it cannot have`);
}

function parse(text) {
  let message;
  try {
    message = JSON.parse(text);
  } catch {
    throw new MalformedMessage("not JSON");
  }
  if (typeof message !== "object" || message === null || Array.isArray(message)) {
    throw new MalformedMessage("not a JSON object");
  }
  if (typeof (message.type ?? message.op) !== "string") throw wrong("op");
  return message;
}

/** The fields that the rule stands on. */
function check(m) {
  const isCount = (number) => Number.isSafeInteger(number) && number >= 0;
  if (typeof m.epoch !== "string") throw wrong("epoch");
  if (!STATUSES.has(m.status)) throw wrong("status"); // Whether a value can be trusted is not to be guessed.
  if (!isCount(m.type === "gap" ? m.to : m.seq)) throw wrong(m.type === "gap" ? "to" : "seq");
  const chains = !VALUE_TOPIC.test(m.topic) && (m.type === "update" || m.type === "status");
  if (chains && !isCount(m.prev)) throw wrong("prev");
}

/** Whether a topic as subscribed covers `topic`. `*` stands for any venue, never for `best` or `index`. */
function matches(pattern, topic) {
  if (pattern === topic) return true;
  const wanted = pattern.split(":");
  const parts = topic.split(":");
  return (
    wanted.length === parts.length &&
    parts.every((part, i) => part === wanted[i] || (wanted[i] === "*" && i > 0 && part !== "best" && part !== "index"))
  );
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
  let timer;

  const conversation = new Conversation(
    {
      open(connection) {
        const opened = new Socket(url);
        socket = opened;
        const heard = (hear) => (event) => {
          if (socket === opened) turn(() => hear(event)); // A socket that was given up has no say.
        };
        opened.onopen = heard(() => conversation.onOpen(connection, nowMs()));
        opened.onmessage = heard((event) => conversation.onText(connection, event.data, nowMs()));
        opened.onclose = heard((event) => conversation.onClosed(connection, event.code, event.reason, nowMs()));
      },
      send: (text) => socket?.send(text),
      close(code, why) {
        const given = socket;
        socket = null;
        given?.close(code, why.slice(0, 40));
      },
    },
    options,
  );

  function turn(step) {
    step();
    clearTimeout(timer);
    const dueMs = conversation.nextDueMs();
    if (dueMs !== Infinity) timer = setTimeout(() => turn(() => conversation.doWork(nowMs())), Math.max(0, dueMs - nowMs()));
  }

  const now = () => Math.round(nowMs() * 1_000 + conversation.offsetUs());
  turn(() => conversation.doWork(nowMs()));
  return {
    /**
     * @param {string | string[]} topics with `*` for any venue or any instrument
     * @param {Handlers} handlers
     */
    subscribe(topics, handlers) {
      const subscription = { topics: [topics].flat(), handlers };
      turn(() => conversation.subscribe(subscription, nowMs()));
      return { close: () => turn(() => conversation.unsubscribe(subscription, nowMs())) };
    },
    /** The server's time in microseconds. */
    now,
    /** How long ago the gateway received a value, in microseconds. @param {number} recv */
    age: (recv) => Math.max(0, now() - recv),
    close: () => turn(() => conversation.close()),
  };
}
