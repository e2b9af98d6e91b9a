import type { Metrics } from '@jamaa/observability';
import type { Connection } from 'mongoose';
import { leasesOn } from './lease.ts';
import { committedOn } from './transaction.ts';

/** Every other command is counted as `other`: the names come from the driver, and a label must stay a closed set. */
const commands = new Set([
  'find',
  'aggregate',
  'count',
  'insert',
  'update',
  'delete',
  'findAndModify',
  'getMore',
  'commitTransaction',
  'abortTransaction',
  'ping',
]);
const COMMAND_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/**
 * Declares how the own database does: commands with their time, connections, commits, leases of this process. Call it once, right
 * after connecting; what the driver did before is not counted.
 */
export function measureDatabase(metrics: Metrics, connection: Connection): void {
  const seconds = metrics.histogram(
    'database_command_seconds',
    'Time of a command from the driver’s view',
    ['command', 'outcome'],
    COMMAND_BUCKETS_S,
  );
  seconds.zero({ command: 'ping', outcome: 'failed' });
  const inUse = metrics.gauge('database_connections_in_use', 'Connections of the pool that a command holds');
  const checkout = metrics.histogram(
    'database_checkout_seconds',
    'Wait for a connection of the pool',
    [],
    COMMAND_BUCKETS_S,
  );
  const client = connection.getClient();
  const observe = (outcome: 'ok' | 'failed') => (event: { commandName: string; duration: number }) => {
    const command = commands.has(event.commandName) ? event.commandName : 'other';
    seconds.observe({ command, outcome }, event.duration / 1000);
  };
  client.on('commandSucceeded', observe('ok'));
  client.on('commandFailed', observe('failed'));
  client.on('connectionCheckedOut', ({ durationMS }) => {
    inUse.inc();
    checkout.observe(durationMS / 1000);
  });
  client.on('connectionCheckedIn', () => inUse.dec());
  const transactions = metrics.counter('transactions_total', 'Transactions committed on the own database');
  const held = metrics.gauge('lease_held', '1 where this process holds the lease, 0 where another one may', ['lease']);
  let told = 0;
  metrics.collect(() => {
    const now = committedOn(connection);
    transactions.inc(now - told);
    told = now;
    held.reset();
    for (const [lease, mine] of leasesOn(connection)) held.set({ lease }, mine ? 1 : 0);
  });
}
