// SPDX-License-Identifier: Apache-2.0
/**
 * How the sources fare: one card each.
 *
 * @typedef {{source: string, state: string, messages_per_s: number, lag_ms: {p50: ?number}, why: ?string}} Source
 */
import { NOTHING, age } from "./format.js";

const SHAPES = { live: "●", quiet: "●", connecting: "◐", mute: "◐", dead: "○", banned: "○", disabled: "○" };
const TROUBLE = { connecting: "wait", mute: "wait", dead: "bad", banned: "bad", disabled: "off" };

export class SourceStrip {
  /** @type {Map<string, Record<string, HTMLElement>>} */ #cards = new Map();

  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
  }

  /** @param {Source[]} sources @param {Map<string, number>} served rows by source @param {number} rows */
  show(sources, served, rows) {
    for (const source of sources.slice(0, 50)) {
      const card = this.#cards.get(source.source) ?? this.#add(source.source);
      card.card.dataset.state = TROUBLE[source.state] ?? "good";
      card.shape.textContent = SHAPES[source.state] ?? "◐";
      card.state.textContent = source.state;
      card.rate.textContent = String(source.messages_per_s);
      card.lag.textContent = lag(source.lag_ms?.p50 ?? null);
      const serves = served.get(source.source) ?? 0;
      card.card.dataset.serves = String(serves);
      card.serves.textContent = serves === 0 ? "none" : serves === rows ? `all ${rows}` : `${serves} of ${rows}`;
      const troubled = (SHAPES[source.state] ?? "◐") !== "●";
      card.why.textContent = troubled ? (source.why ?? "") : "";
    }
  }

  #add(name) {
    const card = document.createElement("article");
    card.className = "card";
    card.dataset.source = name;
    const title = document.createElement("h2");
    const shape = document.createElement("span");
    shape.className = "shape";
    shape.setAttribute("aria-hidden", "true");
    const state = document.createElement("span");
    state.className = "state";
    title.append(shape, ` ${name} `, state);
    const list = document.createElement("dl");
    const parts = { card, shape, state };
    for (const [key, label] of [["serves", "serves"], ["rate", "messages/s"], ["lag", "lag p50"]]) {
      const entry = document.createElement("div");
      const term = document.createElement("dt");
      term.textContent = label;
      parts[key] = document.createElement("dd");
      entry.append(term, parts[key]);
      list.append(entry);
    }
    parts.why = document.createElement("p");
    parts.why.className = "why";
    card.append(title, list, parts.why);
    this.element.append(card);
    this.#cards.set(name, parts);
    return parts;
  }
}

/** What was recorded long ago lags by days. @param {?number} ms */
function lag(ms) {
  if (ms === null) return NOTHING;
  return ms < 10_000 ? `${ms} ms` : age(ms * 1_000);
}
