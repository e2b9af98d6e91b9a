import { setTimeout as pause } from 'node:timers/promises';
import type { KeyStatusResponse } from '@jamaa/proto/platform/v1/platform';
import { required } from '../options.ts';
import { json, table } from '../table.ts';
import type { Command, Work } from './command.ts';
import { eachService } from './each-service.ts';

const POLL_MS = 500;

function show({ options, print }: Work, service: string, status: KeyStatusResponse): void {
  if (options.json) {
    print(json({ service, ...status }));
    return;
  }
  const rows = status.versions.map(({ version, uses }) => [
    service,
    version,
    version === status.current ? 'seals' : uses === 0n ? 'may be removed' : 'opens',
    String(uses),
  ]);
  const { state, wrapped, operator } = status.rotation ?? { state: 'none', wrapped: 0n, operator: '' };
  print(table(['SERVICE', 'VERSION', '', 'KEYS'], rows));
  print(`rotation: ${state}${state === 'none' ? '' : `, ${wrapped} keys, asked by ${operator}`}`);
}

const statusOf = ({ ask }: Work, service: string): Promise<KeyStatusResponse> =>
  ask(service, (clients, call) => clients.keys.status({}, call));

/** Which master keys are in use, and how far a rotation has come. */
export const keysStatus: Command = async (work) => {
  await eachService(work, async (service) => show(work, service, await statusOf(work, service)));
};

/** Wraps all person keys anew under the current master key; follows it to its end, `--no-wait` leaves it to itself. */
export const keysRotate: Command = async (work) => {
  const operator = required(work.options, 'operator');
  await eachService(work, async (service) => {
    const before = await statusOf(work, service);
    const asked = await work.ask(service, (clients, call) => clients.keys.rotate({ operator }, call));
    // What is asked for last is the rotation: whether it was begun is known even when the service ends in the next moment.
    let status: KeyStatusResponse = { ...before, rotation: asked.rotation };
    while (work.options.wait && status.rotation?.state === 'running') {
      await pause(POLL_MS);
      status = await statusOf(work, service);
    }
    show(work, service, status);
  });
};
