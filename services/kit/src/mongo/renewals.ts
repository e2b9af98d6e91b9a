import type { Logger } from '@jamaa/observability';
import type { Connection } from 'mongoose';
import { createWake } from '../time/wake.ts';
import { type LeaseRow, leaseRows, NOW } from './lease-rows.ts';

/** A lease that this process holds. */
export interface HeldLease {
  readonly name: string;
  readonly holder: string;
  readonly fence: number;
  readonly ttlMs: number;
  readonly logger: Logger;
  /** Called when another has it, or when it may have run out. */
  lost(): void;
}

/** Instants of a clock that nobody sets. */
interface Kept extends HeldLease {
  dueAt: number;
  validUntil: number;
}

const keepers = new WeakMap<Connection, Keeper>();
const never = new AbortController().signal;

/**
 * Renews a lease four times in its term until the answer is called, which waits for a renewal under way: it must not come after what
 * gives the lease back.
 */
export function keepRenewed(connection: Connection, lease: HeldLease): () => Promise<void> {
  const keeper = keepers.get(connection) ?? new Keeper(connection);
  keepers.set(connection, keeper);
  return keeper.keep(lease);
}

/** All leases of a process on one database, renewed together: a service holds a dozen, and a command for each costs more than all else it does at rest. */
class Keeper {
  readonly #connection: Connection;
  readonly #kept = new Set<Kept>();
  readonly #wake = createWake();
  #running = false;
  #renewing: Promise<void> = Promise.resolve();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  keep(lease: HeldLease): () => Promise<void> {
    const now = performance.now();
    const kept: Kept = { ...lease, dueAt: now + lease.ttlMs / 4, validUntil: now + lease.ttlMs };
    this.#kept.add(kept);
    this.#wake.now();
    if (!this.#running) void this.#run();
    return async () => {
      this.#kept.delete(kept);
      this.#wake.now();
      await this.#renewing;
    };
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#kept.size > 0) {
      const rest = Math.min(...[...this.#kept].map(({ dueAt }) => dueAt - performance.now()));
      if (rest > 0) await this.#wake.wait(rest, never);
      else {
        // What is due soon goes along, so that terms which began apart come together.
        const due = [...this.#kept].filter(({ dueAt, ttlMs }) => dueAt - performance.now() < ttlMs / 8);
        this.#renewing = this.#renew(due);
        await this.#renewing;
      }
    }
    this.#running = false;
  }

  /** Never rejects: a lease that could not be renewed is lost once its term is over. */
  async #renew(due: readonly Kept[]): Promise<void> {
    const rows = leaseRows(this.#connection);
    const until = new Map(due.map((lease) => [lease, performance.now() + lease.ttlMs]));
    try {
      const { matchedCount } = await rows.bulkWrite(
        due.map(({ name, holder, fence, ttlMs }) => ({
          updateOne: {
            filter: { _id: name, holder, fence },
            update: [{ $set: { expiresAt: { $add: [NOW, ttlMs] } } }],
          },
        })),
        { ordered: false },
      );
      const lost = matchedCount === due.length ? new Set<Kept>() : await this.#takenFrom(due);
      for (const [lease, validUntil] of until) {
        if (lost.has(lease)) this.#lose(lease);
        else lease.validUntil = validUntil;
      }
    } catch (error) {
      for (const lease of due) {
        lease.logger.warn({ err: error, lease: lease.name }, 'lease not renewed');
        if (performance.now() > lease.validUntil) this.#lose(lease);
      }
    }
    for (const lease of due) lease.dueAt = performance.now() + lease.ttlMs / 4;
  }

  /** For good: who was told so may already be at something else. */
  #lose(lease: Kept): void {
    this.#kept.delete(lease);
    lease.lost();
  }

  async #takenFrom(due: readonly Kept[]): Promise<Set<Kept>> {
    const found = await leaseRows(this.#connection)
      .find({ _id: { $in: due.map(({ name }) => name) } })
      .toArray();
    const mine = ({ name, holder, fence }: Kept, row: LeaseRow): boolean =>
      row._id === name && row.holder === holder && row.fence === fence;
    return new Set(due.filter((lease) => !found.some((row) => mine(lease, row))));
  }
}
