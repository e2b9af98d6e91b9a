import { connectMongo, createClock, journalRows, type MovableClock, migrate, readConfig } from '@jamaa/kit';
import { createSuite, type Suite } from '@jamaa/kit/testing';
import { slaEvents } from '@jamaa/proto/catalog';
import type { Connection } from 'mongoose';
import { config } from '../../src/config.ts';
import { createContext, type SlaContext } from '../../src/context.ts';
import type { Fact } from '../../src/domain/fact.ts';
import { currentRules, type Rules } from '../../src/domain/policies/rules.ts';
import { migrationPlan } from '../../src/migration-plan.ts';
import { type DirectoryPeer, startDirectoryPeer } from '../peers/directory.ts';
import { type IntakePeer, startIntakePeer } from '../peers/intake.ts';
import { ordinary, story, type Told } from './specification.ts';

/** Real servers, the two peers, and a database of sla's own; sla itself is started by the test, in process or as processes. */
export interface World {
  readonly suite: Suite;
  readonly intake: IntakePeer;
  readonly directory: DirectoryPeer;
  readonly mongo: Connection;
  variables(more?: Record<string, string>): Record<string, string>;
  /** Starts sla in this process, under a clock of the test's own. */
  startSla(clock?: MovableClock, rules?: Rules): Promise<SlaContext>;
  /** What sla has journaled about one complaint, in order. */
  events(complaintId: string): Promise<Journaled[]>;
  close(): Promise<void>;
}

export interface Journaled {
  readonly clock: string;
  /** `J-15`, `breach`, or a level. */
  readonly what: string;
  readonly at: string;
  readonly accountIds: readonly string[];
  readonly vacant: readonly string[];
  readonly organisation: string;
}

export async function createWorld(): Promise<World> {
  const suite = await createSuite();
  await migrate({ service: 'intake', indexes: [], consumes: [] }, suite.env('intake'));
  await migrate({ service: 'directory', indexes: [], consumes: [] }, suite.env('directory'));
  await migrate(migrationPlan, suite.env('sla'));
  const [intake, directory] = [await startIntakePeer(suite), await startDirectoryPeer(suite)];
  const env = suite.env('sla');
  const mongo = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
  const variables = (more: Record<string, string> = {}): Record<string, string> =>
    suite.variables('sla', {
      INTAKE_ADDRESS: intake.address,
      DIRECTORY_ADDRESS: directory.address,
      TRANSACTIONS_OVER_MS: '1500',
      ...more,
    });
  return {
    suite,
    intake,
    directory,
    mongo,
    variables,
    startSla: (clock = createClock(), rules = currentRules) =>
      createContext(readConfig(config, variables()), { clock, rules }),
    events: (complaintId) => readEvents(mongo, complaintId),
    async close() {
      await intake.close();
      await directory.close();
      await mongo.dropDatabase();
      await mongo.close();
    },
  };
}

async function readEvents(mongo: Connection, complaintId: string): Promise<Journaled[]> {
  const ids = ['legal', 'acknowledgement', 'internal'].map((kind) => `${complaintId}/${kind}`);
  const rows = await journalRows(mongo)
    .find({ aggregateId: { $in: ids } })
    .sort({ time: 1, _id: 1 })
    .toArray();
  return rows.map((row) => {
    const data = row.data instanceof Uint8Array ? row.data : row.data.value();
    const at = row.time.toISOString();
    if (row.type === slaEvents.warned.type) {
      const { clock, rule, accountIds } = slaEvents.warned.codec.decode(data);
      return {
        clock: clock?.kind ?? '',
        what: rule,
        at,
        accountIds,
        vacant: [],
        organisation: clock?.organisation ?? '',
      };
    }
    if (row.type === slaEvents.breached.type) {
      const { clock, accountIds } = slaEvents.breached.codec.decode(data);
      return {
        clock: clock?.kind ?? '',
        what: 'breach',
        at,
        accountIds,
        vacant: [],
        organisation: clock?.organisation ?? '',
      };
    }
    if (row.type !== slaEvents.escalated.type) {
      const { clock, movement } = slaEvents.rescheduled.codec.decode(data);
      const what = `moved: ${movement?.fr ?? ''}`;
      return {
        clock: clock?.kind ?? '',
        what,
        at,
        accountIds: [],
        vacant: [],
        organisation: clock?.organisation ?? '',
      };
    }
    const { clock, level, accountIds, vacantLevels, toOrganisation } = slaEvents.escalated.codec.decode(data);
    return {
      clock: clock?.kind ?? '',
      what: level,
      at,
      accountIds,
      vacant: vacantLevels,
      organisation: toOrganisation,
    };
  });
}

/** The facts of complaint number `n`, which has an id and a reference of its own. */
export function caseNumber(n: number, told: readonly Told[]): Fact[] {
  const digits = String(n).padStart(6, '0');
  return story(told, { ...ordinary, id: `0196f000-0000-7000-8000-000000${digits}`, reference: `03-26-${digits}-0` });
}

/** Turns business time to an instant. */
export const moveTo = (clock: MovableClock, instant: string): void =>
  clock.moveTo(Date.parse(instant) - clock.system());
