import { connectMongo, passOver } from '@jamaa/kit';
import { databaseOf, type ServiceName } from '@jamaa/stack';
import { z } from 'zod';
import type { Database } from './database.ts';

/** Where the seeded journals of intake and of sla end. */
export const journalEnds = z.object({ read: z.string(), written: z.string() }).transform(({ read, written }) => ({
  intake: read,
  sla: written,
}));

/** Who would read them from the beginning. Sla has its clocks from its own seed. */
const readers: Readonly<Record<'intake' | 'sla', readonly ServiceName[]>> = {
  intake: ['routing', 'notifications', 'attachments', 'national-portal'],
  sla: ['intake', 'notifications'],
};

/** Seeded history is told to nobody, routed nowhere and moves nothing: whoever consumes it begins behind it. */
export async function passOverHistory(
  database: Database,
  ends: z.infer<typeof journalEnds>,
  until: Date,
): Promise<void> {
  for (const source of ['intake', 'sla'] as const) {
    if (ends[source] === '') continue;
    for (const service of readers[source]) {
      const connection = await connectMongo({
        uri: database.uri(service),
        database: databaseOf(service),
        appName: 'seed',
      });
      try {
        await passOver(connection, source, ends[source], until);
      } finally {
        await connection.close();
      }
    }
  }
}

/** The registry reads its own journal: registers of a seed mirror nothing. `end` is where their journal ends. */
export async function passOverRegisters(database: Database, end: string, until: Date): Promise<void> {
  const service = 'civil-registry';
  const connection = await connectMongo({ uri: database.uri(service), database: databaseOf(service), appName: 'seed' });
  try {
    await passOver(connection, service, end, until);
  } finally {
    await connection.close();
  }
}
