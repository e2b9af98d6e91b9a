import { call, tokenOf } from '@jamaa/e2e';
import { inboxRows, journalRows, newId } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { killAndRecover } from './crash/processes.ts';
import { bureau, daysAgo, freshName, openRegister, post, year } from './support/civil.ts';
import { openDatabase } from './support/platform.ts';

const registerId = `${bureau}:birth:${year}`;
const register = `/v1/civil/bureaux/${bureau}/registers/birth/${year}`;

/** Of a family of its own: nobody is asked about one that looks alike. */
function unlikeOthers(): object {
  const name = freshName();
  const person = { firstNames: name, familyName: name, sex: 'male', birthDate: '1990-01-01' };
  const child = { ...person, birthDate: daysAgo(2), birthPlace: { commune: '03.451.01.09' } };
  const mother = { ...person, sex: 'female' };
  return { child, time: '08:00', father: person, mother, declarant: { person, quality: 'father' } };
}

const CLIENTS = 50;
/** How many more acts show that registering goes on. */
const SOME = 10;

interface Signed {
  readonly number: number;
  readonly declarationId: string;
}

/**
 * Clients of one bureau register without a pause while service, database and broker are killed one after the other; each keeps the key of a
 * request until it is answered.
 */
describe('numbers of acts', () => {
  let evidence: Awaited<ReturnType<typeof openDatabase>>;
  let registry: typeof evidence;

  beforeAll(async () => {
    evidence = await openDatabase();
    // Now: a database of a connection that is being made anew cannot be named.
    registry = evidence.useDb('jamaa_civil_registry', { useCache: true });
    await openRegister();
  });
  afterAll(() => evidence.close());

  /** Asks the same until it is accepted: what is out of reach answers 5xx, or nothing at all. */
  const patient = async (account: string, path: string, body: object, wanted: number) => {
    const key = newId();
    return until(
      path,
      async () => {
        const answer = await post(account, path, body, key).catch(() => undefined);
        if (answer === undefined || answer.status >= 500 || answer.body.code === 'idempotency-in-flight')
          return undefined;
        expect([path, answer.status, answer.body.detail]).toEqual([path, wanted, undefined]);
        return answer.body;
      },
      // What a killed process had written without a commit stays locked for a minute on the embedded server.
      100_000,
    );
  };

  const flow = async (): Promise<Signed> => {
    const declarations = '/v1/civil/declarations';
    const declared = await patient('registrar.sefrou', declarations, { bureauId: bureau, birth: unlikeOthers() }, 201);
    const { id } = declared.declaration;
    await patient('registrar.sefrou', `${declarations}/${id}/review`, {}, 200);
    const { act } = await patient('civil-officer.sefrou', `${declarations}/${id}/register`, {}, 201);
    return { number: act.number, declarationId: id };
  };

  const signed: Signed[] = [];

  it(`have no gap and no double for ${CLIENTS} clients when service, database and broker are killed`, async () => {
    let over = false;
    const clients = Array.from({ length: CLIENTS }, async () => {
      while (!over) signed.push(await flow());
    });
    // A client that fails ends the test at once.
    const stopped = Promise.all(clients);
    const more = async (): Promise<void> => {
      const wanted = signed.length + SOME;
      await Promise.race([until('more acts', () => signed.length >= wanted, 90_000), stopped]);
    };
    await more();
    // The database next, with what the service had written and not committed still in it.
    await Promise.race([killAndRecover('civil-registry'), stopped]);
    await Promise.race([killAndRecover('mongo'), stopped]);
    await more();
    await Promise.race([killAndRecover('nats'), stopped]);
    await more();
    over = true;
    await stopped;
    const token = await tokenOf('registrar.sefrou');
    const { firstNumber, lastNumber } = (await call('GET', register, { token })).body.register;
    const all: number[] = [];
    for (let after = 0; ; ) {
      const page = await call('GET', `${register}/acts?limit=200&after=${after}`, { token });
      all.push(...page.body.acts.map((one: { number: number }) => one.number));
      if (page.body.nextAfter === 0) break;
      after = page.body.nextAfter;
    }
    expect(all).toEqual(Array.from({ length: lastNumber - firstNumber + 1 }, (_, index) => firstNumber + index));
    expect(new Set(signed.map(({ number }) => number)).size).toBe(signed.length);
  }, 200_000);

  it('stand for what was accepted, each for one declaration', async () => {
    const rows = await registry
      .collection<{ _id: string; actId: string }>('declarations')
      .find({ _id: { $in: signed.map(({ declarationId }) => declarationId) } })
      .toArray();
    const acts = new Map(rows.map(({ _id, actId }) => [_id, actId]));
    expect(signed.map(({ declarationId }) => acts.get(declarationId))).toEqual(
      signed.map(({ number }) => `${registerId}:${number}`),
    );
  });

  it('are told to everybody: every event published, and applied by the registry itself', async () => {
    await until(
      'all published',
      async () => (await journalRows(registry).countDocuments({ pending: true })) === 0,
      60_000,
    );
    const ids = signed.map(({ number }) => `${registerId}:${number}`);
    const told = await journalRows(registry)
      .find({ aggregateId: { $in: ids }, version: 1 })
      .toArray();
    expect(told.map(({ aggregateId }) => aggregateId).sort()).toEqual(ids.toSorted());
    const rowsOf = (those: readonly string[]) =>
      inboxRows(registry)
        .find({ _id: { $in: those.map((id) => `civil-registry:${id}`) }, version: { $gte: 1 } })
        .toArray();
    await until('all applied', async () => (await rowsOf(ids)).length === ids.length, 60_000);
  });
});
