import { getPriority } from 'node:os';
import { until } from '@jamaa/kit/testing';
import { it } from '@jest/globals';
import { pidOf } from './crash/processes.ts';

const first = ['gateway', 'intake', 'routing', 'directory', 'gis', 'sign-in', 'mongo', 'nats'];
const behind = ['sla', 'notifications', 'mailbox'];

it('what works on what is accepted already lets go first what people wait for', async () => {
  const priorityOf = async (name: string) => getPriority(await until(`${name} runs`, () => pidOf(name), 30_000));
  const front = Math.max(...(await Promise.all(first.map(priorityOf))));
  // One that was killed by another suite goes with the others while it starts.
  for (const name of behind) await until(`${name} goes behind`, async () => (await priorityOf(name)) > front, 30_000);
});
