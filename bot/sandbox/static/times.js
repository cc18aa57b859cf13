// Dates and times in the time zone of whoever looks.

import { me } from "./state.js";

const cache = new Map();

function format(options) {
  const key = `${me().tz}${JSON.stringify(options)}`;
  if (!cache.has(key)) cache.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: me().tz, ...options }));
  return cache.get(key);
}

const DAY = { weekday: "short", day: "numeric", month: "short" };

export const ofTs = (ts) => new Date(Number(ts) * 1000);
export const timeOf = (date) => format({ hour: "2-digit", minute: "2-digit" }).format(date);
export const dayOf = (date) => format({ weekday: "long", day: "numeric", month: "long" }).format(date);
export const longDayOf = (date) => format({ ...DAY, year: "numeric" }).format(date);
/** The calendar date, as a date field writes it. */
export const isoDayOf = (date) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: me().tz, year: "numeric", month: "2-digit", day: "2-digit" }).format(date);

/** The moment that is `day` at the time of `from`, both read in the person's zone. */
export function onDay(day, from) {
  const days = Math.round((Date.parse(day) - Date.parse(isoDayOf(from))) / 86_400_000);
  return new Date(from.getTime() + days * 86_400_000);
}

const PARTS = {
  date_num: (date) => isoDayOf(date),
  date: (date) => format({ day: "numeric", month: "long", year: "numeric" }).format(date),
  date_short: (date) => format({ day: "numeric", month: "short", year: "numeric" }).format(date),
  date_long: (date) => format({ weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(date),
  time: (date) => timeOf(date),
  time_secs: (date) => format({ hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(date),
};

/** A date by Slack's format words, such as "{date_short} at {time}". */
export function formatDate(timestamp, words) {
  if (!Number.isFinite(timestamp)) return "";
  const date = new Date(timestamp * 1000);
  return words.replace(/\{([a-z_]+)\}/g, (whole, word) => PARTS[word.replace("_pretty", "")]?.(date) ?? whole);
}
