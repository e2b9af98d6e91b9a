import { randomUUID } from 'node:crypto';
import {
  type Caller,
  connectMongo,
  createCallerSigner,
  createRpcClient,
  type EncodedEvent,
  type EventType,
  encodeEvent,
  inboxRows,
  migrate,
  readConfig,
  toProtoEnum,
} from '@jamaa/kit';
import { createSuite, type Suite, until } from '@jamaa/kit/testing';
import { intakeEvents, slaEvents } from '@jamaa/proto/catalog';
import { InsightsServiceClient } from '@jamaa/proto/insights/v1/insights';
import { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import { ClockSnapshot } from '@jamaa/proto/sla/v1/sla';
import type { Channel, State } from '@jamaa/proto/vocabulary';
import type { Connection } from 'mongoose';
import { config } from '../../src/config.ts';
import { createContext, type InsightsContext } from '../../src/context.ts';
import { migrationPlan } from '../../src/migration-plan.ts';
import { startDirectory } from './directory.ts';
import { type Publisher, startPublisher } from './publisher.ts';

export const receivedAt = new Date('2026-11-02T10:00:00Z');
export const daysLater = (days: number): Date => new Date(receivedAt.getTime() + days * 86_400_000);

interface Told {
  readonly category?: string;
  readonly communeCode?: string;
  readonly channel?: Channel;
  readonly confidential?: boolean;
  readonly training?: boolean;
}

/** Real servers, two publishers, a directory, and a database of insights' own; the service itself is started by the test. */
export interface World {
  readonly suite: Suite;
  readonly mongo: Connection;
  variables(more?: Record<string, string>): Record<string, string>;
  /** Migrates, anew after the database was dropped. */
  migrate(): Promise<void>;
  /** Insights in this process; closed with the world. */
  start(more?: Record<string, string>): Promise<InsightsContext>;
  /** What intake tells of a case in a state, so many days after its receipt. */
  tell(id: string, state: State, days?: number, told?: Told): Promise<void>;
  /** What sla tells of its legal clock. */
  clock(id: string, what: 'J-15' | 'T30' | 'breached', days: number): Promise<void>;
  /** Their publishers' databases are older ones. */
  lose(source: 'intake' | 'sla', id: string, above: number): Promise<void>;
  /** Waits until all that was told is applied. */
  applied(): Promise<void>;
  client(port: number): Promise<Client>;
  close(): Promise<void>;
}

type Calls = ReturnType<typeof createRpcClient<InsightsServiceClient>>['call'];
export interface Client {
  as<T>(caller: Caller, run: (call: Calls, options: { token: string }) => Promise<T>): Promise<T>;
  close(): void;
}

export const person = (subject: string): Caller => ({ kind: 'account', subject, client: 'test', acr: 'simple' });
export const ops: Caller = { kind: 'service', service: 'ops' };
export const newCase = (): string => randomUUID();

export async function createWorld(): Promise<World> {
  const suite = await createSuite();
  for (const service of ['intake', 'sla', 'directory'])
    await migrate({ service, indexes: [], consumes: [] }, suite.env(service));
  const env = suite.env('insights');
  await migrate(migrationPlan, env);
  const publishers: Record<'intake' | 'sla', Publisher> = {
    intake: await startPublisher(suite, 'intake'),
    sla: await startPublisher(suite, 'sla'),
  };
  const directory = await startDirectory(suite);
  const mongo = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
  const heads = new Map<string, number>();
  const latest = new Map<string, ComplaintSnapshot>();
  const running: InsightsContext[] = [];
  const variables = (more: Record<string, string> = {}): Record<string, string> =>
    suite.variables('insights', {
      INTAKE_ADDRESS: publishers.intake.address,
      SLA_ADDRESS: publishers.sla.address,
      DIRECTORY_ADDRESS: directory.address,
      CELL: suite.env('insights').CELL,
      ...more,
    });
  const publish = async (source: 'intake' | 'sla', id: string, event: EncodedEvent, at: Date): Promise<void> => {
    heads.set(`${source}:${id}`, await publishers[source].publish(id, event, at));
  };
  return {
    suite,
    mongo,
    variables,
    migrate: () => migrate(migrationPlan, env),
    async start(more = {}) {
      const context = await createContext(readConfig(config, variables(more)));
      running.push(context);
      return context;
    },
    async tell(id, state, days = 0, told = {}) {
      const known = latest.get(id);
      const { channel, ...rest } = told;
      const complaint = ComplaintSnapshot.fromPartial({
        ...{
          id,
          reference: `no ${id}`,
          kind: 'COMPLAINT_KIND_RECLAMATION',
          category: 'VOI',
          communeCode: '03.451.01.09',
          receivedAt,
        },
        ...{ channel: 'CHANNEL_WEB', ...known, ...rest },
        ...(channel === undefined ? {} : { channel: toProtoEnum<ComplaintSnapshot['channel']>('CHANNEL', channel) }),
        state: toProtoEnum<ComplaintSnapshot['state']>('COMPLAINT_STATE', state),
      });
      latest.set(id, complaint);
      const type = known === undefined ? intakeEvents.submitted : intakeEvents.assigned;
      const event = encodeEvent<never>(
        type as unknown as EventType<never>,
        type.codec.fromPartial({ complaint }) as never,
      );
      await publish('intake', id, event, daysLater(days));
    },
    async clock(id, what, days) {
      const clock = ClockSnapshot.fromPartial({ complaintId: id, kind: 'legal' });
      const event =
        what === 'breached'
          ? encodeEvent(slaEvents.breached, { clock, breachedAt: daysLater(days), accountIds: [] })
          : encodeEvent(slaEvents.warned, { clock, rule: what, accountIds: [] });
      await publish('sla', `${id}/legal`, event, daysLater(days));
    },
    lose: (source, id, above) => publishers[source].lose(source === 'sla' ? `${id}/legal` : id, above),
    async applied() {
      await until(
        'all is applied',
        async () => {
          const rows = await inboxRows(mongo)
            .find({ _id: { $in: [...heads.keys()] } })
            .toArray();
          const versions = new Map(rows.map(({ _id, version }) => [_id, version]));
          return [...heads].every(([id, version]) => (versions.get(id) ?? 0) >= version);
        },
        30_000,
      );
    },
    async client(port) {
      const signer = await createCallerSigner(suite.secretsDir, 'gateway');
      const operators = await createCallerSigner(suite.secretsDir, 'ops');
      const client = createRpcClient(InsightsServiceClient, `127.0.0.1:${port}`);
      return {
        async as(caller, run) {
          const token = await (caller.kind === 'service' ? operators : signer).mint(caller, 'insights');
          return run(client.call, { token });
        },
        close: () => client.close(),
      };
    },
    async close() {
      for (const { platform } of running) await platform.close();
      for (const one of [...Object.values(publishers), directory]) await one.close();
      await mongo.dropDatabase();
      await mongo.close();
    },
  };
}
