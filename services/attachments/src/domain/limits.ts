export const fileKinds = ['photo', 'pdf', 'audio', 'video'] as const;
export type FileKind = (typeof fileKinds)[number];

export interface Limits {
  /** Bytes, by kind. */
  readonly bytes: Readonly<Record<FileKind, number>>;
  /** Pixels of a picture; what has more is refused before it is decoded. */
  readonly pixels: number;
  /** What no complaint has taken is thrown away after so many hours. */
  readonly unclaimedHours: number;
  /** Pieces an upload may come in: one row each. */
  readonly pieces: number;
}

interface DatedLimits extends Limits {
  /** First instant they hold. */
  readonly from: string;
}

const MB = 1_000_000;

/** Our defaults; no text fixes them. Dated, so that a change is on record. */
const limits: readonly DatedLimits[] = [
  {
    from: '2026-01-01T00:00:00Z',
    bytes: { photo: 15 * MB, pdf: 20 * MB, audio: 25 * MB, video: 100 * MB },
    pixels: 64 * MB,
    unclaimedHours: 24,
    pieces: 4_000,
  },
];

/** The limits in force at an instant. */
export function limitsAt(now: Date): Limits {
  const found = limits.findLast(({ from }) => Date.parse(from) <= now.getTime()) ?? limits[0];
  if (found === undefined) throw new Error('no limits are configured');
  return found;
}

/** No file of any kind is larger. */
export const largest = ({ bytes }: Limits): number => Math.max(...Object.values(bytes));
