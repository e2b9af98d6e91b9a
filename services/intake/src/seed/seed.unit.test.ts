import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AuditHead, auditHash, emptyChain, openKeyring } from '@jamaa/kit';
import { writeDevelopmentSecrets } from '@jamaa/kit/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { categories } from '../domain/categories.ts';
import { checkCharacter } from '../domain/reference.ts';
import { openStates, states } from '../domain/vocabulary.ts';
import { toComplaint } from '../store/change.ts';
import { snapshotOf } from '../store/snapshot.ts';
import type { CaseFile } from './case-file.ts';
import { foldJournal } from './fold-journal.ts';
import { createGenerator } from './generate.ts';
import { readTerritory } from './run.ts';
import { createStaff } from './staff.ts';

const until = new Date('2026-11-20T10:00:00Z');
const ROWS = 3_000;

/** What of a case is the same each time: all but ciphertexts and the hashes of tracking codes are. */
const plain = ({ row, journal, audit }: CaseFile): unknown => ({
  row: { ...row, sealed: undefined },
  journal,
  audit,
});

describe('a seed', () => {
  let make: (seed: number) => (first: number, size: number, batch: number) => CaseFile[];
  let files: CaseFile[];

  beforeAll(async () => {
    const secrets = await mkdtemp(join(tmpdir(), 'jamaa-seed-'));
    await writeDevelopmentSecrets(secrets, ['intake']);
    const keyring = await openKeyring(secrets);
    const territory = await readTerritory(join(import.meta.dirname, '../../../gis/data'));
    const staff = createStaff([
      { subject: 'somebody', role: 'unit-member', organisation: 'commune:06.141.01.0', unit: 'technical' },
    ]);
    make = (seed) =>
      createGenerator({ keyring, territory, staff, references: new Set(), seed, rows: ROWS, years: 3, until });
    const generate = make(42);
    files = Array.from({ length: ROWS / 25 }, (_, index) => generate(index * 25, 25, index + 1)).flat();
  });

  it('is the same for the same number, and another for another', () => {
    const [again, other] = [make(42)(0, 25, 1), make(43)(0, 25, 1)];
    expect(again.map(plain)).toEqual(files.slice(0, 25).map(plain));
    expect(other.map(plain)).not.toEqual(again.map(plain));
  });

  it('has the cases asked for, each with a reference of its own that checks', () => {
    expect(files).toHaveLength(ROWS);
    expect(new Set(files.map((file) => file.row.reference)).size).toBe(ROWS);
    for (const { row } of files) expect(row.reference.at(-1)).toBe(checkCharacter(row.reference.slice(0, -2)));
  });

  it('lets nothing happen after its present day, and nothing before the deposit', () => {
    for (const { row, journal, audit } of files) {
      for (const at of [...journal.map((one) => one.time), ...audit.map((one) => one.at)]) {
        expect(at.getTime()).toBeLessThanOrEqual(until.getTime());
        expect(at.getTime()).toBeGreaterThanOrEqual(row.receivedAt.getTime());
      }
    }
  });

  it('leaves nothing undone that time would have done', () => {
    for (const { row } of files)
      expect(row.automaticAt?.getTime() ?? Number.POSITIVE_INFINITY).toBeGreaterThan(until.getTime());
  });

  it('writes journals without a gap that fold into the stored state, ids growing', () => {
    for (const { row, journal } of files) {
      const folded = foldJournal(journal, (complaint, told) =>
        expect(snapshotOf(complaint, told.version)).toEqual(told),
      );
      expect(snapshotOf(folded, journal.length)).toEqual(snapshotOf(toComplaint(row), row.version));
      const ids = journal.map((one) => one._id);
      expect(ids).toEqual([...new Set(ids)].toSorted());
      expect(journal.every((one) => one.pending === undefined && (one.batch ?? 0) > 0)).toBe(true);
    }
  });

  it('chains every audit entry to the one before', () => {
    for (const { row, audit } of files) {
      const head = audit.reduce<AuditHead>((previous, entry) => {
        expect(entry).toMatchObject({ number: previous.number + 1, previous: previous.hash, hash: auditHash(entry) });
        return { number: entry.number, hash: entry.hash };
      }, emptyChain);
      expect(head).toEqual(row.auditHead);
    }
  });

  it('plays every ending and reaches every category', () => {
    const seen = new Set(files.map((file) => file.row.state));
    // Handing over takes another cell.
    const endings = states.filter((state) => ![...openStates, 'handed-over'].includes(state));
    expect([...seen]).toEqual(expect.arrayContaining([...endings, 'assigned', 'in-progress']));
    expect(new Set(files.map((file) => file.row.category)).size).toBe(categories.length);
    expect(files.some((file) => file.row.reopenings > 0)).toBe(true);
  });

  it('is mostly done, with something overdue', () => {
    const open = files.filter((file) => file.row.open);
    const overdue = open.filter((file) => file.row.dueAt !== undefined && file.row.dueAt < until);
    expect(open.length / ROWS).toBeGreaterThan(0.01);
    expect(open.length / ROWS).toBeLessThan(0.2);
    expect(overdue.length).toBeGreaterThan(0);
  });

  it('puts cases on the desks of accounts that exist', () => {
    expect(files.some((file) => file.row.handler === 'somebody')).toBe(true);
  });

  it('keeps persons sealed: no telephone, name or address stands in any document', () => {
    for (const { row, journal, audit } of files) {
      const text =
        JSON.stringify([{ ...row, sealed: undefined }, audit]) +
        journal.map((one) => Buffer.from(one.data as Uint8Array).toString('latin1')).join();
      expect(text).not.toMatch(/\+2126000|courriel\.example|ZZ\d{6}/);
    }
  });
});
