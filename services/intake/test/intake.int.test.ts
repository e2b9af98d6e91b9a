import { type AuditHead, newId, verifyChain } from '@jamaa/kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anonymous, codeOf, type Filed, listRequest, person, service } from './support/client.ts';
import { createWorld, type IntakeProcess, type World } from './support/world.ts';

/** Intake as its callers see it, on real servers, with the real territory and the real rules of routing. */
describe('intake', () => {
  let world: World;
  let intake: IntakeProcess;

  beforeAll(async () => {
    world = await createWorld();
    intake = await world.start();
    world.startRouting();
  }, 60_000);
  afterAll(() => world.close());

  const assigned = async (change: Parameters<IntakeProcess['submit']>[0] = {}): Promise<Filed> => {
    const filed = await intake.submit(change);
    await world.untilAssigned(filed.reference);
    return filed;
  };
  const cases = () =>
    world.mongo.collection<{ _id: string; auditHead: AuditHead; tokens: string[]; description: string }>('complaints');
  const brokenAt = async (id: string): Promise<number | undefined> => {
    const row = await cases().findOne({ _id: id });
    return verifyChain(world.mongo, id, row?.auditHead ?? { number: 0, hash: '' });
  };
  const actions = async (id: string): Promise<string[]> => {
    const rows = await world.mongo
      .collection<{ aggregateId: string; number: number; action: string }>('audit')
      .find({ aggregateId: id })
      .sort({ number: 1 })
      .toArray();
    return rows.map((row) => row.action);
  };

  const reveal = ({ reference }: Filed, reasonCode = 'call-back', reason = '', subject = 'member') =>
    intake.as(person(subject))('revealContact', { reference, reasonCode, reason });

  it('reveals a contact to the handler alone, and never without a reason', async () => {
    const filed = await assigned();
    expect(await codeOf(reveal(filed))).toBe('forbidden');
    const { complaint } = await intake.give('member', filed, 'take');
    expect(complaint?.complainant?.phone).toBe('+212*****78');
    const fieldOf = (code: string, text = '') =>
      reveal(filed, code, text).then(
        () => 'revealed',
        (error: { fields?: { path: string }[] }) => error.fields?.[0]?.path,
      );
    expect(await fieldOf('')).toBe('reason');
    expect(await fieldOf('curiosity')).toBe('reason');
    expect(await fieldOf('other', ' ')).toBe('text');
    expect(await fieldOf('other', 'x'.repeat(501))).toBe('text');
    expect(await codeOf(reveal(filed, 'call-back', '', 'validator'))).toBe('forbidden');
    expect(await codeOf(reveal(filed, 'call-back', '', 'stranger'))).toBe('not-found');
    expect(await actions(filed.id)).not.toContain('reveal-contact');

    const { complainant } = await reveal(filed, 'other', 'طلبت أمينة العلوي الاتصال');
    expect(complainant).toMatchObject({ phone: '+212612345678', email: 'amina@example.org' });
    const audit = world.mongo.collection<{ _id: string; facts: object; sealed: unknown }>('audit');
    const entry = await audit.findOne({ _id: `${filed.id}:4` });
    expect(entry?.facts).toMatchObject({ reasonCode: 'other', unit: 'technical' });
    expect(JSON.stringify(entry)).not.toContain('أمينة');
    expect(await brokenAt(filed.id)).toBeUndefined();
    await audit.updateOne({ _id: `${filed.id}:4` }, { $unset: { sealed: '' } });
    expect(await brokenAt(filed.id)).toBe(4);
  });

  it('shows a case by its tracking code and to staff of its body; to everybody else it does not exist', async () => {
    const { reference, trackingCode } = await assigned();
    const get = (caller: Parameters<IntakeProcess['as']>[0], code = '') =>
      intake.as(caller)('get', { reference, trackingCode: code });
    const { complaint } = await get(anonymous, trackingCode.toLowerCase().replaceAll('-', ' '));
    expect(complaint?.snapshot).toMatchObject({ state: 'COMPLAINT_STATE_ASSIGNED', unit: 'technical', version: 2 });
    expect(complaint?.complainant).toMatchObject({ phone: '+212*****78', email: 'a***@***' });
    expect((await get(person('member'))).complaint?.actors).toEqual(['unit-member']);
    const wrong = `${trackingCode.slice(0, -1)}${trackingCode.endsWith('A') ? 'B' : 'A'}`;
    expect(await codeOf(get(anonymous, wrong))).toBe('not-found');
    expect(await codeOf(get(anonymous))).toBe('not-found');
    expect(await codeOf(get(person('stranger')))).toBe('not-found');
    expect(await codeOf(intake.as(anonymous)('get', { reference: '03-26-000000-0', trackingCode }))).toBe('not-found');
  });

  it('tells the contact to notifications alone', async () => {
    const { id } = await intake.submit();
    const contactFor = (caller: Parameters<IntakeProcess['as']>[0], complaintId = id) =>
      intake.as(caller)('getContact', { complaintId, version: 1, codePurpose: '' });
    expect(await contactFor(service('notifications'))).toMatchObject({
      name: 'أمينة العلوي',
      phone: '+212612345678',
      email: 'amina@example.org',
      language: 'ar',
    });
    expect(await codeOf(contactFor(service('sla')))).toBe('forbidden');
    expect(await codeOf(contactFor(person('member')))).toBe('forbidden');
    expect(await codeOf(contactFor(service('notifications'), newId()))).toBe('not-found');
  });

  it('refuses another body under the same key, and leaves nothing of it', async () => {
    const idempotencyKey = newId();
    await intake.submit({ idempotencyKey });
    const before = await cases().countDocuments({});
    expect(await codeOf(intake.submit({ idempotencyKey, description: 'شيء آخر' }))).toBe('idempotency-mismatch');
    expect(await cases().countDocuments({})).toBe(before);
  });

  it('keeps one unbroken audit chain over a whole way, in which a changed entry shows', async () => {
    const filed = await assigned();
    const { id, trackingCode } = filed;
    await intake.give('member', filed, 'take');
    await reveal(filed);
    await intake.give('member', filed, 'ask-complement', { text: 'أي مدرسة؟' });
    await intake.give({ trackingCode }, filed, 'complement', { text: 'مدرسة السلام' });
    await intake.give('member', filed, 'propose-answer', { text: 'تم الإصلاح' });
    await intake.give('validator', filed, 'return-answer', { text: 'متى؟' });
    await intake.give('member', filed, 'propose-answer', { text: 'تم الإصلاح أمس' });
    await intake.give('validator', filed, 'approve');
    const { complaint } = await intake.give({ trackingCode }, filed, 'rate', { score: 4 });
    expect(complaint?.snapshot?.state).toBe('COMPLAINT_STATE_CLOSED');
    expect(complaint?.timeline.map((step) => step.version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(await actions(id)).toEqual(
      'submit route take reveal-contact ask-complement complement propose-answer return-answer propose-answer approve rate'.split(
        ' ',
      ),
    );
    expect(await brokenAt(id)).toBeUndefined();
    const audit = world.mongo.collection<{ _id: string }>('audit');
    await audit.updateOne({ _id: `${id}:5` }, { $set: { actor: 'account:somebody-else' } });
    expect(await brokenAt(id)).toBe(5);
  });

  it('gives a case to exactly one of two members who take it twenty times at once', async () => {
    const filed = await assigned();
    const codes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        codeOf(intake.give(index % 2 === 0 ? 'member' : 'colleague', filed, 'take')),
      ),
    );
    expect(codes.sort()).toEqual([...Array.from({ length: 19 }, () => 'command-not-allowed'), 'ok']);
    expect(await actions(filed.id)).toEqual(['submit', 'route', 'take']);
    expect(await brokenAt(filed.id)).toBeUndefined();
  });

  it('records every look of the handler at the contact, also when looks and a command meet', async () => {
    const filed = await assigned();
    await intake.give('member', filed, 'take');
    const looks = Array.from({ length: 8 }, () => codeOf(reveal(filed)));
    const command = codeOf(intake.give('member', filed, 'propose-answer', { text: 'تم الإصلاح' }));
    expect([...new Set(await Promise.all([...looks, command]))]).toEqual(['ok']);
    const recorded = await actions(filed.id);
    expect(recorded.filter((action) => action === 'reveal-contact')).toHaveLength(8);
    expect(await brokenAt(filed.id)).toBeUndefined();
  });

  it('finds a case by reference, phone, e-mail and folded name words, and stores none of them in clear', async () => {
    const name = 'محمّد أبو الفضل الإدريسي';
    const phone = '0661982374';
    const filed = await assigned({ complainant: { name, phone, email: 'Abu.Fadl@example.org' } });
    const search = async (text: string, subject = 'member'): Promise<string[]> => {
      const { complaints } = await intake.as(person(subject))('list', listRequest({ search: text }));
      return complaints.map((one) => one.snapshot?.reference ?? '');
    };
    for (const text of [
      filed.reference,
      filed.reference.toLowerCase(),
      phone,
      '+212 661-98-23-74',
      'abu.fadl@EXAMPLE.org',
      'ابو الفضل',
      'الادريسي محمد',
    ]) {
      expect([text, await search(text)]).toEqual([text, [filed.reference]]);
    }
    expect(await search('الفضل علي')).toEqual([]);
    expect(await search(phone, 'stranger')).toEqual([]);
    const stored = JSON.stringify(await cases().findOne({ _id: filed.id }));
    for (const clear of [phone.slice(1), 'fadl', 'الفضل', 'الادريسي']) expect(stored).not.toContain(clear);
  });

  it.each(['received', '-received', 'due'])(
    'lists every case once, sorted by %s, while new ones arrive between the pages',
    async (sort) => {
      const there = await Promise.all(Array.from({ length: 12 }, () => intake.submit()));
      await world.untilAssigned(...there.map((one) => one.reference));
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = await intake.as(person('member'))('list', listRequest({ sort, cursor, limit: 5 }));
        seen.push(...page.complaints.map((one) => one.snapshot?.reference ?? ''));
        cursor = page.nextCursor;
        const late = await intake.submit();
        if (seen.length % 10 === 0) await world.untilAssigned(late.reference);
      } while (cursor !== '' && seen.length < 200);
      expect(new Set(seen).size).toBe(seen.length);
      expect(there.filter((one) => !seen.includes(one.reference))).toEqual([]);
    },
  );
});
