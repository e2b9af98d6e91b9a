import { call, type Filed, file, streetLight, tokenOf, untilState } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { exposition, sumOf } from './support/metrics.ts';
import { expectProblem } from './support/problem.ts';
import { freshCitizen } from './support/tokens.ts';

/** No other suite files complaints of cemeteries in this small commune. */
const commune = '03.451.07.05';
const category = 'CIM';
const place = { location: undefined, commune, category };
const paper = {
  ...place,
  channel: 'desk',
  complainant: { ...streetLight.complainant, identity: { type: 'cin', number: 'CD1' } },
};
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
const shelf = { region: '03', province: '03.451', category };

const summary = async (who: string, query: string) =>
  call('GET', `/v1/insights/summary?${query}`, { token: await tokenOf(who) });
/** Of the commune and category, whenever received. */
const row = async (who = 'governor.sefrou') => {
  const from = daysAgo(400).slice(0, 10);
  const { status, body } = await summary(who, `territory=commune:${commune}&by=category&from=${from}`);
  expect([who, status]).toEqual([who, 200]);
  const found = body.rows.find(({ key }: { key: string }) => key === category);
  return (found ?? { received: 0, open: 0, overdue: 0, breached: 0, answered: 0 }) as Record<string, number>;
};
const metric = async (name: string, labels: Record<string, string> = shelf): Promise<number> =>
  sumOf(await exposition('insights'), `jamaa_insights_${name}`, labels);
const metrics = async () => ({
  open: await metric('open_cases'),
  overdue: await metric('overdue_cases'),
  desk: await metric('received_total', { ...shelf, channel: 'desk' }),
  breaches: await metric('breaches_total'),
});

describe('figures of deadlines', () => {
  let before: Record<string, number>;
  let told: Awaited<ReturnType<typeof metrics>>;
  let late: Filed;

  beforeAll(async () => {
    [before, told] = [await row(), await metrics()];
    const clerk = { token: await tokenOf('clerk.azzaba') };
    await file(place);
    await file({ ...paper, receivedAt: daysAgo(3) }, clerk);
    late = await file({ ...paper, receivedAt: daysAgo(70) }, clerk);
  });
  const changed = async (): Promise<Record<string, number>> => {
    const now = await row();
    const names = ['received', 'open', 'overdue', 'breached', 'answered'];
    return Object.fromEntries(names.map((name) => [name, (now[name] ?? 0) - (before[name] ?? 0)]));
  };

  it('follow what is filed and what comes late, through the gateway', async () => {
    const wanted = { received: 3, open: 3, overdue: 1, breached: 1, answered: 0 };
    await until('the figures follow', async () => JSON.stringify(await changed()) === JSON.stringify(wanted), 30_000);
    expect(await row('gestionnaire.azzaba')).toEqual(await row());
  });

  it('follow in what is told to Prometheus', async () => {
    const wanted = { open: told.open + 3, overdue: told.overdue + 1, desk: told.desk + 2, breaches: told.breaches + 1 };
    await until('the metrics follow', async () => JSON.stringify(await metrics()) === JSON.stringify(wanted), 30_000);
  });

  it('know an answered case as late, but not as overdue', async () => {
    await untilState(late, 'assigned');
    for (const [who, command, body] of [
      ['gestionnaire.azzaba', 'take', {}],
      ['gestionnaire.azzaba', 'propose-answer', { text: 'تم' }],
    ] as const) {
      const path = `/v1/complaints/${late.reference}/${command}`;
      expect((await call('POST', path, { token: await tokenOf(who), body })).status).toBe(200);
    }
    if ((await untilState(late, 'answered', 'answer-proposed')).status === 'answer-proposed') {
      const path = `/v1/complaints/${late.reference}/approve`;
      expect((await call('POST', path, { token: await tokenOf('president.azzaba'), body: {} })).status).toBe(200);
    }
    const wanted = { received: 3, open: 2, overdue: 0, breached: 1, answered: 1 };
    await until('the figures follow', async () => JSON.stringify(await changed()) === JSON.stringify(wanted), 30_000);
  });

  it('are those of one’s own place unless another is named, and of no foreign one', async () => {
    const { body } = await summary('technical.sefrou', '');
    expect(body).toMatchObject({ territory: 'commune:03.451.01.09', by: 'total', rows: [] });
    expect((await summary('technical.sefrou', `territory=commune:${commune}`)).status).toBe(403);
    expect((await summary('wali.fes', 'territory=region:06')).status).toBe(403);
    expect((await summary('wali.fes', 'territory=region:03&by=territory')).status).toBe(200);
    const citizen = await call('GET', '/v1/insights/summary', { token: await freshCitizen() });
    expectProblem(citizen, 'forbidden');
  });

  it.each([
    ['territory=03', 'validation-failed', ['territory']],
    ['territory=province:03.999', 'not-found', []],
    ['by=mood', 'validation-failed', ['by']],
    ['from=2026-02-30', 'validation-failed', ['from']],
    ['from=2026-03-01&to=2026-02-01', 'validation-failed', ['from']],
    ['from=2001-01-01', 'validation-failed', ['from']],
    ['mood=good', 'validation-failed', ['mood']],
  ] as const)('what cannot be is refused: %s', async (query, code, fields) => {
    expectProblem(await summary('wali.fes', query), code, fields);
  });
});
