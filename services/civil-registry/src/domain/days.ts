const DAY_MS = 86_400_000;

/** Whether the text is a day of the calendar, `2026-02-28`; 29 February only in a leap year. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  // 31 April would roll over into May.
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

/** A day, or a month or year where only that is known. */
export const isPartialDay = (text: string): boolean =>
  isDay(text) || (/^\d{4}(-\d{2})?$/.test(text) && isDay(`${text}-01-01`.slice(0, 10)));

/** First and last day that a whole or partial day may mean. */
export function spanOf(partial: string): { readonly first: string; readonly last: string } {
  if (partial.length === 4) return { first: `${partial}-01-01`, last: `${partial}-12-31` };
  if (partial.length === 10) return { first: partial, last: partial };
  const next = new Date(`${partial}-01T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1);
  return { first: `${partial}-01`, last: new Date(next.getTime() - DAY_MS).toISOString().slice(0, 10) };
}

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The same day some years later; 29 February becomes 28 February in a common year. */
export function addYears(day: string, years: number): string {
  const moved = `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
  return isDay(moved) ? moved : `${moved.slice(0, 8)}28`;
}

/** `HH:MM` of a day of 24 hours. */
export const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
