import { type Attempt, type Filing, type Load, startLoad } from '@jamaa/e2e/load';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { keepDown, killAndRecover, recovered, whileHung } from './crash/processes.ts';
import { itIsAllWhole } from './crash/whole.ts';

const PER_SECOND = 10;

const statusesOf = (filings: readonly Filing[], during: (attempt: Attempt) => boolean): number[] => [
  ...new Set(filings.flatMap((filing) => filing.attempts.filter(during)).map(({ status }) => status)),
];

/** People file on while the broker and the database are killed, kept down, or hang. */
describe('a steady load of filings', () => {
  let load: Load;

  beforeAll(async () => {
    load = startLoad(PER_SECOND);
    await load.accepts(5);
  });

  it('goes on after the database is killed', async () => {
    await killAndRecover('mongo');
    expect((await load.accepts(5)).length).toBeGreaterThanOrEqual(5);
  }, 90_000);

  it('waits, or is told when to try again, while the database hangs for three seconds', async () => {
    const from = Date.now();
    const hung = load.filings.length;
    await whileHung('mongo', () => load.begins(3 * PER_SECOND));
    await recovered('mongo');
    await load.accepts(5);
    const begun = load.filings.slice(hung);
    const seen = statusesOf(begun, ({ startedAt }) => startedAt >= from);
    expect(seen.filter((status) => ![201, 503, 504].includes(status))).toEqual([]);
  }, 90_000);

  it('does not notice that the broker is killed', async () => {
    const from = Date.now();
    await killAndRecover('nats');
    await load.accepts(5);
    expect(statusesOf(load.filings, ({ startedAt }) => startedAt >= from)).toEqual([201]);
  }, 90_000);

  it('does not notice that the broker is down for five seconds', async () => {
    const from = Date.now();
    await keepDown('nats', () => load.accepts(5 * PER_SECOND));
    expect(statusesOf(load.filings, ({ startedAt }) => startedAt >= from)).toEqual([201]);
    await recovered('nats');
  }, 90_000);

  it('does not notice that the broker hangs for five seconds', async () => {
    const from = Date.now();
    await whileHung('nats', () => load.accepts(5 * PER_SECOND));
    expect(statusesOf(load.filings, ({ startedAt }) => startedAt >= from)).toEqual([201]);
    await recovered('nats');
  }, 90_000);

  itIsAllWhole(() => load);
});
