import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { trustCell } from '@jamaa/kit/testing';
import { portsFrom } from '../layout.ts';
import { stackSecrets } from '../platform/secrets.ts';
import { type Stack, type StackEnvironment, startStack } from '../platform/stack.ts';
import { APART, type CellsOptions } from './options.ts';
import { cellServices, cellsRead, hubReads, hubServices, type Member, placeOfCell, placeOfHub } from './places.ts';

export interface Cells {
  readonly hub: Stack;
  /** By région code. */
  readonly cells: ReadonlyMap<string, Stack>;
  /** Address of the national gateway. */
  readonly national: string;
  /** Takes the hub down, its database and broker too: what cells then do is the drill. */
  stopHub(): Promise<void>;
  /** Brings it back, with its data. */
  startHub(): Promise<void>;
  stop(): Promise<void>;
}

const HUB = '00';
/** Each hands complaints, or their files, to its counterparts in other cells. */
const counterparts = ['intake', 'attachments'];

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
        only: one.cell === HUB ? hubServices : cellServices,
      },
      environment,
      (line) => say(`${one.cell === HUB ? 'hub' : one.cell}: ${line}`),
      signal,
      one.cell === HUB ? placeOfHub(one, cellMembers) : placeOfCell(one, hubMember, all),
    );
  const cells = new Map<string, Stack>();
  let hub: Stack | undefined = await start(hubMember);
  const stop = async (): Promise<void> => {
    // The cells first: they share the hub's sign-in and mailbox.
    await Promise.all([...cells.values()].map((cell) => cell.stop()));
    await hub?.stop();
  };
  try {
    for (const one of cellMembers) cells.set(one.cell, await start(one));
  } catch (error) {
    await stop();
    throw error;
  }
  const running = (): Stack => {
    if (hub === undefined) throw new Error('the hub has been taken down');
    return hub;
  };
  return {
    get hub() {
      return running();
    },
    cells,
    national: `http://localhost:${hubMember.ports.national}`,
    async stopHub() {
      const before = running();
      hub = undefined;
      await before.stop();
    },
    async startHub() {
      hub ??= await start(hubMember);
    },
    stop,
  };
}

/** Cells exchange the public keys of the services that call across. */
async function introduce(all: readonly Member[]): Promise<void> {
  for (const { cell, secrets } of all) {
    for (const other of all) {
      if (other.cell === cell) continue;
      const reading = other.cell === HUB ? Object.keys(hubReads) : cell === HUB ? Object.keys(cellsRead) : [];
      const services = [...new Set([...counterparts, ...reading])];
      await trustCell(secrets.folder, { cell: other.cell, folder: other.secrets.folder, services });
    }
  }
}
