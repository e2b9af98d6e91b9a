/** Upper ends, in days, of the bands of delays; what is longer is in one more. */
export const bandEnds = [1, 2, 5, 10, 15, 30, 60, 90] as const;

/** The band of a delay in whole days, from 0. */
export function bandOf(days: number): number {
  const band = bandEnds.findIndex((end) => days <= end);
  return band === -1 ? bandEnds.length : band;
}

/**
 * The delay within which this share of the cases lies, straight within a band, in days; 0 without cases. Of the last band, which
 * has no end, its beginning: it is then at least so long.
 */
export function quantile(bands: readonly number[], share: number): number {
  const all = bands.reduce((sum, many) => sum + many, 0);
  let rest = all * share;
  if (all === 0) return 0;
  for (const [band, many] of bands.entries()) {
    const [from, to] = [band === 0 ? 0 : (bandEnds[band - 1] ?? 0), bandEnds[band]];
    if (to === undefined) return from;
    if (rest <= many && many > 0) return from + ((to - from) * rest) / many;
    rest -= many;
  }
  return bandEnds.at(-1) ?? 0;
}
