import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HUB } from '@jamaa/kit';
import { trustCell } from '@jamaa/kit/testing';
import { portsFrom } from '../layout.ts';
import { stackSecrets } from '../platform/secrets.ts';
import { type Stack, type StackEnvironment, startStack } from '../platform/stack.ts';
import { APART, type CellsOptions } from './options.ts';
import { callersFrom, cellServices, type Member, placeOfCell, placeOfHub } from './places.ts';

export interface Cells {
  /** By code, the hub as `00`; without those that are down. */
  readonly running: ReadonlyMap<string, Stack>;
  /** Address of the national gateway. */
  readonly national: string;
  /** Addresses of the gateways of all, the hub's too, by code. */
  readonly gateways: Readonly<Record<string, string>>;
  /** Ends all processes of a cell or of the hub, database and broker too. */
  takeDown(code: string): Promise<void>;
  /** Starts it again on its data. */
  bringBack(code: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the hub, then the cells one after the other, and waits until all are ready. Aborting the signal stops what has been started.
 * @throws SetupError in one line
 */
export async function startCells(
  o: CellsOptions,
  environment: Pick<StackEnvironment, 'otlpEndpoint'>,
  say: (line: string) => void,
  signal: AbortSignal = new AbortController().signal,
): Promise<Cells> {
  if (o.fresh) await rm(o.data, { recursive: true, force: true });
  const folder = (cell: string): string => join(o.data, cell);
  const member = async (cell: string, at: number): Promise<Member> => ({
    cell,
    ports: portsFrom(o.port + at * APART),
    secrets: await stackSecrets(join(folder(cell), 'secrets')),
  });
  const hubMember = await member(HUB, 0);
  const cellMembers = await Promise.all(o.regions.map((cell, index) => member(cell, index + 1)));
  const all = [hubMember, ...cellMembers];
  await introduce(all);

  const start = (one: Member): Promise<Stack> =>
    startStack(
      {
        ...{ help: false, fresh: false, logLevel: o.logLevel, quotaScale: o.quotaScale },
        port: one.ports.gateway,
        data: folder(one.cell),
        only: cellServices,
      },
      environment,
      (line) => say(`${one.cell === HUB ? 'hub' : one.cell}: ${line}`),
      signal,
      one.cell === HUB ? placeOfHub(one, cellMembers) : placeOfCell(one, hubMember, all),
    );
  const running = new Map<string, Stack>();
  const bringBack = async (code: string): Promise<void> => {
    const one = all.find(({ cell }) => cell === code);
    if (one === undefined) throw new Error(`there is no cell ${code}`);
    if (!running.has(code)) running.set(code, await start(one));
  };
  const takeDown = async (code: string): Promise<void> => {
    const stack = running.get(code);
    running.delete(code);
    await stack?.stop();
  };
  const stop = async (): Promise<void> => {
    // The cells first: they share the hub's sign-in and mailbox.
    await Promise.all(cellMembers.map(({ cell }) => takeDown(cell)));
    await takeDown(HUB);
  };
  try {
    for (const { cell } of all) await bringBack(cell);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    running,
    national: `http://localhost:${hubMember.ports.national}`,
    gateways: Object.fromEntries(all.map(({ cell, ports }) => [cell, `http://localhost:${ports.gateway}`])),
    ...{ takeDown, bringBack, stop },
  };
}

/** Cells exchange the public keys of the services that call across. */
async function introduce(all: readonly Member[]): Promise<void> {
  for (const { cell, secrets } of all) {
    for (const other of all) {
      if (other.cell === cell) continue;
      const services = callersFrom(other.cell, cell);
      await trustCell(secrets.folder, { cell: other.cell, folder: other.secrets.folder, services });
    }
  }
}
