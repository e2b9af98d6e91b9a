/** National load at its peak, a second (docs/operations/sizing.md says where each comes from). */
export const load = {
  /** Stress: ten times what a mature service gets, spread as unevenly as the worst days on record. */
  complaints: 10,
  /** Civil events, extracts and copies. */
  civil: 7.6,
  /** Reads in a crisis; 460 on an ordinary peak. */
  reads: 1_400,
} as const;

/**
 * Processor milliseconds of each process for one complaint from deposit to answer, at a million stored complaints, and its memory then.
 * From: npm run bench -- --rows 1000000 --flow complaint --rate 20 --for 60s (commit 020feca, two cores, 2026-11-22).
 */
export const measured: Readonly<Record<string, { readonly complaintMs: number; readonly memoryMb: number }>> = {
  gateway: { complaintMs: 6.7, memoryMb: 392 },
  gis: { complaintMs: 0.7, memoryMb: 356 },
  directory: { complaintMs: 0.8, memoryMb: 349 },
  intake: { complaintMs: 13.8, memoryMb: 524 },
  routing: { complaintMs: 4.0, memoryMb: 158 },
  sla: { complaintMs: 3.6, memoryMb: 161 },
  notifications: { complaintMs: 9.2, memoryMb: 439 },
  attachments: { complaintMs: 1.9, memoryMb: 149 },
  'national-portal': { complaintMs: 3.0, memoryMb: 157 },
  'civil-registry': { complaintMs: 1.2, memoryMb: 416 },
  'document-orders': { complaintMs: 1.4, memoryMb: 256 },
  // Not there when that was measured: taken to cost what sla costs.
  insights: { complaintMs: 3.6, memoryMb: 161 },
  // Not measured under load: taken to need what the gateway needs, which does more with a request; its copy of the kingdom is gis's.
  'national-gateway': { complaintMs: 6.7, memoryMb: 392 },
};

/** Not measured, assumed: an act or a copy costs what a complaint costs in intake, and a read two milliseconds over two processes. */
export const assumed: Readonly<Record<string, { readonly civilMs?: number; readonly readMs?: number }>> = {
  gateway: { civilMs: 6.7, readMs: 1 },
  'national-gateway': { civilMs: 6.7, readMs: 1 },
  gis: { readMs: 0.25 },
  directory: { readMs: 0.15 },
  intake: { readMs: 0.4 },
  attachments: { readMs: 0.2 },
  notifications: { civilMs: 4 },
  'civil-registry': { civilMs: 13.8 },
  'document-orders': { civilMs: 13.8 },
};

/** What carries the whole country at the hub, wherever people are: all who come by the national address, and the events of every cell. */
export const national: readonly string[] = ['national-gateway', 'insights'];
/** What runs at the hub alone. */
export const hubOnly: readonly string[] = ['national-gateway'];

/** Room above the peak: an uneven région, a lost node, a version being rolled out, and processors slower than the one measured on. */
export const HEADROOM = 3;
/** What the autoscaler aims at. */
export const TARGET = 0.7;
/** Memory above what was measured. */
export const MEMORY_ROOM = 1.5;
/** Two, so that one may go: no promise of the platform hangs on a single pod. */
export const LEAST_REPLICAS = 2;
export const LEAST_MILLICORES = 50;
/** Disk: 8.5 GB for a million complaints with journal and indexes (the embedded database; MongoDB compresses alike). */
export const BYTES_PER_COMPLAINT = 8_500;
/** Mature: 1.5 million complaints, 11 million civil acts and documents a year, which are taken to be as large. */
export const ROWS_A_YEAR = 12_500_000;
export const YEARS = 5;
/** Likewise, of complaints alone: the hub keeps a slim row of each for its figures, taken (not measured) to be a kilobyte with its index. */
export const COMPLAINTS_A_YEAR = 1_500_000;
export const BYTES_PER_FIGURE = 1_000;
