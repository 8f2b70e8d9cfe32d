// SPDX-License-Identifier: Apache-2.0
/**
 * Values as people read them. Digits stay as they were sent: nothing here makes a number of a price.
 */

const DECIMAL = /^([+-]?)(\d+)(\.\d+)?$/;
export const NOTHING = "—";

/**
 * A decimal with a separator after each third digit before the point. What is no decimal comes back as it is.
 *
 * @param {?string | undefined} digits
 */
export function grouped(digits) {
  if (digits === null || digits === undefined) return NOTHING;
  const parts = DECIMAL.exec(digits);
  if (parts === null) return digits;
  const [, sign, whole, fraction = ""] = parts;
  return (sign === "-" ? "−" : "") + whole.replace(/\B(?=(\d{3})+$)/g, ",") + fraction;
}

/**
 * What of a printed decimal says something, and the zeros behind it. Some venues print eight decimals of every price: all
 * stay, but eyes should find the others first. At least two decimals are never taken for such zeros.
 *
 * @param {string} text
 * @returns {[string, string]}
 */
export function tailed(text) {
  const parts = /^(.*\.\d{2,}?)(0{3,})$/.exec(text);
  return parts === null ? [text, ""] : [parts[1], parts[2]];
}

/**
 * Below 0 if `a` is the smaller decimal, above if the greater; exact, whatever the number of digits. What is not known is
 * smaller than all else.
 *
 * @param {?string | undefined} a
 * @param {?string | undefined} b
 */
export function compare(a, b) {
  const [x, y] = [read(a), read(b)];
  if (x === null || y === null) return (x === null ? 0 : 1) - (y === null ? 0 : 1);
  if (x.negative !== y.negative) return x.negative ? -1 : 1;
  const scale = Math.max(x.fraction.length, y.fraction.length);
  const [p, q] = [x, y].map(({ whole, fraction }) => BigInt(whole + fraction.padEnd(scale, "0")));
  const order = p < q ? -1 : p > q ? 1 : 0;
  return x.negative && order !== 0 ? -order : order;
}

/** @param {?string | undefined} digits */
function read(digits) {
  const parts = DECIMAL.exec(digits ?? "");
  if (parts === null) return null;
  const [, sign, whole, fraction = "."] = parts;
  const isZero = /^[0.]*$/.test(whole + fraction);
  return { negative: sign === "-" && !isZero, whole, fraction: fraction.slice(1) };
}

/**
 * A change in per cent: an arrow, a sign and the digits.
 *
 * @param {?string | undefined} percent
 * @returns {{move: "up" | "down" | "flat" | "unknown", text: string}}
 */
export function change(percent) {
  if (read(percent) === null) return { move: "unknown", text: NOTHING };
  const order = compare(percent, "0");
  const bare = grouped(percent.replace(/^[+-]/, ""));
  if (order === 0) return { move: "flat", text: `${bare} %` };
  return order > 0 ? { move: "up", text: `▲ +${bare} %` } : { move: "down", text: `▼ −${bare} %` };
}

/**
 * How old something is: `0.3 s`, `12 s`, `4 min`, `3 h`, `2 d`.
 *
 * @param {?number} us microseconds; null where there is nothing
 */
export function age(us) {
  if (us === null) return NOTHING;
  const tenths = Math.floor(us / 100_000);
  if (tenths < 100) return `${Math.floor(tenths / 10)}.${tenths % 10} s`;
  const s = Math.floor(tenths / 10);
  if (s < 60) return `${s} s`;
  if (s < 3_600) return `${Math.floor(s / 60)} min`;
  return s < 172_800 ? `${Math.floor(s / 3_600)} h` : `${Math.floor(s / 86_400)} d`;
}

/** The time of day here. @param {number} ms since 1970 UTC */
export function clock(ms) {
  const time = new Date(ms);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map((n) => String(n).padStart(2, "0")).join(":");
}

/** `1 row`, `2 rows`. @param {number} count @param {string} word */
export function counted(count, word) {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
