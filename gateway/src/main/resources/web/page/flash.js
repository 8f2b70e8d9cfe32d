// SPDX-License-Identifier: Apache-2.0
/** Keeps a cell from flashing more than twice a second, whatever its price does. */
export class FlashLimiter {
  static #APART_MS = 500;
  /** @type {Map<string, number>} */ #lastMs = new Map();

  /**
   * Whether the cell may flash now; counts it as done if so.
   *
   * @param {string} cell there are as many as cells
   * @param {number} nowMs of any clock that does not go back
   */
  allows(cell, nowMs) {
    const last = this.#lastMs.get(cell);
    if (last !== undefined && nowMs - last < FlashLimiter.#APART_MS) return false;
    this.#lastMs.set(cell, nowMs);
    return true;
  }
}
