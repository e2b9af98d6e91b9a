import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesOf, journalRows } from '@jamaa/kit';
import { createSuite, type Suite, until } from '@jamaa/kit/testing';
import { directoryEvents } from '@jamaa/proto/catalog';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DirectoryContext } from '../src/context.ts';
import { organisationRows } from '../src/store/rows.ts';
import {
  anonymous,
  codeOf,
  connectDirectory,
  type DirectoryClient,
  migrateDirectory,
  startDirectory,
} from './harness.ts';

describe('the organisations', () => {
  let suite: Suite;
  let directory: DirectoryContext;
  let client: DirectoryClient;
  // 1,590 collectivités, 41 arrondissements, 83 gouverneurs, 12 walis, 67 bodies of the file.
  const total = 1797;

  beforeAll(async () => {
    suite = await createSuite();
    await migrateDirectory(suite);
    // Two replicas start on an empty database at once.
    const started = Date.now();
    const [first, second] = await Promise.all([startDirectory(suite), startDirectory(suite)]);
    process.stderr.write(`first start of two replicas: ${Date.now() - started} ms\n`);
    directory = first;
    await second.platform.close();
    client = await connectDirectory(suite, directory.served.rpcPort);
  });
  afterAll(async () => {
    client.close();
    await directory.platform.mongo.dropDatabase();
    await directory.platform.close();
  });

  it('are loaded once, with one event each, however many replicas start', async () => {
    expect(await organisationRows(directory.platform.mongo).countDocuments()).toBe(total);
    expect(await journalRows(directory.platform.mongo).countDocuments()).toBe(total);
    const again = await startDirectory(suite);
    await again.platform.close();
    expect(await journalRows(directory.platform.mongo).countDocuments()).toBe(total);
    await until(
      'all published',
      async () => (await journalRows(directory.platform.mongo).countDocuments({ pending: true })) === 0,
    );
  });

  it('are written again, with an event, only where the data changed', async () => {
    const source = join(import.meta.dirname, '../data/bodies.json');
    const data = JSON.parse(await readFile(source, 'utf8')) as { bodies: { id: string; validFrom?: string }[] };
    // The day on which a société régionale takes over becomes known.
    for (const body of data.bodies) if (body.id === 'srm:05') body.validFrom = '2027-01-01T00:00:00+01:00';
    const file = join(suite.secretsDir, 'bodies.json');
    await writeFile(file, JSON.stringify(data));
    const again = await startDirectory(suite, { BODIES_FILE: file });
    await again.platform.close();
    const rows = await journalRows(directory.platform.mongo).find({ version: 2 }).toArray();
    expect(rows.map((row) => row.aggregateId)).toEqual(['srm:05']);
    const [row] = rows;
    if (row === undefined) throw new Error('no event');
    const event = directoryEvents.organisationChanged.codec.decode(bytesOf(row.data));
    expect(event.organisation).toMatchObject({ id: 'srm:05', version: 2, validFrom: new Date('2026-12-31T23:00:00Z') });
    const { organisation } = await client.as(anonymous)('getOrganisation', { id: 'srm:05' });
    expect(organisation).toEqual(event.organisation);
  });

  it('are told to anybody, one by id', async () => {
    const { organisation } = await client.as(anonymous)('getOrganisation', { id: 'etat:dgsn' });
    expect(organisation).toMatchObject({
      kind: 'etat',
      onPlatform: false,
      territory: '00',
      address: { fr: 'Service de police le plus proche ; urgence : 19' },
    });
    expect(await codeOf(client.as(anonymous)('getOrganisation', { id: 'commune:99' }))).toBe('not-found');
    expect(await codeOf(client.as(anonymous)('getOrganisation', { id: '' }))).toBe('validation-failed');
  });

  it('are listed by territory and kind, page by page without a gap', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await client.as(anonymous)('listOrganisations', { territory: '03.451', kind: '', cursor, limit: 7 });
      expect(page.organisations.length).toBeLessThanOrEqual(7);
      seen.push(...page.organisations.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== '');
    expect(seen).toEqual([...seen].sort());
    // 23 communes, the province and its gouverneur.
    expect(seen.filter((id) => id.startsWith('commune:03.451.'))).toHaveLength(23);
    expect(seen.filter((id) => !id.startsWith('commune:'))).toEqual(['gouverneur:03.451', 'province:03.451']);
    const list = (territory: string, kind: string) =>
      client.as(anonymous)('listOrganisations', { territory, kind, cursor: '', limit: 500 });
    expect((await list('', 'region')).organisations).toHaveLength(12);
    expect((await list('06.141.01.00', '')).organisations.map(({ id }) => id)).toEqual(['gouverneur:06.141.01.00']);
    expect(await codeOf(list('Sefrou', ''))).toBe('validation-failed');
    expect(await codeOf(list('', 'kingdom'))).toBe('validation-failed');
  });
});
