import {
  auditService,
  createDirectoryCopy,
  createPlatform,
  createWake,
  journalOf,
  journalOfHub,
  type MovableClock,
  type Platform,
  peer,
  rpcService,
  type Served,
  serve,
} from '@jamaa/kit';
import { DirectoryServiceClient } from '@jamaa/proto/directory/v1/directory';
import { IntakeServiceClient } from '@jamaa/proto/intake/v1/intake';
import { SlaServiceService } from '@jamaa/proto/sla/v1/sla';
import type { SlaEnvironment } from './config.ts';
import { currentRules, type Rules } from './domain/policies/rules.ts';
import { complaintHandlers } from './events/complaint.ts';
import { hubHandlers } from './events/hub.ts';
import { orderHandlers } from './events/orders.ts';
import { bureauStaff, createLines } from './jobs/lines.ts';
import { startRecalculation } from './jobs/recalculate.ts';
import { startTicker } from './jobs/ticker.ts';
import { methods } from './rpc/methods.ts';
import { auditHeads } from './store/audit-heads.ts';
import { allIndexes } from './store/indexes.ts';
import { createRuleBook } from './store/rule-book.ts';
import { createTelemetry } from './telemetry.ts';

export interface SlaContext {
  readonly platform: Platform;
  readonly served: Served;
}

interface Overrides {
  readonly clock?: MovableClock;
  /** What the platform begins with, before administrators have changed anything. */
  readonly rules?: Rules;
}

/** Builds the whole service. `platform.close()` stops it: the doors first, then the ticker, then the consumers. */
export async function createContext(env: SlaEnvironment, overrides: Overrides = {}): Promise<SlaContext> {
  const { rules = currentRules, ...rest } = overrides;
  const platform = await createPlatform({ service: 'sla', env, indexes: allIndexes, ...rest });
  try {
    return { platform, served: await start(platform, env, rules) };
  } catch (error) {
    await platform.close();
    throw error;
  }
}

/** A clock counts from the receipt, not from when it is written. */
const ROUND_MS = 200;

async function start(platform: Platform, env: SlaEnvironment, rules: Rules): Promise<Served> {
  const { INTAKE_ADDRESS, DIRECTORY_ADDRESS } = env;
  const intake = peer(platform, IntakeServiceClient, 'intake', INTAKE_ADDRESS);
  const directory = peer(platform, DirectoryServiceClient, 'directory', DIRECTORY_ADDRESS);
  const copy = createDirectoryCopy(platform, directory);
  const staff = bureauStaff(copy, () => platform.clock.now());
  const lines = createLines(directory, () => platform.clock.system(), staff);
  const ruleBook = createRuleBook(platform.mongo, rules);
  const telemetry = createTelemetry(platform);
  const ticker = startTicker({ platform, ruleBook, telemetry, intake, lines });
  platform.onClose(() => ticker.close());
  const wake = createWake();
  startRecalculation({ platform, ruleBook, telemetry, wake, settledMs: env.TRANSACTIONS_OVER_MS });
  const onDue = (): void => ticker.poke();
  platform.consume('intake', complaintHandlers(platform, ruleBook, onDue), {
    ...journalOf(platform, 'intake', INTAKE_ADDRESS),
    roundMs: ROUND_MS,
  });
  platform.consume(
    'document-orders',
    orderHandlers(platform, ruleBook, onDue),
    journalOf(platform, 'document-orders', env.DOCUMENT_ORDERS_ADDRESS),
  );
  platform.consume('directory', copy.handlers, journalOf(platform, 'directory', DIRECTORY_ADDRESS));
  const onCalendarChange = (): void => wake.now();
  const { HUB_ADDRESS: hub } = env;
  if (hub !== undefined)
    platform.consume('sla', hubHandlers(platform, rules, onCalendarChange), await journalOfHub(platform, 'sla', hub));
  const served = methods({ platform, ruleBook, base: rules, copy, underHub: hub !== undefined, onCalendarChange });
  const audit = await auditService(platform, ...auditHeads);
  return serve(platform, [rpcService(SlaServiceService, served), audit], () => [copy.check()]);
}
