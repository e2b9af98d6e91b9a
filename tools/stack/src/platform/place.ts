import type { Ports, ServiceName } from '../layout.ts';
import type { NatsOptions } from '../servers/nats.ts';
import type { ProcessPlan } from './supervisor.ts';

/** Where a stack stands among others: a cell, the hub, or alone. */
export interface Place {
  /** Région code; `00` alone and at the hub. */
  readonly cell: string;
  /** Cells in whose JetStream domains services of this one read. */
  readonly reads: readonly string[];
  /** Ports of the stack whose sign-in, mailbox and doubles are used; its own when absent. */
  readonly shared?: Ports;
  /** How its broker is linked. */
  readonly broker?: Pick<NatsOptions, 'domain' | 'leafs' | 'hub'>;
  /** Settings of a process beside those of every stack, its migration step included. */
  readonly more: (name: ServiceName | 'gateway') => Readonly<Record<string, string>>;
  /** Processes beside those of every stack; the gateway waits for those that name where they say that they are ready. */
  readonly beside?: readonly (ProcessPlan & { readonly readyAt: string })[];
}

/** One switch runs all régions as one cell: development, and a small country. */
export const alone: Place = { cell: '00', reads: [], more: () => ({}) };
