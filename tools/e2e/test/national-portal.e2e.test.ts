import { call, kill9, messagesWith, nationalPortal, tokenOf } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { beforeAll, expect, it } from '@jest/globals';

interface Status {
  readonly status: string;
  readonly reference: string;
  readonly message?: string;
}
const deposit = async (change: Record<string, unknown> = {}): Promise<string> => {
  const body = JSON.stringify({
    description: 'مصباح معطل',
    complainant: { name: 'ليلى', phone: '0612345670' },
    ...change,
  });
  const answer = await fetch(`${nationalPortal}/cases`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });
  return ((await answer.json()) as { number: string }).number;
};
const reported = async (number: string): Promise<Status[]> => {
  const { cases } = (await (await fetch(`${nationalPortal}/cases`)).json()) as {
    cases: { number: string; statuses: Status[] }[];
  };
  return cases.find((one) => one.number === number)?.statuses ?? [];
};
const here = (number: string, token: string) =>
  call('GET', `/v1/complaints/by-old-reference?source=chikaya&reference=${number}`, { token });
let member: string;
beforeAll(async () => {
  member = await tokenOf('technical.sefrou');
});

it('a case of the national portal is work here, one case, and its course is reported there: the complainant hears nothing from us', async () => {
  const number = await deposit();
  const found = await until(
    'assigned here',
    async () => {
      const answer = await here(number, member);
      return answer.body.status === 'assigned' && answer.body;
    },
    60_000,
  );
  expect(found).toMatchObject({
    imported: { from: 'chikaya', oldReference: number },
    responsible: { unit: { id: 'technical' } },
  });
  const { reference } = found;
  await kill9('national-portal');
  await call('POST', `/v1/complaints/${reference}/take`, { token: member, body: {} });
  await call('POST', `/v1/complaints/${reference}/propose-answer`, { token: member, body: { text: 'تم الإصلاح' } });
  await call('POST', `/v1/complaints/${reference}/approve`, { token: await tokenOf('validator.sefrou'), body: {} });
  const steps = await until(
    'the answer there',
    async () => {
      const all = await reported(number);
      return all.at(-1)?.status === 'answered' && all;
    },
    60_000,
  );
  expect(steps.map(({ status }) => status)).toEqual([
    'received',
    'assigned',
    'in-progress',
    'answer-proposed',
    'answered',
  ]);
  expect(steps.at(-1)).toMatchObject({ reference, message: 'تم الإصلاح' });
  expect(await messagesWith(reference)).toEqual([]);
  const { body } = await call('GET', `/v1/complaints?search=${number}`, { token: member });
  expect(body.complaints).toHaveLength(1);
});

it('whoever withdraws there has withdrawn here', async () => {
  const number = await deposit();
  await until('here', async () => (await here(number, member)).body.status === 'assigned', 60_000);
  await fetch(`${nationalPortal}/cases/${number}/withdraw`, { method: 'POST' });
  await until('withdrawn here', async () => (await here(number, member)).body.status === 'withdrawn', 60_000);
});
