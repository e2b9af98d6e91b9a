import mongoose, { type Connection } from 'mongoose';

export interface MongoSettings {
  readonly uri: string;
  readonly database: string;
  readonly appName: string;
}

/**
 * Opens a service's own database. Every acknowledged write is journaled by a majority; a call that cannot reach the database
 * fails after five seconds rather than queueing without end.
 */
export async function connectMongo(settings: MongoSettings): Promise<Connection> {
  const connection = mongoose.createConnection(settings.uri, {
    dbName: settings.database,
    appName: settings.appName,
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
    serverSelectionTimeoutMS: 5_000,
    socketTimeoutMS: 120_000,
    maxPoolSize: 64,
    autoCreate: false,
    autoIndex: false,
    bufferCommands: false,
    // The times of commands are measured: see mongo/metrics.ts.
    monitorCommands: true,
    // A member that is undefined is absent, not null: partial indexes and readers rely on it.
    ignoreUndefined: true,
  });
  return connection.asPromise();
}

/**
 * Whether the database answers now, and can be read: one whose storage has failed (a full disk) may still answer a ping. What is read is the
 * row by which a process says that it runs.
 */
export async function pingMongo(connection: Connection): Promise<boolean> {
  try {
    await connection.collection('releases').findOne({}, { projection: { _id: 1 }, timeoutMS: 2_000 });
    return connection.readyState === 1;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}
