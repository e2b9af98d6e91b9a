import type { Platform } from '@jamaa/kit';
import { shelfOf } from './domain/place.ts';
import { channelOf } from './domain/tally.ts';
import { type ShelfRow, shelfRows } from './store/rows.ts';

const FRESH_MS = 10_000;

/**
 * The metrics of this service, declared once; `jamaa_insights_` stands before each name. They are read from the counter rows, so that
 * they survive a restart; each replica tells the same, and a query takes `max by`, never the sum over replicas.
 */
export function createTelemetry({ metrics, mongo, clock }: Pick<Platform, 'metrics' | 'mongo' | 'clock'>): void {
  const place = ['region', 'province', 'category'] as const;
  const standing = {
    open: metrics.gauge('open_cases', 'Cases on which an answer or a disposition is owed', place),
    dueSoon: metrics.gauge('due_soon_cases', 'Open cases warned of their legal deadline and not after it', place),
    overdue: metrics.gauge('overdue_cases', 'Open cases after their legal deadline', place),
  };
  const received = metrics.counter('received_total', 'Cases received', [...place, 'channel']);
  const breaches = metrics.counter('breaches_total', 'Legal deadlines missed', place);
  let readAt: number | undefined;
  metrics.collect(async () => {
    if (readAt !== undefined && clock.system() - readAt < FRESH_MS) return;
    const rows = await shelfRows(mongo).find().toArray();
    readAt = clock.system();
    for (const metric of [...Object.values(standing), received, breaches]) metric.reset();
    // The hub has a shelf of each cell: of one place there is one cell, but for a case that moved.
    for (const row of rows) show(row, { standing, received, breaches });
  });
}

interface Grows {
  inc(labels: Record<string, string>, by: number): void;
}

interface Shown {
  readonly standing: Readonly<Record<string, Grows>>;
  readonly received: Grows;
  readonly breaches: Grows;
}

/** Series of nothing are left out: there are thousands. */
function show({ _id, ...figures }: ShelfRow, { standing, received, breaches }: Shown): void {
  const { region, province, category } = shelfOf(_id);
  const place = { region, province, category };
  for (const [name, value] of Object.entries(figures)) {
    if (typeof value !== 'number' || value === 0) continue;
    const channel = channelOf(name);
    if (channel !== undefined) received.inc({ ...place, channel }, value);
    else if (name === 'breaches') breaches.inc(place, value);
    else standing[name]?.inc(place, value);
  }
}
