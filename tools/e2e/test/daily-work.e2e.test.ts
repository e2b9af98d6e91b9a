import { randomUUID } from 'node:crypto';
import { type Answer, type Call, call, type Filed, file, messagesWith, tokenOf, untilState } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { mint } from './support/tokens.ts';

const sefrou = 'commune:03.451.01.09';
const complainant = { name: 'يامنة الصقلي', phone: '0661223344', email: 'yamna.daily@example.org' };

const by = async (who: string): Promise<Call> => ({ token: await tokenOf(who.includes('.') ? who : `${who}.sefrou`) });
const give = async (who: string, { reference }: Filed, command: string, body: object = {}): Promise<Answer> =>
  call('POST', `/v1/complaints/${reference}/${command}`, { ...(await by(who)), body });
const seen = async (who: string, { reference }: Filed): Promise<Answer> =>
  call('GET', `/v1/complaints/${reference}`, await by(who));
const assigned = async (): Promise<Filed> => {
  const filed = await file({ complainant });
  await untilState(filed, 'assigned');
  return filed;
};
const statuses = async (steps: readonly (readonly [string, string, object?])[], filed: Filed): Promise<void> => {
  for (const [who, command, body] of steps) {
    const answer = await give(who, filed, command, body);
    expect([who, command, answer.status, answer.body.detail]).toEqual([who, command, 200, undefined]);
  }
};

beforeAll(async () => {
  for (const who of ['technical', 'coordinator', 'validator', 'director', 'governor', 'gestionnaire', 'province'])
    await call('GET', '/v1/me', await by(who));
});

describe('queues', () => {
  it('show whose turn it is, and each is a list', async () => {
    const filed = await assigned();
    const inQueue = async (who: string, kind: string): Promise<boolean> => {
      const { body } = await call('GET', '/v1/queues', await by(who));
      const queue = body.queues.find((one: { kind: string }) => one.kind === kind);
      if (queue === undefined) throw new Error(`${who} has no queue ${kind}`);
      const list = await call('GET', `${queue.href}&limit=200`, await by(who));
      expect(list.body.complaints.length).toBeGreaterThanOrEqual(Math.min(queue.count, 100));
      return list.body.complaints.some((one: Filed) => one.reference === filed.reference);
    };
    expect([await inQueue('technical', 'to-take'), await inQueue('technical', 'mine')]).toEqual([true, false]);
    await statuses([['technical', 'take']], filed);
    expect([await inQueue('technical', 'to-take'), await inQueue('technical', 'mine')]).toEqual([false, true]);
    await statuses([['technical', 'propose-answer', { text: 'تم' }]], filed);
    expect([await inQueue('technical', 'mine'), await inQueue('validator', 'to-validate')]).toEqual([false, true]);
    await statuses([['governor', 'demand-explanation', { text: 'لماذا؟' }]], filed);
    expect([await inQueue('director', 'to-explain'), await inQueue('governor', 'explanations')]).toEqual([true, true]);
  });

  it('of somebody else are not lists of one’s own', async () => {
    const path = `/v1/complaints?queue=to-validate:${sefrou}`;
    const answer = await call('GET', path, await by('technical'));
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, 'queue']);
  });
});

describe('an answer', () => {
  it('by a delegate carries its arrêté, reaches the citizen as PDF, and not after the delegation has ended', async () => {
    const email = `${randomUUID()}@demo.example`;
    const raw = `email,name,organisation,unit,role,scope,language\n${email},س ع,${sefrou},administration,unit-member,03.451.01.09,ar`;
    const csv = { 'content-type': 'text/csv' };
    await call('POST', '/v1/accounts/import', { ...(await by('admin.fes')), raw, headers: csv });
    const token = await mint({ sub: randomUUID(), email, email_verified: true });
    await call('GET', '/v1/me', { token });
    const today = new Date().toISOString().slice(0, 10);
    const decision = { decisionNumber: '77/2026', decisionDate: '2026-01-05', from: '2026-01-05', to: '2099-12-31' };
    const body = { organisation: sefrou, email, kind: 'delegate', ...decision, categories: ['ECL'] };
    const made = await call('POST', '/v1/delegations', { ...(await by('president')), body });
    expect([made.status, made.body.of, made.body.name]).toEqual([201, 'president', 'س ع']);
    const again = await call('POST', '/v1/delegations', { ...(await by('president')), body });
    expect(again.body.id).toBe(made.body.id);
    for (const [field, wrong] of [
      ['to', { to: '2025-01-01' }],
      ['decisionDate', { decisionDate: today.replace('-', '/') }],
      ['categories', { categories: ['XXX'] }],
      ['email', { email: 'technical.casablanca@demo.jamaa.example' }],
    ] as const) {
      const refused = await call('POST', '/v1/delegations', {
        ...(await by('president')),
        body: { ...body, ...wrong },
      });
      expect([refused.status, refused.body.errors?.[0].path]).toEqual([422, field]);
    }

    const filed = await assigned();
    await statuses(
      [
        ['technical', 'take'],
        ['technical', 'propose-answer', { text: 'تم إصلاح المصباح' }],
      ],
      filed,
    );
    const path = `/v1/complaints/${filed.reference}`;
    await until('the delegate may approve', async () => {
      const { body: view } = await call('GET', path, { token });
      return view.allowedCommands?.includes('approve');
    });
    expect((await call('POST', `${path}/approve`, { token, body: {} })).body.signature).toMatchObject({
      capacity: 'delegate',
      decisionNumber: '77/2026',
    });
    for (const o of [{ trackingCode: filed.trackingCode }, await by('technical')]) {
      const pdf = await call('GET', `${path}/answer.pdf?language=fr`, o);
      expect([pdf.status, pdf.headers.get('content-type'), pdf.body.slice(0, 5)]).toEqual([
        200,
        'application/pdf',
        '%PDF-',
      ]);
    }
    await until('the answer is in the mailbox', async () =>
      (await messagesWith(filed.reference)).some(({ subject }) => subject?.includes('الجواب') === true),
    );

    const next = await assigned();
    await statuses(
      [
        ['technical', 'take'],
        ['technical', 'propose-answer', { text: 'تم' }],
      ],
      next,
    );
    const ended = await call('POST', `/v1/delegations/${made.body.id}/end`, { ...(await by('director')), body: {} });
    expect(ended.status).toBe(200);
    await until('it ends everywhere', async () => {
      const { body: view } = await call('GET', `/v1/complaints/${next.reference}`, { token });
      return view.allowedCommands?.includes('approve') !== true;
    });
    const late = await call('POST', `/v1/complaints/${next.reference}/approve`, { token, body: {} });
    expect([403, 404]).toContain(late.status);
    const { body: list } = await call('GET', `/v1/delegations?organisation=${sefrou}`, await by('director'));
    expect(list.delegations.map(({ id }: { id: string }) => id)).toContain(made.body.id);
  });

  it('written from a template: variables are checked, filled in the case’s language, and what is missing is told', async () => {
    const template = { organisation: sefrou, category: 'ECL', language: 'ar', title: 'إصلاح' };
    const post = async (path: string, body: object, who = 'coordinator') =>
      call('POST', path, { ...(await by(who)), body });
    const wrong = await post('/v1/reply-templates', { ...template, text: 'السيد {mayor}' });
    expect([wrong.status, wrong.body.errors[0].path, wrong.body.detail]).toEqual([
      422,
      'text',
      expect.stringContaining('{mayor}'),
    ]);
    expect((await post('/v1/reply-templates', { ...template, text: 'x' }, 'technical')).status).toBe(403);
    const made = await post('/v1/reply-templates', { ...template, text: 'إلى {complainantName} {reference}' });
    const edited = await post(`/v1/reply-templates/${made.body.id}`, {
      title: 'إصلاح',
      text: '{reference} {commune}: {category} {dueAt} {complainantName}',
    });
    expect([made.status, made.body.version, edited.body.version]).toEqual([201, 1, 2]);
    const anonymous = await file({ complainant: undefined });
    await untilState(anonymous, 'assigned');
    const preview = await post(`/v1/complaints/${anonymous.reference}/reply-preview`, {}, 'technical');
    expect(preview.body).toMatchObject({ language: 'ar', template: made.body.id, missing: ['complainantName'] });
    expect(preview.body.text).toContain(`${anonymous.reference} `);
    expect(preview.body.text).toContain('الإنارة العمومية');
    expect((await post(`/v1/reply-templates/${made.body.id}/retire`, {})).body.retiredAt).toBeDefined();
    expect((await post(`/v1/complaints/${anonymous.reference}/reply-preview`, {}, 'technical')).status).toBe(404);
    expect((await post(`/v1/reply-templates/${made.body.id}`, { title: 'x', text: 'x' })).status).toBe(409);
  });
});

describe('supervision', () => {
  it('names the competent body of a case that went back and forth; each act reaches a named person', async () => {
    const filed = await assigned();
    const province = 'province:03.451';
    expect((await give('governor', filed, 'designate', { organisation: sefrou })).status).toBe(409);
    expect((await give('governor.casablanca', filed, 'remind')).status).toBe(404);
    await statuses(
      [
        ['governor', 'remind', { text: 'تأخرتم' }],
        ['governor', 'demand-explanation', { text: 'لماذا؟', days: 5 }],
        ['director', 'explain', { text: 'نقص في المواد' }],
        ['gestionnaire', 'transfer', { organisation: province, unit: 'technical' }],
        ['province', 'transfer', { organisation: sefrou, unit: 'technical' }],
        ['governor', 'designate', { organisation: sefrou }],
      ],
      filed,
    );
    expect((await give('gestionnaire', filed, 'transfer', { organisation: province })).status).toBe(409);
    const { body: view } = await seen('gestionnaire', filed);
    expect([view.designated, view.explanations[0].answer]).toEqual([sefrou, 'نقص في المواد']);
    const events = view.timeline.map(({ event }: { event: string }) => event);
    expect(events).toEqual(expect.arrayContaining(['reminded', 'explanation-demanded', 'explained', 'designated']));
    const { body: citizen } = await call('GET', `/v1/complaints/${filed.reference}`, {
      trackingCode: filed.trackingCode,
    });
    expect(citizen.timeline.map(({ event }: { event: string }) => event)).not.toContain('reminded');
    await until('all are told', async () => {
      const subjects = (await messagesWith(filed.reference)).map(({ subject = '' }) => subject);
      return ['تذكير', 'طلب توضيح', 'التوصل بالتوضيح', 'تعيين هيئتكم'].every((word) =>
        subjects.some((subject) => subject.includes(word)),
      );
    });
    const { body: counted } = await call('GET', '/v1/supervision/acts?territory=03.451', await by('governor'));
    const act = (name: string) =>
      counted.acts.find(
        (one: { act: string; organisation: string }) => one.act === name && one.organisation === sefrou,
      );
    for (const name of ['remind', 'demand-explanation', 'explain', 'designate'])
      expect(act(name)?.count).toBeGreaterThanOrEqual(1);
    expect((await call('GET', '/v1/supervision/acts?territory=06', await by('governor'))).status).toBe(403);
  });

  it('the province’s gestionnaire acts for a commune, and that is on record', async () => {
    const filed = await assigned();
    await statuses([['province', 'assign', { organisation: sefrou, unit: 'technical' }]], filed);
    const { body } = await seen('technical', filed);
    expect(body.timeline.at(-1)).toMatchObject({ event: 'assigned', onBehalf: 'province:03.451' });
  });
});

describe('the settings of a commune', () => {
  it('let a small one do without validation from a day on, by its administrators, and end as they began', async () => {
    const azzaba = 'commune:03.451.07.05';
    const path = `/v1/organisations/${azzaba}/settings`;
    const set = async (who: string, body: object) => call('PUT', path, { ...(await by(who)), body });
    const validated = { smallCommuneProfile: true, validationRequired: true };
    expect((await set('gestionnaire', validated)).status).toBe(403);
    for (const from of ['2020-01-01', '2099-01-01', '2026-02-30'])
      expect((await set('admin.fes', { ...validated, from })).body.errors[0].path).toBe('from');
    const province = await call('PUT', '/v1/organisations/province:03.451/settings', {
      ...(await by('admin.fes')),
      body: validated,
    });
    expect(province.body.errors[0].path).toBe('smallCommuneProfile');

    const answeredAs = async (): Promise<string> => {
      const filed = await file({ complainant, location: undefined, commune: '03.451.07.05' });
      await untilState(filed, 'assigned');
      await statuses([['gestionnaire.azzaba', 'take']], filed);
      return (await give('gestionnaire.azzaba', filed, 'propose-answer', { text: 'تم' })).body.status;
    };
    expect(await answeredAs()).toBe('answered');
    expect((await set('admin.fes', validated)).status).toBe(200);
    await until('validation is required', async () => (await answeredAs()) === 'answer-proposed');
    expect((await set('admin.fes', { ...validated, validationRequired: false })).status).toBe(200);
    await until('validation is not required', async () => (await answeredAs()) === 'answered');
  });
});
