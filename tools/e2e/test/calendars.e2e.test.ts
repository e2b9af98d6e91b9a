import { call, file, tokenOf, untilState } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { expectProblem } from './support/problem.ts';

const commune = 'commune:03.451.01.09';
const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const name = { ar: 'عطلة محلية', fr: 'Journée locale' };

let fes: string;
let nation: string;
const etag = async (path: string): Promise<string> => (await call('GET', path)).headers.get('etag') ?? '';
const change = async (calendar: string, token: string, body: object, seen?: string) => {
  const path = `/v1/calendars/${calendar}`;
  const headers = { 'if-match': seen ?? (await etag(path)) };
  return call('POST', `${path}/changes`, { token, body: { source: 'Arrêté 12', ...body }, headers });
};

beforeAll(async () => {
  [fes, nation] = [await tokenOf('admin.fes'), await tokenOf('admin')];
  for (const token of [fes, nation]) await call('GET', '/v1/me', { token });
});

describe('calendars and rules, as administrators and citizens meet them', () => {
  it('anybody reads the national calendar, each particular day in words', async () => {
    const { status, body } = await call('GET', '/v1/calendars/national?year=2027');
    expect(status).toBe(200);
    const found = body.days.find(({ date }: { date: string }) => date === '2027-07-30');
    expect(found).toMatchObject({
      kind: 'holiday',
      calendar: 'national',
      explanation: { ar: expect.stringContaining('عيد العرش'), fr: expect.stringContaining('non compté') },
    });
  });

  it('a commune’s day off moves the internal date of an open case, which says why', async () => {
    const gestionnaire = await tokenOf('gestionnaire.sefrou');
    const filed = await file({ category: 'LEG' });
    await untilState(filed, 'assigned');
    const internal = () =>
      until('the internal clock', async () => {
        const { body } = await call('GET', `/v1/complaints/${filed.reference}/clocks`, { token: gestionnaire });
        return body.clocks?.find(({ kind }: { kind: string }) => kind === 'internal');
      });
    const before = await internal();
    // The last day of the delay itself: half a day before it ends.
    const lastDay = new Date(Date.parse(before.dueAt) - 43_200_000).toISOString().slice(0, 10);
    const answer = await change(commune, fes, { add: [{ from: lastDay, name, status: 'confirmed' }] });
    expect(answer.status).toBe(200);
    const after = await until('moved', async () => {
      const found = await internal();
      return found.dueAt > before.dueAt && found;
    });
    expect(after.uncounted).toContainEqual({ from: lastDay, to: lastDay, days: 1, why: 'holiday', name });
    expect(after.explanation.fr).toContain('Journée locale');
    expect(after.policy.source).not.toBe('');
    const { body } = await call('GET', `/v1/calendars/${commune}/changes`, { token: fes });
    expect(body.changes[0]).toMatchObject({ source: 'Arrêté 12', recalculation: { failed: 0 } });
    await until(
      'followed to the end',
      async () => {
        const { body: now } = await call('GET', `/v1/calendars/${commune}/changes?version=${answer.body.version}`, {
          token: fes,
        });
        return now.changes[0].recalculation.state === 'done';
      },
      30_000,
    );
  });

  it.each([
    ['a day that is over', { add: [{ from: day(-3), name, status: 'confirmed' }] }, ['add.0.from']],
    ['an end before its start', { add: [{ from: day(40), to: day(39), name, status: 'confirmed' }] }, ['add.0.to']],
    ['a weekend of seven days', { weekend: { from: day(40), weekdays: [1, 2, 3, 4, 5, 6, 7] } }, ['weekend.weekdays']],
    ['what is no date', { remove: ['2027-02-30'] }, ['remove.0']],
    ['an unknown member', { sundays: true }, ['sundays']],
    ['hours of the past', { hours: [{ from: day(-2), opens: '09:00', closes: '15:00' }] }, ['hours.0.from']],
    ['hours that end first', { hours: [{ from: day(2), opens: '15:00', closes: '09:00' }] }, ['hours.0.closes']],
    ['hours that are no time', { hours: [{ from: day(2), opens: '9h', closes: '15:00' }] }, ['hours.0.opens']],
  ])('%s is refused by name', async (_what, body, fields) => {
    expectProblem(await change(commune, fes, body), 'validation-failed', fields);
  });

  it('only administrators of the scope, and only on what they have seen', async () => {
    const body = { add: [{ from: day(50), name, status: 'foreseen' }] };
    expectProblem(await change('national', fes, body), 'forbidden');
    expectProblem(await change('commune:06.141.01.0', fes, body), 'forbidden');
    expectProblem(await change('commune:99.999.99.99', nation, body, '"v0"'), 'not-found');
    expectProblem(await change(commune, fes, body, '"v999"'), 'version-conflict');
    expectProblem(await change(commune, fes, body, 'nonsense'), 'validation-failed', ['If-Match']);
  });

  it('a rule is a new dated row, never in the past', async () => {
    const rule = {
      kind: 'internal',
      organisation: commune,
      category: 'NUI',
      delay: { amount: 6, unit: 'working-day' },
      shares: [0.5],
      ladder: [{ level: 'unit', afterDays: 0 }],
      validFrom: day(30),
      source: 'Délibération 3',
    };
    const headers = { 'if-match': await etag('/v1/policies') };
    const add = (body: object) => call('POST', '/v1/policies', { token: fes, body, headers });
    expectProblem(await add({ ...rule, validFrom: day(-1) }), 'validation-failed', ['valid_from']);
    expectProblem(await add({ ...rule, organisation: undefined }), 'forbidden');
    const added = await add(rule);
    expect(added).toMatchObject({ status: 201, body: { id: `internal/NUI/${commune}@${rule.validFrom}` } });
    const { body } = await call('GET', `/v1/policies?organisation=${commune}`);
    expect(body.policies.map(({ id }: { id: string }) => id)).toContain(added.body.id);
    expect(body.policies).toContainEqual(
      expect.objectContaining({ kind: 'dashboard', delay: expect.objectContaining({ amount: 30 }) }),
    );
  });
});
