import { call, tokenOf } from '@jamaa/e2e';
import type { Load } from '@jamaa/e2e/load';
import { expect, it } from '@jest/globals';
import { consumers, type Evidence, openEvidence, type StoredCase } from './evidence.ts';

/** Templates by which a complaint that was filed and assigned is told about; both are sent once. */
const LEGAL = 'receipt';
const templates = [LEGAL, 'assigned'];

/**
 * The tests with which every crash suite ends: what was accepted is there, whole, once, and everybody was told. Ends the load; the
 * first test waits until nothing is on its way any more.
 */
export function itIsAllWhole(given: () => Load): void {
  let evidence: Evidence;
  let cases: StoredCase[] = [];
  let ids: string[] = [];

  it('has accepted every filing, and filed none twice', async () => {
    const load = given();
    await load.end();
    evidence = await openEvidence(load.mark);
    cases = await evidence.untilSettled();
    ids = cases.map((one) => one._id);
    const told = load.filings.map((filing) => [...new Set(filing.accepted.map((one) => one.reference))]);
    expect(told.filter((references) => references.length !== 1)).toEqual([]);
    const codes = load.filings.map((filing) => new Set(filing.accepted.map((one) => one.trackingCode)).size);
    expect(codes.filter((count) => count !== 1)).toEqual([]);
    expect(cases.map((one) => one.reference).sort()).toEqual(told.flat().sort());
    expect(await evidence.orphans()).toEqual([]);
  }, 180_000);

  it('has answered every failed attempt with a problem that says when to try again', () => {
    const failed = given().filings.flatMap((filing) => filing.attempts.filter(({ status }) => status > 201));
    expect(
      failed.filter(
        ({ status, contentType, retryAfter }) =>
          ![409, 503, 504].includes(status) ||
          !contentType.startsWith('application/problem+json') ||
          retryAfter === null,
      ),
    ).toEqual([]);
  });

  it('shows every case, assigned, under the tracking code that was told', async () => {
    const answers = await inFours(given().filings, async ({ accepted: [filed] }) => {
      const { status, body } = await call('GET', `/v1/complaints/${filed?.reference}`, {
        trackingCode: filed?.trackingCode ?? '',
      });
      return [status, body.status, body.responsible?.unit?.id].join(' ');
    });
    expect([...new Set(answers)]).toEqual(['200 assigned technical']);
  }, 60_000);

  it('has a timeline and journals without gaps, all published and applied in order', async () => {
    const timelines = cases.map((one) => one.timeline.map((step) => `${step.version} ${step.event}`).join(', '));
    expect([...new Set(timelines)]).toEqual(['1 submitted, 2 assigned']);
    const versions = async (service: 'intake' | 'routing') => {
      const journal = await evidence.journal(service, ids);
      return [...new Set(ids.map((id) => journal.get(id)?.join()))];
    };
    expect({ intake: await versions('intake'), routing: await versions('routing') }).toEqual({
      intake: ['1,2'],
      routing: ['1'],
    });
    for (const service of ['intake', 'routing', 'sla', 'notifications']) {
      expect([service, await evidence.pending(service), await evidence.deadLetters(service)]).toEqual([service, 0, 0]);
    }
    for (const [consumer, source, last] of consumers) {
      const applied = await evidence.applied(consumer, source, ids);
      const seen = [...new Set(ids.map((id) => applied.get(id)))];
      expect([consumer, source, seen]).toEqual([consumer, source, [last]]);
    }
  });

  it('has exactly one legal clock for each', async () => {
    const token = await tokenOf('technical.sefrou');
    const legal = await inFours(cases, async ({ reference }) => {
      const { body } = await call('GET', `/v1/complaints/${reference}/clocks`, { token });
      const clocks = (body.clocks ?? []) as { kind: string; state: string }[];
      return clocks.filter((clock) => clock.kind === 'legal').map((clock) => clock.state);
    });
    expect([...new Set(legal.map(String))]).toEqual(['running']);
    const stored = await evidence.clocks(ids);
    expect(ids.filter((id) => stored.get(id)?.filter((kind) => kind === 'legal').length !== 1)).toEqual([]);
  }, 60_000);

  it('has told everybody once, a legal notice at most once more under the same key', async () => {
    const { filings } = given();
    const channel = new Map(filings.map((filing) => [filing.accepted[0]?.reference, filing.channels.join()]));
    const messages = await evidence.messages(ids);
    const planned = messages.map((one) => `${one.complaintId} ${one.template} ${one.channel}`).sort();
    const wanted = cases.flatMap((one) =>
      templates.map((template) => `${one._id} ${template} ${channel.get(one.reference)}`),
    );
    expect(planned).toEqual(wanted.sort());
    const deliveries = await evidence.deliveries();
    const wrong = messages.filter(({ _id, template, state }) => {
      const count = deliveries.get(_id) ?? 0;
      if (state === 'sent') return template === LEGAL ? count < 1 || count > 2 : count !== 1;
      // Not a legal notice, and nobody can know whether it arrived: it is not sent again, and the log says so.
      return state !== 'uncertain' || template === LEGAL || count > 1;
    });
    expect(wrong.map((one) => ({ ...one, delivered: deliveries.get(one._id) ?? 0 }))).toEqual([]);
  });

  it('has an unbroken audit chain for each', async () => {
    expect(await evidence.brokenChains(cases)).toEqual([]);
    await evidence.close();
  });
}

/** Four calls at a time: a look at everything, not a load. */
async function inFours<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let index = 0; index < items.length; index += 4) {
    results.push(...(await Promise.all(items.slice(index, index + 4).map(work))));
  }
  return results;
}
