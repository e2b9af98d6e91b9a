import { randomBytes } from 'node:crypto';
import type { Keyring } from '@jamaa/kit';
import { makeReference } from '../domain/reference.ts';
import { openStates } from '../domain/vocabulary.ts';
import { openComplainant, sealComplainant } from '../rpc/people.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import type { CaseFile } from './case-file.ts';
import { seededId } from './ids.ts';
import type { Random } from './random.ts';

const STEP_MS = 53 * 60_000;

/** A row, and the words of its search entry. */
export type Copied = Pick<CaseFile, 'row' | 'tokens'>;

/** What time, another case or a person may still act on is not copied: nothing would know of it. */
const atRest = ({ row }: Copied): boolean =>
  !(openStates as readonly string[]).includes(row.state) &&
  row.automaticAt === undefined &&
  row.mergedInto === undefined &&
  row.led === undefined;

/**
 * Rows like ended cases, so many of them: own id, reference and key, dates a little earlier. Volume for measurements of what grows with the
 * archive (lists, search, indexes); they have no journal, audit trail or clocks.
 */
export function copiesOf(
  files: readonly Copied[],
  amount: number,
  { keyring, random, references }: { keyring: Keyring; random: Random; references: Set<string> },
): Copied[] {
  const ended = files.filter(atRest);
  if (ended.length === 0) return [];
  return Array.from({ length: amount }, (_, index) => {
    const { row, tokens } = ended[index % ended.length] as Copied;
    const shift = STEP_MS * (1 + Math.floor(index / ended.length));
    const at = (date: Date): Date => new Date(date.getTime() - shift);
    const moved = <T extends Date | undefined>(date: T): T => (date === undefined ? date : at(date)) as T;
    const receivedAt = at(row.receivedAt);
    const id = seededId(random, receivedAt);
    const person = openComplainant(keyring, row);
    const copy = {
      ...row,
      _id: id,
      reference: unusedReference(row, receivedAt, references),
      trackingHash: randomBytes(16).toString('base64url'),
      receivedAt,
      updatedAt: at(row.updatedAt),
      acknowledgedAt: moved(row.acknowledgedAt),
      answeredAt: moved(row.answeredAt),
      dueAt: moved(row.dueAt),
      anonymiseAt: moved(row.anonymiseAt),
      timeline: row.timeline.map((step) => ({ ...step, at: at(step.at) })),
      ...(person === undefined ? {} : { sealed: sealComplainant(keyring, id, person) }),
    };
    return { row: copy, tokens };
  });
}

function unusedReference({ communeCode }: ComplaintRow, receivedAt: Date, references: Set<string>): string {
  for (;;) {
    const reference = makeReference(communeCode.slice(0, 2), receivedAt.getUTCFullYear(), randomBytes(6));
    if (references.has(reference)) continue;
    references.add(reference);
    return reference;
  }
}
