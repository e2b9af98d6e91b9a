import { connectMongo, ensureIndexes } from '@jamaa/kit';
import { createSuite, type Suite } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection, mongo } from 'mongoose';
import { actsByTokens } from '../src/store/acts-by-tokens.ts';
import { indexes } from '../src/store/indexes.ts';
import { type ActRow, actRows } from '../src/store/rows.ts';

describe('acts under any of some tokens', () => {
  let suite: Suite;
  let connection: Connection;
  const ids = async (tokens: readonly string[], most: number) => {
    const { rows, truncated } = await actsByTokens(connection, tokens, most);
    return { ids: rows.map(({ _id }) => _id).sort(), truncated };
  };

  beforeAll(async () => {
    suite = await createSuite();
    const { MONGODB_URI: uri, MONGODB_DATABASE: database = '' } = suite.env('civil-registry');
    connection = await connectMongo({ uri, database, appName: 'test' });
    await ensureIndexes(connection, indexes);
    const common = Array.from({ length: 20 }, (_, index) => ({ _id: `common-${index}`, tokens: ['common'] }));
    const rare = [
      { _id: 'rare-1', tokens: ['rare', 'other'] },
      { _id: 'rare-2', tokens: ['rare'] },
    ];
    await actRows(connection).insertMany([...common, ...rare] as unknown as mongo.OptionalUnlessRequiredId<ActRow>[]);
  });
  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  it('are each there once', async () => {
    expect(await ids(['rare', 'other', 'none'], 5)).toEqual({ ids: ['rare-1', 'rare-2'], truncated: false });
  });

  it('are not hidden by a token that many share, of which it is said that there are more', async () => {
    const found = await ids(['common', 'other', 'rare'], 5);
    expect(found.ids.filter((id) => id.startsWith('rare'))).toEqual(['rare-1', 'rare-2']);
    expect(found.ids).toHaveLength(7);
    expect(found.truncated).toBe(true);
  });

  it('are none where nothing is asked for', async () => {
    expect(await ids([], 5)).toEqual({ ids: [], truncated: false });
  });

  it('are found by the index alone', async () => {
    const plan = await actRows(connection)
      .find({ tokens: { $in: ['rare', 'other'] } })
      .limit(6)
      .explain();
    expect(JSON.stringify(plan)).toContain('"IXSCAN"');
    expect(JSON.stringify(plan)).not.toContain('COLLSCAN');
  });
});
