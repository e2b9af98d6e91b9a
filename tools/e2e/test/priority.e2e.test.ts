import { getPriority } from 'node:os';
import { until } from '@jamaa/kit/testing';
import { expect, it } from '@jest/globals';
import { pidOf } from './crash/processes.ts';

const first = ['gateway', 'intake', 'routing', 'directory', 'gis', 'sign-in', 'mongo', 'nats'];
const behind = ['sla', 'notifications', 'mailbox'];

it('what works on what is accepted already lets go first what people wait for', async () => {
  const priorities = new Map<string, number>();
  for (const name of [...first, ...behind]) {
    priorities.set(name, getPriority(await until(`${name} runs`, () => pidOf(name), 30_000)));
  }
  const front = Math.max(...first.map((name) => priorities.get(name) ?? Number.NaN));
  expect(behind.filter((name) => !((priorities.get(name) ?? Number.NaN) > front))).toEqual([]);
});
