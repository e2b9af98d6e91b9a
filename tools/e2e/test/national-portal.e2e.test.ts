import { call, kill9, messagesWith, nationalPortal, tokenOf } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { beforeAll, expect, it } from '@jest/globals';
import { caseHere, deposit, reported } from './support/portal.ts';

let member: string;
beforeAll(async () => {
  member = await tokenOf('technical.sefrou');
});

it('a case of the national portal is work here, one case, and its course is reported there: the complainant hears nothing from us', async () => {
  const number = await deposit();
  const found = await until(
    'assigned here',
    async () => {
      const answer = await caseHere(number, member);
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
  await until('here', async () => (await caseHere(number, member)).body.status === 'assigned', 60_000);
  await fetch(`${nationalPortal}/cases/${number}/withdraw`, { method: 'POST' });
  await until('withdrawn here', async () => (await caseHere(number, member)).body.status === 'withdrawn', 60_000);
});
