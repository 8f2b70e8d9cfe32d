// SPDX-License-Identifier: Apache-2.0
/**
 * The connection light: what it shows follows from a few facts, and only from them. Shape and word say it all; the colour
 * says it again.
 *
 * @typedef {object} Facts
 * @property {"connecting" | "open" | "waiting" | "ended"} phase of the connection; `ended` is for good
 * @property {number} tries connections that were lost or failed since the last that greeted us
 * @property {number} retryInMs until the next try, while waiting
 * @property {number} silentMs since the last message of any kind
 * @property {number} heartbeatMs how often the server says something at least
 * @property {?number} dataAgeUs age of the newest value, null where there is none
 *
 * @typedef {{state: "good" | "wait" | "bad", shape: string, word: string}} Light
 */
import { age } from "./format.js";

/** Older than this, the newest of all values is no live price. */
const FRESH_US = 5_000_000;

/** After so many tries in vain it is no passing trouble. */
const OFFLINE_TRIES = 5;

/** @param {Facts} facts @returns {Light} */
export function light(facts) {
  switch (facts.phase) {
    case "open":
      return open(facts);
    case "ended":
      return { state: "bad", shape: "○", word: "Offline" };
    default:
      return away(facts);
  }
}

/** @param {Facts} facts @returns {Light} */
function open({ silentMs, heartbeatMs, dataAgeUs }) {
  const wait = (word) => ({ state: "wait", shape: "◐", word });
  if (silentMs > 2 * heartbeatMs) return wait(`Live · nothing heard for ${age(silentMs * 1_000)}`);
  if (dataAgeUs === null) return wait("Live · no data yet");
  if (dataAgeUs > FRESH_US) return wait(`Live · data ${age(dataAgeUs)} old`);
  return { state: "good", shape: "●", word: `Live · ${age(dataAgeUs)}` };
}

/** @param {Facts} facts @returns {Light} */
function away({ phase, tries, retryInMs }) {
  const next = phase === "waiting" ? `try ${tries} in ${Math.ceil(retryInMs / 1_000)} s` : `try ${tries}`;
  if (tries > OFFLINE_TRIES) return { state: "bad", shape: "○", word: `Offline, ${next}` };
  return { state: "wait", shape: "◐", word: tries === 0 ? "Connecting" : `Reconnecting, ${next}` };
}
