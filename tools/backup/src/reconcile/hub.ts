import { readFile } from 'node:fs/promises';
import { journalRows } from '@jamaa/kit';
import { KnownAggregate } from '@jamaa/proto/insights/v1/insights';
import { z } from 'zod';
import { UsageError } from '../options.ts';
import type { CellService } from './reconcile.ts';

/** What the hub has applied of a cell since a moment. */
export interface HubKnows {
  readonly cell: string;
  readonly since: Date;
  readonly known: readonly KnownAggregate[];
}

const written = z.object({ cell: z.string(), since: z.iso.datetime(), known: z.array(z.unknown()) });

/** Reads what `ops insights known` wrote at the hub. @throws UsageError when it is no such file, or of another cell */
export async function readHub(file: string, cell: string): Promise<HubKnows> {
  let read: HubKnows;
  try {
    const { since, known, ...rest } = written.parse(JSON.parse(await readFile(file, 'utf8')));
    read = { ...rest, since: new Date(since), known: known.map((one) => KnownAggregate.fromJSON(one)) };
  } catch (error) {
    throw new UsageError(
      `${file} is not what the hub knows: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (read.cell !== cell) throw new UsageError(`${file} is of cell ${read.cell}, not of ${cell}`);
  return read;
}

/** Versions that the hub has applied and the restored journal does not have. @throws UsageError when it was asked for too little */
export async function beyondAtHub(
  { name, connection }: CellService,
  hub: HubKnows,
  point: Date,
): Promise<readonly KnownAggregate[]> {
  if (hub.since > point)
    throw new UsageError(`the hub was asked since ${hub.since.toISOString()}, after the restore point: ask it again`);
  const beyond: KnownAggregate[] = [];
  for (const one of hub.known) {
    if (one.service !== name) continue;
    const there = await journalRows(connection).findOne({ aggregateId: one.aggregateId, version: one.version });
    if (there === null) beyond.push(one);
  }
  return beyond;
}
