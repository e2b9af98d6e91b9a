import { waitFor } from '@jamaa/kit';
import mongoose from 'mongoose';

const ALREADY_INITIATED = 23;
const PATIENCE_MS = 120_000;

/** Begins the replica set on its first member when that has not been done, and waits until it takes writes. */
export async function beginReplicaSet(first: string, password: string): Promise<void> {
  const uri = `mongodb://admin:${password}@${first}/?authSource=admin&directConnection=true`;
  // Its image answers on the inside first, while it makes the administrator: it is not there yet for others.
  const options = { dbName: 'admin', serverSelectionTimeoutMS: PATIENCE_MS };
  const connection = await mongoose.createConnection(uri, options).asPromise();
  try {
    const members = ['mongo-1:27017', 'mongo-2:27017', 'mongo-3:27017'].map((host, _id) => ({ _id, host }));
    await connection.db?.command({ replSetInitiate: { _id: 'jamaa', members } }).catch((error: unknown) => {
      if (!(error instanceof mongoose.mongo.MongoServerError) || error.code !== ALREADY_INITIATED) throw error;
    });
    const end = Date.now() + PATIENCE_MS;
    while ((await connection.db?.command({ replSetGetStatus: 1 }))?.['members']?.every(notPrimary) !== false) {
      if (Date.now() > end) throw new Error(`the replica set has no primary after ${PATIENCE_MS / 1_000} s`);
      await waitFor(500);
    }
  } finally {
    await connection.close();
  }
}

const notPrimary = (member: { readonly stateStr?: string }): boolean => member.stateStr !== 'PRIMARY';
