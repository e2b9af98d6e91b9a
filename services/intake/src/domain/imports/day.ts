/** Noon in Morocco to the hour, in every legal time: the local day is the day that is meant. */
const NOON = 'T12:00:00Z';

/**
 * The instant of a day or moment as registers write it: `2026-01-31`, `31/01/2026` (or `-`, `.`), or ISO 8601 with an offset. A day
 * without a time is its noon, for delays are counted in local days. `undefined` when it is none, or no day of the calendar.
 */
export function dayOrInstant(text: string): Date | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso !== null) return dayOf(iso[1], iso[2], iso[3]);
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  if (local !== null) return dayOf(local[3], local[2], local[1]);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

function dayOf(year = '', month = '', day = ''): Date | undefined {
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const instant = new Date(`${written}${NOON}`);
  // 31 February would roll over into March.
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(written) ? instant : undefined;
}
