import { journalRows, verifyChain } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { contactEvents } from '@jamaa/proto/catalog';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anonymous, codeOf, type Filed, person, service } from './support/client.ts';
import { type MovingTime, movingTime } from './support/moving-time.ts';
import { createWorld, type IntakeProcess, type World } from './support/world.ts';

const MINUTE_MS = 60_000;

/** One-time codes on the real process and real servers, with business time moved as in development. */
describe('one-time codes', () => {
  let world: World;
  let intake: IntakeProcess;
  let time: MovingTime;
  let number = 100;

  beforeAll(async () => {
    world = await createWorld();
    time = await movingTime(world);
    intake = await world.start();
  }, 60_000);
  afterAll(async () => {
    await time.close();
    await world.close();
  });

  /** Moves business time, and waits until the process lives in it. */
  const pass = async (more: number): Promise<void> => {
    const ahead = await time.pass(more * MINUTE_MS);
    await until('moved', async () => {
      const { id } = await intake.submit();
      const row = await cases().findOne({ _id: id });
      return (row?.receivedAt.getTime() ?? 0) > Date.now() + ahead - MINUTE_MS / 2;
    });
  };
  interface Row {
    _id: string;
    receivedAt: Date;
    auditHead: { number: number; hash: string };
    contactConfirmed?: object;
  }
  const cases = () => world.mongo.collection<Row>('complaints');
  const freshPhone = (): string => {
    number += 1;
    return `0668000${number}`;
  };
  const fileWith = (phone: string): Promise<Filed> => intake.submit({ complainant: { name: 'سعاد', phone } });
  const send = ({ reference, trackingCode }: Filed, on = intake) =>
    on.as(anonymous)('sendContactCode', { reference, trackingCode, way: 'sms' });
  const confirm = ({ reference, trackingCode }: Filed, code: string) =>
    intake.as(anonymous)('confirmContact', { reference, trackingCode, code });
  const recover = ({ reference }: Filed, phone: string, on = intake) =>
    on.as(anonymous)('requestTrackingRecovery', { reference, phone, email: '' });
  /** The code as notifications is told it when it sends. */
  const codeFor = async ({ id }: Filed, codePurpose: string, on = intake): Promise<string | undefined> => {
    const { codes } = await on.as(service('notifications'))('getContact', { complaintId: id, version: 0, codePurpose });
    return codes.find(({ way }) => way === 'sms')?.code;
  };
  const other = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  const refusal = (call: Promise<unknown>): Promise<string> =>
    call.then(
      () => 'right',
      (error: { fields?: { code: string }[]; code?: string }) => error.fields?.[0]?.code ?? String(error.code),
    );

  it('are told to notifications alone, and only when it asks for them', async () => {
    const filed = await fileWith(freshPhone());
    const ask = { complaintId: filed.id, version: 0, codePurpose: 'confirmation' };
    expect(await codeOf(intake.as(service('sla'))('getContact', ask))).toBe('forbidden');
    expect(await codeOf(intake.as(person('member'))('getContact', ask))).toBe('forbidden');
    expect(await codeFor(filed, '')).toBeUndefined();
    expect(await codeFor(filed, 'recovery')).toBeUndefined();
    expect(await codeFor(filed, 'confirmation')).toMatch(/^\d{6}$/);
    expect(await codeOf(codeFor(filed, 'else'))).toBe('validation-failed');
  });

  it('hold against forty wrong tries at once: five are judged, then the right one does not open either', async () => {
    const filed = await fileWith(freshPhone());
    const code = (await codeFor(filed, 'confirmation')) ?? '';
    const verdicts = await Promise.all(Array.from({ length: 40 }, () => refusal(confirm(filed, other(code)))));
    expect(verdicts.filter((one) => one === 'wrong')).toHaveLength(5);
    expect([...new Set(verdicts)].sort()).toEqual(['locked', 'wrong']);
    expect(await refusal(confirm(filed, code))).toBe('locked');
    expect((await cases().findOne({ _id: filed.id }))?.contactConfirmed).toBeUndefined();
    expect(await codeFor(filed, 'confirmation')).toBeUndefined();
  });

  it('are no easier to guess by filing again and again: wrong tries at one number end for all its cases', async () => {
    const phone = freshPhone();
    for (let files = 0; files < 4; files += 1) {
      const filed = await fileWith(phone);
      const wrong = other((await codeFor(filed, 'confirmation')) ?? '');
      for (let tries = 0; tries < 5; tries += 1) expect(await refusal(confirm(filed, wrong))).toBe('wrong');
    }
    const fifth = await fileWith(phone);
    expect(await refusal(confirm(fifth, (await codeFor(fifth, 'confirmation')) ?? ''))).toBe('locked');
  });

  it('confirm once, on an unbroken audit trail, and leave the version of the case', async () => {
    const filed = await fileWith(freshPhone());
    const code = (await codeFor(filed, 'confirmation')) ?? '';
    expect(await confirm(filed, code)).toEqual({ contact: { phone: 'confirmed', email: '' } });
    expect(await refusal(confirm(filed, code))).toBe('right');
    expect(await codeFor(filed, 'confirmation')).toBeUndefined();
    const row = await cases().findOne({ _id: filed.id });
    expect(row?.auditHead.number).toBe(2);
    expect(await verifyChain(world.mongo, filed.id, row?.auditHead ?? { number: 0, hash: '' })).toBeUndefined();
    const { complaint } = await intake.as(anonymous)('get', filed);
    expect(complaint?.snapshot?.version).toBe(1);
  });

  it('expire after ten minutes', async () => {
    const filed = await fileWith(freshPhone());
    const code = (await codeFor(filed, 'confirmation')) ?? '';
    await pass(11);
    expect(await refusal(confirm(filed, code))).toBe('expired');
    expect(await codeFor(filed, 'confirmation')).toBeUndefined();
    await send(filed);
    const next = (await codeFor(filed, 'confirmation')) ?? '';
    expect(next).not.toBe(code);
    expect(await refusal(confirm(filed, next))).toBe('right');
  });

  it('go to one number at most three times an hour and six a day, whichever of its cases they are about', async () => {
    const phone = freshPhone();
    const filed = [await fileWith(phone), await fileWith(phone)] as const;
    const outcomes: string[] = [];
    const round = async (index: number): Promise<void> => {
      outcomes.push(await codeOf(send(filed[index % 2] ?? filed[0])));
      await pass(2);
    };
    await pass(2);
    for (let index = 0; index < 4; index += 1) await round(index);
    await expect(send(filed[0])).rejects.toMatchObject({ code: 'rate-limited', retryAfter: expect.any(Number) });
    await pass(60);
    for (let index = 0; index < 4; index += 1) await round(index);
    await pass(60);
    await round(0);
    expect(outcomes.map((one) => (one === 'ok' ? 1 : 0)).join('')).toBe('111011100');
    await pass(24 * 60);
    expect(await codeOf(send(filed[0]))).toBe('ok');
    // Somebody who says they are of that case reaches the same limits, and is told nothing of them.
    expect(await codeOf(recover(filed[0], phone))).toBe('ok');
  });

  it('a claim that does not hold writes no event and locks nobody’s number', async () => {
    const phone = freshPhone();
    const filed = await fileWith(phone);
    const events = () => journalRows(world.mongo).countDocuments({ type: contactEvents.codeIssued.type });
    const before = await events();
    const stranger = await fileWith(freshPhone());
    for (let times = 0; times < 7; times += 1) {
      await recover(stranger, phone);
      await pass(2);
    }
    expect(await events()).toBe(before);
    await recover(filed, phone);
    expect(await events()).toBe(before + 1);
    expect(await codeFor(filed, 'recovery')).toMatch(/^\d{6}$/);
  });

  it('killed between commit and publishing: the message is called for once, with the same code, and it works', async () => {
    const phone = freshPhone();
    const filed = await fileWith(phone);
    await world.untilPublished();
    const before = (await world.published(contactEvents.codeIssued.type)).length;
    const killed = await world.start({ FAILPOINTS: 'intake.after-commit' });
    expect(await codeOf(recover(filed, phone, killed))).toBe('unavailable');
    await killed.child.ended();
    expect(killed.child.stderr()).toContain('failpoint hit: intake.after-commit');
    const next = await world.start();
    const code = await codeFor(filed, 'recovery', next);
    expect([code, await codeFor(filed, 'recovery')]).toEqual([expect.stringMatching(/^\d{6}$/), code]);
    await world.untilPublished();
    expect(await world.published(contactEvents.codeIssued.type)).toHaveLength(before + 1);
    const claim = { reference: filed.reference, phone, email: '', code: code ?? '' };
    const { trackingCode } = await next.as(anonymous)('recoverTrackingCode', claim);
    expect(await codeOf(next.as(anonymous)('get', filed))).toBe('not-found');
    expect(await codeOf(next.as(anonymous)('get', { reference: filed.reference, trackingCode }))).toBe('ok');
    // Two at once with one code: the first used it up.
    expect(await codeOf(next.as(anonymous)('recoverTrackingCode', claim))).toBe('validation-failed');
    await next.child.kill();
  });

  it('stand nowhere in the database', async () => {
    const filed = await fileWith(freshPhone());
    await pass(2);
    await send(filed);
    const code = (await codeFor(filed, 'confirmation')) ?? '';
    const rows = await Promise.all(
      ['contact_codes', 'contact_histories', 'events', 'complaints'].map((name) =>
        world.mongo.collection(name).find({}).toArray(),
      ),
    );
    expect(rows[0]?.some((row) => String(row._id).startsWith(filed.id))).toBe(true);
    // As a value of its own: six digits may stand in any longer number.
    expect(JSON.stringify(rows)).not.toContain(`"${code}"`);
  });
});
