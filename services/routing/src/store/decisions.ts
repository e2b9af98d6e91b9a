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

const rows = (connection: Connection): mongo.Collection<DecisionRow> =>
  connection.collection<DecisionRow>('decisions') as unknown as mongo.Collection<DecisionRow>;

/** Whether this complaint has been decided already, whatever became of the inbox. */
export async function isDecided(connection: Connection, session: ClientSession, complaintId: string): Promise<boolean> {
  const row = await rows(connection).findOne({ _id: complaintId }, { session, projection: { _id: 1 } });
  return row !== null;
}

export async function insertDecision(connection: Connection, session: ClientSession, row: DecisionRow): Promise<void> {
  await rows(connection).insertOne(row, { session });
}

export const findDecision = (
  connection: Connection,
  by: { readonly _id: string } | { readonly reference: string },
): Promise<DecisionRow | null> => rows(connection).findOne(by);
