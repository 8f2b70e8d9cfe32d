// SPDX-License-Identifier: Apache-2.0
/**
 * The table of prices. Messages come as they like and wait in a map; once per animation frame the newest of each
 * instrument is painted, and only cells whose text changed are touched.
 *
 * @typedef {import("../quotewire.js").DataMessage} DataMessage
 *
 * @typedef {object} Row
 * @property {HTMLTableRowElement} element
 * @property {Record<string, HTMLElement>} cells
 * @property {any} data the last known values; they stay when a source is lost
 * @property {string} source @property {string} status @property {?number} recv
 */
import { age, change, compare, counted, grouped, tailed } from "./format.js";
import { FlashLimiter } from "./flash.js";

/** Name and classes, after the row's header; narrow screens leave out what is wide. */
const COLUMNS = [
  ["last", "number"], ["change", "number"], ["bid", "number wide"], ["ask", "number wide"],
  ["source", "wide"], ["status", "wide"], ["age", "number wide"],
];
const PRICES = ["last", "bid", "ask"];

export class PriceTable {
  /** @type {Map<string, Row>} */ #rows = new Map();
  /** @type {Map<string, DataMessage>} */ #pending = new Map();
  #flashes = new FlashLimiter();
  #still = matchMedia("(prefers-reduced-motion: reduce)");
  #sort = { by: "instrument", descending: false };
  #filter = "";
  #scheduled = false;

  /**
   * @param {{table: HTMLTableElement, count: HTMLElement, empty: HTMLElement, filter: HTMLInputElement}} parts
   * @param {(recv: ?number) => ?number} ageUs of a value that was received then
   */
  constructor(parts, ageUs) {
    Object.assign(this, { parts, ageUs });
    for (const button of parts.table.querySelectorAll("button[data-sort]")) {
      button.addEventListener("click", () => this.#sortBy(button.dataset.sort));
    }
    parts.filter.addEventListener("input", () => {
      this.#filter = parts.filter.value.trim().toUpperCase();
      this.#arrange();
    });
  }

  /** The instruments that have a row. */
  get instruments() {
    return [...this.#rows.keys()];
  }

  /** Where the values of an instrument come from, and whether they can be trusted; undefined before the first. */
  of(instrument) {
    const newest = this.#pending.get(instrument) ?? this.#rows.get(instrument);
    return newest && { source: newest.source, status: newest.status };
  }

  /** How many live rows each source serves. @returns {Map<string, number>} */
  get served() {
    const served = new Map();
    for (const { source, status } of this.#rows.values()) {
      if (status === "live") served.set(source, (served.get(source) ?? 0) + 1);
    }
    return served;
  }

  /** The age of the newest of all values in microseconds; null while there is none. */
  get newestUs() {
    let newest = null;
    for (const { recv } of [...this.#rows.values(), ...this.#pending.values()]) {
      if (typeof recv === "number" && (newest === null || recv > newest)) newest = recv;
    }
    return this.ageUs(newest);
  }

  /** The first row that is shown: its instrument and price as printed. */
  get first() {
    const row = this.#arranged().find(([, { element }]) => !element.hidden);
    return row && { instrument: row[0], price: row[1].cells.last.textContent };
  }

  /** Takes a message of a `ticker` topic; it is painted with the next frame. @param {DataMessage} m */
  take(m) {
    const instrument = m.topic.split(":")[2];
    // A source that is lost may say nothing but that: the values that were known stay on the screen.
    const data = m.data ?? this.#pending.get(instrument)?.data;
    this.#pending.set(instrument, data === undefined ? m : { ...m, data });
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => this.#paint());
  }

  /** Once a second: ages go on, and who moved most may have changed. */
  tick() {
    for (const row of this.#rows.values()) this.#age(row);
    if (this.#sort.by === "change") this.#arrange();
  }

  #paint() {
    this.#scheduled = false;
    const before = this.#rows.size;
    for (const [instrument, m] of this.#pending) this.#show(instrument, m);
    this.#pending.clear();
    if (this.#rows.size !== before) this.#arrange();
  }

  #show(instrument, m) {
    const row = this.#rows.get(instrument) ?? this.#add(instrument);
    const had = row.data;
    Object.assign(row, { data: m.data ?? had, source: m.source, status: m.status, recv: m.recv ?? row.recv });
    const { data, cells } = row;
    for (const name of PRICES) this.#price(instrument, name, row, data?.[name], had?.[name]);
    const moved = change(data?.change_pct_24h);
    write(cells.change, moved.text);
    mark(cells.change, "move", moved.move);
    if (write(cells.source, m.source) && had) this.#flash(`${instrument} source`, cells.source, "flash-source");
    write(cells.status, m.status);
    mark(row.element, "status", m.status);
    this.#age(row);
  }

  /** A price that moved leaves an arrow, and a tint for as long as eyes need to find it. */
  #price(instrument, name, { cells, status }, now, before) {
    const cell = cells[name];
    if (!writePrice(cell, grouped(now)) || !before || !now) return;
    const order = compare(now, before);
    if (order === 0) return;
    if (name === "last") mark(cell, "tick", order > 0 ? "up" : "down");
    if (status === "live") this.#flash(`${instrument} ${name}`, cell, order > 0 ? "flash-up" : "flash-down");
  }

  #flash(name, cell, tint) {
    if (this.#still.matches || !this.#flashes.allows(name, performance.now())) return;
    cell.classList.add(tint);
  }

  /** On a narrow screen the line below the name has the columns that are left out. */
  #age({ cells, source, status, recv }) {
    const told = age(this.ageUs(recv));
    write(cells.age, told);
    write(cells.sub, status === "live" ? `${source} · ${told}` : `${source} · ${status} · ${told}`);
  }

  #add(instrument) {
    const element = document.createElement("tr");
    element.dataset.instrument = instrument;
    const header = document.createElement("th");
    header.scope = "row";
    header.className = "instrument";
    const sub = document.createElement("span");
    sub.className = "sub";
    header.append(instrument, sub);
    element.append(header);
    const cells = { sub };
    for (const [name, style] of COLUMNS) {
      const cell = document.createElement("td");
      cell.className = `${name} ${style}`;
      const ended = () => cell.classList.remove("flash-up", "flash-down", "flash-source");
      cell.addEventListener("animationend", ended);
      cell.addEventListener("animationcancel", ended);
      element.append(cell);
      cells[name] = cell;
    }
    const row = { element, cells, data: undefined, source: "", status: "", recv: null };
    this.#rows.set(instrument, row);
    return row;
  }

  #sortBy(by) {
    const again = this.#sort.by === by;
    this.#sort = { by, descending: again ? !this.#sort.descending : by === "change" };
    for (const header of this.parts.table.querySelectorAll("th[aria-sort]")) {
      const sorted = header.querySelector("button").dataset.sort === by;
      header.setAttribute("aria-sort", !sorted ? "none" : this.#sort.descending ? "descending" : "ascending");
    }
    this.#arrange();
  }

  #arranged() {
    const { by, descending } = this.#sort;
    const order = ([a, x], [b, y]) => {
      const byChange = by === "change" ? compare(x.data?.change_pct_24h, y.data?.change_pct_24h) : 0;
      const byName = a < b ? -1 : 1;
      return byChange === 0 ? (by === "change" ? byName : descending ? -byName : byName) : descending ? -byChange : byChange;
    };
    return [...this.#rows].sort(order);
  }

  /** Moves no row that stands where it belongs. */
  #arrange() {
    const body = this.parts.table.tBodies[0];
    let shown = 0;
    this.#arranged().forEach(([instrument, { element }], i) => {
      element.hidden = !instrument.includes(this.#filter);
      if (!element.hidden) shown++;
      if (body.children[i] !== element) body.insertBefore(element, body.children[i] ?? null);
    });
    const all = this.#rows.size;
    write(this.parts.count, shown === all ? counted(all, "instrument") : `${shown} of ${counted(all, "instrument")}`);
    this.parts.empty.hidden = all > 0;
  }
}

/** Whether that changed anything. */
function write(element, text) {
  if (element.textContent === text) return false;
  element.textContent = text;
  return true;
}

function writePrice(cell, text) {
  if (cell.textContent === text) return false;
  const [telling, zeros] = tailed(text);
  const tail = document.createElement("span");
  tail.className = "zeros";
  tail.textContent = zeros;
  cell.replaceChildren(telling, ...(zeros === "" ? [] : [tail]));
  return true;
}

function mark(element, name, value) {
  if (element.dataset[name] !== value) element.dataset[name] = value;
}
