import type { ClientSession, Connection, mongo } from 'mongoose';
import type { RoutingDecision, RoutingRequest } from '../domain/resolve.ts';

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
}

export const decisionCollection = 'decisions';

const rows = (connection: Connection): mongo.Collection<DecisionRow> =>
  connection.collection<DecisionRow>(decisionCollection) as unknown as mongo.Collection<DecisionRow>;

/** Which of these complaints have been decided already, whatever became of the inbox. */
export async function decidedAmong(
  connection: Connection,
  session: ClientSession,
  complaintIds: readonly string[],
): Promise<Set<string>> {
  const found = await rows(connection)
    .find({ _id: { $in: [...complaintIds] } }, { session, projection: { _id: 1 } })
    .toArray();
  return new Set(found.map((row) => row._id));
}

export const findDecision = (
  connection: Connection,
  by: { readonly _id: string } | { readonly reference: string },
): Promise<DecisionRow | null> => rows(connection).findOne(by);
