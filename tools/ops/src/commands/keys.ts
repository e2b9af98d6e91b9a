import { setTimeout as pause } from 'node:timers/promises';
import type { KeyStatusResponse } from '@jamaa/proto/platform/v1/platform';
import { required } from '../options.ts';
import { json, table } from '../table.ts';
import type { Command, Work } from './command.ts';

const POLL_MS = 500;
/** Services that seal personal data. */
const sealing = ['intake', 'directory'];

const servicesOf = ({ options, target }: Work): readonly string[] =>
  options.service === undefined ? sealing.filter((one) => target.services.includes(one)) : [options.service];

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

/** Which master keys are in use, and how far a rotation has come. */
export const keysStatus: Command = async (work) => {
  for (const service of servicesOf(work)) {
    show(work, service, await work.ask(service, (clients, call) => clients.keys.status({}, call)));
  }
};

/** Wraps all person keys anew under the current master key; follows it to its end, `--no-wait` leaves it to itself. */
export const keysRotate: Command = async (work) => {
  const operator = required(work.options, 'operator');
  for (const service of servicesOf(work)) {
    let { rotation } = await work.ask(service, (clients, call) => clients.keys.rotate({ operator }, call));
    let status = await work.ask(service, (clients, call) => clients.keys.status({}, call));
    while (work.options.wait && rotation?.state === 'running') {
      await pause(POLL_MS);
      status = await work.ask(service, (clients, call) => clients.keys.status({}, call));
      rotation = status.rotation;
    }
    show(work, service, status);
  }
};
