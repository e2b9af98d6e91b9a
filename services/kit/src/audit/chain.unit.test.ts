import { describe, expect, it } from '@jest/globals';
import { type AuditRow, auditHash, emptyChain, nextAuditRow } from './chain.ts';

const entry = {
  aggregateId: 'case-1',
  at: new Date('2026-11-02T09:00:00Z'),
  actor: 'account:7',
  action: 'take',
  facts: { version: 2, state: 'in-progress' },
};

describe('an audit entry', () => {
  it('is numbered without gaps and holds the hash of the one before', () => {
    const one = nextAuditRow(emptyChain, entry);
    const two = nextAuditRow({ number: one.number, hash: one.hash }, entry);
    expect([one._id, two._id]).toEqual(['case-1:1', 'case-1:2']);
    expect(one.previous).toBe('');
    expect(two.previous).toBe(one.hash);
    expect(two.hash).not.toBe(one.hash);
  });
  it('has another hash when any of its members is another', () => {
    const row = nextAuditRow(emptyChain, entry);
    const changes: Partial<AuditRow>[] = [
      { aggregateId: 'case-2' },
      { number: 2 },
      { at: new Date('2026-11-02T09:00:00.001Z') },
      { actor: 'account:8' },
      { action: 'release' },
      { facts: { ...entry.facts, version: 3 } },
      { facts: { version: 2 } },
      { previous: 'x' },
    ];
    const hashes = changes.map((change) => auditHash({ ...row, ...change }));
    expect(new Set([row.hash, ...hashes]).size).toBe(changes.length + 1);
  });
  it('has one hash however the database orders its facts', () => {
    const row = nextAuditRow(emptyChain, entry);
    expect(auditHash({ ...row, facts: { state: 'in-progress', version: 2 } })).toBe(row.hash);
  });
});
