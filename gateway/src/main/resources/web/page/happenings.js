// SPDX-License-Identifier: Apache-2.0
/**
 * What happened, in lines. When a source fails, each of its instruments moves on its own; for a reader that is one event,
 * so what belongs together becomes one line that counts.
 *
 * @typedef {{atMs: number, kind: string, text: string}} Line
 */

/** What is alike and no further apart than this is one event. */
const JOIN_MS = 2_000;
const MOST_LINES = 20;
/** What is read out waits this long, so that one breath tells all of it. */
const SPEAK_AFTER_MS = 5_000;
const MOST_SPOKEN = 3;

export class Happenings {
  /** @type {{key: ?string, atMs: number, lastMs: number, kind: string, instruments: Set<string>, tell: () => string}[]} */
  #groups = [];
  #unsaid = new Set();
  /** @type {?number} */ #unsaidSinceMs = null;
  /** Grows with every change. */
  version = 0;

  /**
   * An instrument is served by another source.
   *
   * @param {string} instrument @param {string} from @param {string} to @param {?string} why null where unknown
   * @param {number} nowMs
   */
  switched(instrument, from, to, why, nowMs) {
    this.#join(`${from}>${to}`, "switch", instrument, nowMs, ({ size }, only) => {
      const what = size === 1 ? `${only} ${from} → ${to}` : `${from} → ${to}, ${size} instruments`;
      return why ? `${what}: ${why}` : what;
    });
  }

  /**
   * An instrument's value can be trusted no more, or again.
   *
   * @param {string} instrument @param {string} status @param {?string} why @param {number} nowMs
   */
  became(instrument, status, why, nowMs) {
    const kind = status === "live" ? "good" : "bad";
    this.#join(`=${status}`, kind, instrument, nowMs, ({ size }, only) => {
      const what = size === 1 ? `${only} is ${status}` : `${size} instruments are ${status}`;
      return why ? `${what}: ${why}` : what;
    });
  }

  /** Anything else. @param {string} kind @param {string} text @param {number} nowMs */
  note(kind, text, nowMs) {
    this.#add({ key: null, atMs: nowMs, lastMs: nowMs, kind, instruments: new Set(), tell: () => text });
  }

  /** The newest first. @returns {Line[]} */
  get lines() {
    return this.#groups.map(({ atMs, kind, tell }) => ({ atMs, kind, text: tell() }));
  }

  /** What is to be read out now; null for nothing, or not yet. @param {number} nowMs */
  speak(nowMs) {
    if (this.#unsaidSinceMs === null || nowMs - this.#unsaidSinceMs < SPEAK_AFTER_MS) return null;
    const groups = [...this.#unsaid];
    const told = groups.slice(-MOST_SPOKEN).map((group) => group.tell());
    const more = groups.length - told.length;
    this.#unsaid.clear();
    this.#unsaidSinceMs = null;
    return (more > 0 ? [`${more} earlier events`, ...told] : told).join(". ");
  }

  #join(key, kind, instrument, nowMs, print) {
    let group = this.#groups.find((each) => each.key === key && nowMs - each.lastMs <= JOIN_MS);
    if (group === undefined) {
      const instruments = new Set();
      const tell = () => print(instruments, instruments.values().next().value);
      group = { key, atMs: nowMs, lastMs: nowMs, kind, instruments, tell };
      group.instruments.add(instrument);
      this.#add(group);
      return;
    }
    group.instruments.add(instrument);
    group.lastMs = nowMs;
    this.#changed(group, nowMs);
  }

  #add(group) {
    this.#groups = [group, ...this.#groups].slice(0, MOST_LINES);
    this.#changed(group, group.atMs);
  }

  #changed(group, nowMs) {
    this.version++;
    this.#unsaid.add(group);
    if (this.#unsaid.size > MOST_LINES) this.#unsaid.delete(this.#unsaid.values().next().value);
    this.#unsaidSinceMs ??= nowMs;
  }
}
