import type { ClientSession, Connection, mongo } from 'mongoose';
import { alwaysConfidential } from '../domain/categories.ts';
import type { RoutingDecision, RoutingRequest } from '../domain/resolve.ts';
import type { TrialCase } from '../domain/trial.ts';

/** The last decision about a complaint; the journal holds them all. */
export interface DecisionRow {
  /** Complaint id. */
  _id: string;
  reference: string;
  /** Version of the complaint that was looked at. */
  complaintVersion: number;
  /** 1 for the first decision about this complaint; the version of its routed event. */
  version: number;
  ruleSetVersion: number;
  request: RoutingRequest;
  decision: RoutingDecision;
  decidedAt: Date;
  /**
   * Territories in whose trials the case counts: its commune and all above. A confidential case counts for the whole country alone,
   * where it cannot be told which commune it comes from.
   */
  scopes: readonly string[];
  /** Id of its last routed event; the next one's is greater. */
  lastEventId?: string;
}

export const scopesOf = ({ place, confidential, category }: RoutingRequest): readonly string[] => {
  if (confidential || alwaysConfidential(category)) return ['00'];
  const parts = place.commune.split('.');
  return ['00', ...parts.map((_, index) => parts.slice(0, index + 1).join('.'))];
};

export const decisionCollection = 'decisions';

const rows = (connection: Connection): mongo.Collection<DecisionRow> =>
  connection.collection<DecisionRow>(decisionCollection) as unknown as mongo.Collection<DecisionRow>;

/** The decisions there are about these complaints, whatever became of the inbox. */
export async function decidedAmong(
  connection: Connection,
  session: ClientSession,
  complaintIds: readonly string[],
): Promise<Map<string, DecisionRow>> {
  const found = await rows(connection)
    .find({ _id: { $in: [...complaintIds] } }, { session })
    .toArray();
  return new Map(found.map((row) => [row._id, row]));
}

const DAY_MS = 86_400_000;
/** How far back the last cases are looked for, days; then everywhere. */
const STRETCHES = [2, 10, 60, 400];

/**
 * The last decisions of a territory, newest first, read along its index in ever longer stretches of time: not every server stops a
 * sorted scan at its limit.
 */
export async function* lastCases(
  connection: Connection,
  scope: string,
  limit: number,
  now: Date,
): AsyncGenerator<TrialCase> {
  let found = 0;
  let upTo = new Date(now.getTime() + DAY_MS);
  for (const days of [...STRETCHES, undefined]) {
    const from = days === undefined ? new Date(0) : new Date(now.getTime() - days * DAY_MS);
    const cursor = rows(connection)
      .find({ scopes: scope, decidedAt: { $gt: from, $lte: upTo } }, { projection: { reference: 1, request: 1 } })
      .sort({ decidedAt: -1 })
      .limit(limit - found)
      .batchSize(1_000);
    for await (const { reference, request } of cursor) {
      found += 1;
      yield { reference, request };
    }
    if (found >= limit) return;
    upTo = from;
  }
}

export const findDecision = (
  connection: Connection,
  by: { readonly _id: string } | { readonly reference: string },
): Promise<DecisionRow | null> => rows(connection).findOne(by);
