import { acrossCells, createCallerSigner, createRpcClient, type Rpc, type RpcClient } from '@jamaa/kit';
import { trustCell, until } from '@jamaa/kit/testing';
import { IntakeServiceClient } from '@jamaa/proto/intake/v1/intake';
import { freePort } from '@jamaa/stack';
import type { ComplaintRow } from '../../src/store/complaint-row.ts';
import { createWorld, type IntakeProcess, type World } from './world.ts';

export const casablanca = '06.141.01.0';

type Method = keyof Rpc<IntakeServiceClient>;

/** Two cells on the same servers: own databases, subjects and keys. Each knows the other's address and public key. */
export interface TwoCells {
  readonly fes: World;
  readonly casa: World;
  /** Intake of one of them, where the other one looks for it; started when it does not run. */
  up(which: 'fes' | 'casa'): Promise<IntakeProcess>;
  /** The same, to be killed at a failpoint. */
  armed(which: 'fes' | 'casa', failpoint: string): Promise<IntakeProcess>;
  /** Ends it in order, or waits for its end where a failpoint kills it. */
  down(which: 'fes' | 'casa'): Promise<void>;
  /** The row of a case. */
  row(which: 'fes' | 'casa', filter: Record<string, unknown>): Promise<ComplaintRow | null>;
  untilState(reference: string, state: string): Promise<ComplaintRow>;
  /** Calls intake of Casablanca as that of Fès. */
  across<K extends Method>(
    method: K,
    request: Parameters<Rpc<IntakeServiceClient>[K]>[0],
  ): ReturnType<Rpc<IntakeServiceClient>[K]>;
  close(): Promise<void>;
}

export async function twoCells(): Promise<TwoCells> {
  const ports = { fes: await freePort(), casa: await freePort() };
  const place = { commune: casablanca, name: { ar: 'جماعة الدار البيضاء', fr: 'Commune de Casablanca' } };
  const bodies = { bodies: [`commune:${casablanca}`, 'region:06'] };
  const sefrou = { commune: '03.451.01.09', name: { ar: 'جماعة صفرو', fr: 'Commune de Sefrou' }, ...bodies };
  const fes = await createWorld({ CELL: '03', CELLS: `06=127.0.0.1:${ports.casa}` }, sefrou);
  const casa = await createWorld({ CELL: '06', CELLS: `03=127.0.0.1:${ports.fes}` }, place);
  const services = ['intake'];
  await trustCell(casa.suite.secretsDir, { cell: '03', folder: fes.suite.secretsDir, services });
  await trustCell(fes.suite.secretsDir, { cell: '06', folder: casa.suite.secretsDir, services });
  const worlds = { fes, casa };
  const rows = (which: 'fes' | 'casa') => worlds[which].mongo.collection<ComplaintRow>('complaints');
  const signer = await createCallerSigner(fes.suite.secretsDir, 'intake', acrossCells('intake', '03'));
  const running: Partial<Record<'fes' | 'casa', IntakeProcess>> = {};
  const start = async (which: 'fes' | 'casa', more: Record<string, string> = {}): Promise<IntakeProcess> => {
    const started = await worlds[which].start({ RPC_PORT: String(ports[which]), ...more });
    running[which] = started;
    return started;
  };
  const down = async (which: 'fes' | 'casa'): Promise<void> => {
    await running[which]?.child.kill();
    delete running[which];
  };
  return {
    fes,
    casa,
    up: async (which) => running[which] ?? start(which),
    async armed(which, failpoint) {
      await down(which);
      return start(which, { FAILPOINTS: failpoint });
    },
    down,
    row: (which, filter) => rows(which).findOne(filter) as unknown as Promise<ComplaintRow | null>,
    untilState: async (reference, state) =>
      until(
        `${reference} is ${state}`,
        async () =>
          ((await rows('fes').findOne({ reference, state } as never)) as unknown as ComplaintRow | null) ?? undefined,
        60_000,
      ),
    across: (method, request) => {
      const run = async (): Promise<unknown> => {
        // Anew each time: one that found nobody while the other cell was down waits before it looks again.
        const client: RpcClient<IntakeServiceClient> = createRpcClient(IntakeServiceClient, `127.0.0.1:${ports.casa}`);
        const token = await signer.mint({ kind: 'cell', cell: '03', service: 'intake' }, acrossCells('intake', '06'));
        const send = client.call[method] as (request: unknown, options: object) => Promise<unknown>;
        return send(request, { token, deadlineMs: 15_000 }).finally(() => client.close());
      };
      return run() as never;
    },
    async close() {
      await fes.close();
      await casa.close();
    },
  };
}
