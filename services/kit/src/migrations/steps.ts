import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { type IndexPlan, kitIndexes } from './indexes.ts';

interface Numbered {
  /** From 2 on, without a gap, for ever: 1 is the indexes, which every service has. */
  readonly id: number;
  readonly name: string;
  /** The release that brought it, `major.minor.patch`. */
  readonly since: string;
}

/** Adds something that older releases do not notice. Run by the migration step before a new process starts; may run twice. */
export interface ExpandStep extends Numbered {
  readonly kind: 'expand';
  apply(mongo: Connection): Promise<void>;
}

/** Writes in the new shape what older releases wrote in theirs. Run by the service in the background once no older release runs. */
export interface BackfillStep extends Numbered {
  readonly kind: 'backfill';
  /** Set by a later release that reads nothing but what this fills: it neither migrates nor starts before this is done. */
  readonly required?: boolean;
  /**
   * Fills one stretch after a cursor, `''` being the beginning; may run twice for the same stretch.
   * @returns where to go on, undefined when nothing is left
   */
  batch(mongo: Connection, after: string): Promise<string | undefined>;
}

/** Takes away what only older releases need. Run by hand, refused while one of them runs; may run twice. */
export interface ContractStep extends Numbered {
  readonly kind: 'contract';
  apply(mongo: Connection): Promise<void>;
}

export type SchemaStep = ExpandStep | BackfillStep | ContractStep;
export type StepKind = SchemaStep['kind'];

/** What a release knows of its database. It runs on versions from `min` to `max`, and beyond as long as only expansion lies there. */
export interface Schema {
  readonly steps: readonly SchemaStep[];
  readonly min: number;
  readonly max: number;
}

const baseline: ExpandStep = { id: 1, name: 'indexes', kind: 'expand', since: '0.5.0', apply: async () => undefined };

/** Whether a release relies on a step: it does not run without. */
export const isRequired = (step: SchemaStep): boolean =>
  step.kind === 'expand' || (step.kind === 'backfill' && step.required === true);

/**
 * The schema of a service from its own steps.
 * @throws Error when numbers have a gap, or something is taken away by the very release that replaces it
 */
export function schemaOf(own: readonly SchemaStep[] = []): Schema {
  const steps = [baseline, ...own];
  for (const [at, step] of steps.entries()) {
    if (step.id !== at + 1) throw new Error(`schema step ${step.id} (${step.name}) should have number ${at + 1}`);
    const replaced = steps.slice(0, at).find((earlier) => earlier.kind !== 'contract' && !isLater(step, earlier));
    if (step.kind === 'contract' && replaced !== undefined) {
      throw new Error(
        `schema step ${step.id} (${step.name}) takes away in ${step.since} what ${replaced.since} still has`,
      );
    }
  }
  const min = Math.max(...steps.filter(isRequired).map((step) => step.id));
  return { steps, min, max: steps.length };
}

function isLater(one: Numbered, other: Numbered): boolean {
  const numbers = (text: string): number[] => text.split('.').map(Number);
  const [a, b] = [numbers(one.since), numbers(other.since)];
  const at = a.findIndex((part, index) => part !== b[index]);
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0);
}

/** Tells a step from another one that took its number, as when two branches are merged. */
export const digestOf = ({ id, name, kind, since }: Numbered & { kind: StepKind }): string =>
  sha256([id, name, kind, since]);

/** Tells that the indexes of a service have become more. */
export const digestOfIndexes = (indexes: readonly IndexPlan[]): string => sha256([...kitIndexes, ...indexes]);

const sha256 = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
