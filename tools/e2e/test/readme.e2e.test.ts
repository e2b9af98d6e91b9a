import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gateway, issuer, mailbox, messagesWith, postOffice } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../../..');
const MARK = '@@ step ';

/** The bash blocks of the README's walk-through, as they stand but for the addresses of this platform. */
async function steps(): Promise<string[]> {
  const text = await readFile(join(root, 'README.md'), 'utf8');
  return [...text.matchAll(/^```bash\n(.*?)^```$/gms)].map(([, block = '']) =>
    block
      .replaceAll('http://localhost:8080', gateway)
      .replaceAll('http://localhost:8082', mailbox)
      .replaceAll('http://localhost:8088', postOffice),
  );
}

/** Runs the blocks in one shell, as somebody who copies them does; returns what each printed, line by line. */
async function runAll(blocks: readonly string[]): Promise<string[][]> {
  const script = blocks.map((block, index) => `echo '${MARK}${index + 1}'\n${block}`).join('\n');
  const { stdout } = await promisify(execFile)('bash', ['-eu', '-c', script], {
    cwd: root,
    env: { ...process.env, JAMAA_ISSUER_URL: issuer },
    timeout: 150_000,
  });
  const parts = stdout.split(new RegExp(`^${MARK}\\d+\n`, 'm')).slice(1);
  return parts.map((part) => part.split('\n').filter((line) => line !== ''));
}

describe('the walk-through of the README', () => {
  let outputs: string[][];
  let reference: string;

  beforeAll(async () => {
    outputs = await runAll(await steps());
    reference = JSON.parse(outputs[0]?.[0] ?? '{}').reference;
  }, 180_000);

  /** What the `line`-th command of a step answered. */
  const answer = (step: number, line = 0) => JSON.parse(outputs[step - 1]?.[line] ?? 'null');

  it('has fifteen steps, all of which print something', () => {
    expect(outputs).toHaveLength(15);
    for (const lines of outputs) expect(lines.length).toBeGreaterThan(0);
  });
  it('1: files and tells reference, tracking code and due date', () => {
    expect(answer(1)).toMatchObject({
      reference: expect.stringMatching(/^03-\d{2}-[0-9A-Z]{6}-[0-9A-Z]$/),
      trackingCode: expect.stringMatching(/^([0-9A-Z]{4}-){2}[0-9A-Z]{4}$/),
      status: 'received',
      commune: { name: { fr: 'Sefrou' } },
      dueExplanation: { ar: expect.stringContaining('60 يوما') },
    });
  });
  it('2: follows it until the technical services of Sefrou have it', () => {
    expect(answer(2)).toMatchObject({
      reference,
      status: 'assigned',
      responsible: { organisation: { id: 'commune:03.451.01.09' }, unit: { id: 'technical' } },
    });
  });
  it('3 and 4: takes, proposes, approves', () => {
    expect([answer(3, 0).status, answer(3, 1).status, answer(4).status]).toEqual([
      'in-progress',
      'answer-proposed',
      'answered',
    ]);
    expect(answer(4).answer).toContain('تم إصلاح المصباح');
  });
  it('5: shows what the citizen was sent, in the end by e-mail and SMS', async () => {
    expect(answer(5).messages).toBeInstanceOf(Array);
    await until('receipt, assignment and answer by e-mail, and an SMS', async () => {
      const all = await messagesWith(reference);
      const emails = all.filter((one) => one.channel === 'email');
      return emails.length >= 3 && all.some((one) => one.channel === 'sms');
    });
  });
  it('6: rates it, which closes it', () => expect(answer(6)).toMatchObject({ status: 'closed', score: 5 }));
  it('7: finds it in the list of the unit, and explains its clocks', () => {
    expect(answer(7, 0).complaints.map((one: { reference: string }) => one.reference)).toEqual([reference]);
    expect(answer(7, 1).clocks).toContainEqual(
      expect.objectContaining({ kind: 'legal', explanation: expect.objectContaining({ fr: expect.any(String) }) }),
    );
  });
  it('8: shows the problem documents it speaks of', () => {
    expect(answer(8, 0)).toMatchObject({
      type: '/problems/outside-territory',
      status: 422,
      title: 'Lieu hors du territoire',
      errors: [{ path: 'location', code: 'swapped' }],
    });
    expect(answer(8, 1)).toMatchObject({ type: '/problems/not-found', status: 404 });
  });
  it('9 and 10: registers are open; twins are signed one after the other, for good', () => {
    // Other suites of this platform may have opened them before.
    for (const line of [0, 1])
      expect(['open', 'already-exists']).toContain(answer(9, line).register?.state ?? answer(9, line).code);
    const [first, second] = [answer(10, 0).act, answer(10, 1).act];
    expect([first.birth.twinOrder, second.birth.twinOrder]).toEqual([1, 2]);
    expect(second.number).toBe(first.number + 1);
    expect(first.birth.judgment.number).toBe('214/2026');
  });
  it('11: a marriage stands on both acts, each in its région', () => {
    const { mention } = answer(11, 0);
    expect(mention).toMatchObject({ kind: 'marriage', bureauId: '03.451.01.09-1' });
    expect(answer(11, 1).act).toMatchObject({ bureauId: '06.141.01.0-1', mentions: [{ mirrors: mention.id }] });
  });
  it('12: a spelling is corrected by a mention', () => {
    expect(answer(12).mention).toMatchObject({ kind: 'authorised-spelling', number: 2 });
  });
  it('13 to 14: copies are ordered from abroad, paid, made, posted, delivered', () => {
    expect([answer(13, 0).status, answer(13, 1).status]).toEqual(['basket', 'sent-to-bureau']);
    expect(outputs[13]?.length).toBeGreaterThan(2);
    const last = JSON.parse(outputs[13]?.at(-1) ?? '{}');
    expect(last).toMatchObject({ status: 'delivered', items: [{ state: 'produced', copies: 2 }] });
    expect(last.consignments[0].trackingNumber).toMatch(/^RR\d{9}MA$/);
  });
  it('15: the paper is checked by anybody, and says what it must', () => {
    const checked = answer(15);
    expect(checked).toMatchObject({ verdict: 'valid', document: { kind: 'full-copy' } });
    const family = answer(10, 0).act.birth.child.familyName.latin;
    expect(JSON.stringify(checked.fields)).toContain(`${family}H`);
  });
});
