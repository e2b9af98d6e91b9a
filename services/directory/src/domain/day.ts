const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

/**
 * When a day of the civil calendar, `2026-01-31`, begins: at 00:00 UTC+1, the legal time of the country outside Ramadan.
 * `undefined` for what is no day.
 */
export function startOfDay(text: string): Date | undefined {
  const day = new Date(`${text}T00:00:00Z`);
  // 2026-02-30 would roll over into March.
  if (!DATE.test(text) || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text) return undefined;
  return new Date(day.getTime() - 3_600_000);
}

/** The end of such a day. */
export const endOfDay = (text: string): Date | undefined => {
  const start = startOfDay(text);
  return start === undefined ? undefined : new Date(start.getTime() + DAY_MS);
};
