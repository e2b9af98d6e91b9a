import {
  type Answer,
  type Call,
  call,
  type Filed,
  file,
  messagesWith,
  streetLight,
  tokenOf,
  untilState,
} from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { exposition, sumOf } from './support/metrics.ts';
import { expectProblem } from './support/problem.ts';
import { freshCitizen } from './support/tokens.ts';

const trainees = ['trainer', 'clerk', 'gestionnaire', 'technical', 'coordinator', 'director', 'validator'];
/** Whoever would see the same case if it were real, and more. */
const outside = [
  ...[
    'gestionnaire.sefrou',
    'clerk.sefrou',
    'technical.sefrou',
    'coordinator.sefrou',
    'validator.sefrou',
    'elu.sefrou',
  ],
  ...['governor.sefrou', 'province.sefrou', 'wali.fes', 'dgct', 'igat', 'admin.fes', 'admin', 'callcentre'],
];
/** The desk gives the identity of who files. */
const identified = { ...streetLight.complainant, identity: { type: 'cin', number: 'CD123456' } };

const by = async (who: string): Promise<Call> => ({
  token: await tokenOf(trainees.includes(who) ? `${who}.formation` : who),
});
const ask = async (who: string, path: string): Promise<Answer> => call('GET', path, await by(who));
const give = async (who: string, { reference }: Filed, command: string, body: object = {}): Promise<Answer> =>
  call('POST', `/v1/complaints/${reference}/${command}`, { ...(await by(who)), body });
const exercise = async (change: object = {}, who = 'clerk'): Promise<Filed> =>
  file({ addressee: 'formation', ...change }, await by(who));
const statuses = async (filed: Filed, steps: readonly (readonly [string, string, object?])[]): Promise<void> => {
  for (const [who, command, body] of steps) {
    const answer = await give(who, filed, command, body);
    expect([who, command, answer.status, answer.body.detail]).toEqual([who, command, 200, undefined]);
  }
};
/** The figures of real work that a case moves from filing to escalation. */
const figures = async (): Promise<number[]> => {
  const [intake, routing, sla, notifications] = await Promise.all(
    (['intake', 'routing', 'sla', 'notifications'] as const).map((one) => exposition(one)),
  );
  return [
    sumOf(intake ?? '', 'jamaa_intake_complaints_submitted_total'),
    sumOf(intake ?? '', 'jamaa_intake_commands_total'),
    sumOf(routing ?? '', 'jamaa_routing_decisions_total'),
    sumOf(sla ?? '', 'jamaa_sla_open_clocks'),
    sumOf(sla ?? '', 'jamaa_sla_breaches_total'),
    sumOf(sla ?? '', 'jamaa_sla_escalations_total'),
    sumOf(sla ?? '', 'jamaa_sla_escalations_unaddressed_total'),
    sumOf(notifications ?? '', 'jamaa_notifications_messages_total'),
  ];
};
/** Counts of every queue, and the newest of every list, of those outside. */
const desks = async (): Promise<unknown[]> =>
  Promise.all(
    outside.map(async (who) => {
      const [queues, list, raised] = [
        await ask(who, '/v1/queues'),
        await ask(who, '/v1/complaints?limit=50'),
        await ask(who, '/v1/escalations?all=true'),
      ];
      const references = list.body.complaints.map(({ reference }: Filed) => reference);
      const counts = queues.body.queues.map(({ id, count }: { id: string; count: number }) => [id, count]);
      return [who, counts, references, raised.body.escalations.length];
    }),
  );

beforeAll(async () => {
  for (const who of [...trainees, ...outside]) {
    expect((await ask(who, '/v1/me')).status).toBe(200);
    // First signed in just now: the copies of every service hear of it.
    await until(`${who} is known`, async () => {
      const answers = [await ask(who, '/v1/queues'), await ask(who, '/v1/escalations')];
      return answers.every(({ status }) => status === 200);
    });
  }
});

describe('who files a training case', () => {
  it.each(['citizen', 'anonymous', 'technical.sefrou', 'admin'])('not %s, and nothing is left', async (who) => {
    const caller = who === 'anonymous' ? {} : who === 'citizen' ? { token: await freshCitizen() } : await by(who);
    const body = { ...streetLight, addressee: 'formation' };
    const answer = await call('POST', '/v1/complaints', { ...caller, body });
    expect([answer.status, answer.body.reference]).toEqual([403, undefined]);
  });

  it('a trainee: at the desk too, but nothing confidential', async () => {
    const filed = await exercise({
      channel: 'desk',
      complainant: identified,
    });
    expect((await ask('clerk', `/v1/complaints/${filed.reference}`)).body).toMatchObject({ training: true });
    const body = { ...streetLight, category: 'COR', addressee: 'formation' };
    expectProblem(await call('POST', '/v1/complaints', { ...(await by('clerk')), body }), 'validation-failed', [
      'category',
    ]);
  });

  it('and with that office nobody takes real deposits, or sees the rules and the register of erasures', async () => {
    const body = { ...streetLight, channel: 'desk', complainant: identified };
    expect((await call('POST', '/v1/complaints', { ...(await by('clerk')), body })).status).toBe(403);
    for (const path of ['/v1/routing/rule-sets', '/v1/deletion-register'])
      expect([path, (await ask('trainer', path)).status]).toEqual([path, 403]);
  });
});

describe('a training case', () => {
  it('is played from filing to rating, and outside nothing moves', async () => {
    const real = await file();
    await untilState(real, 'assigned');
    await until(
      'clocks of the real case',
      async () => (await ask('technical.sefrou', `/v1/complaints/${real.reference}/clocks`)).status === 200,
    );
    await until('its messages', async () => (await messagesWith(real.reference)).length >= 3);
    const before = await until('the platform rests', async () => {
      const [one, other] = [await figures(), await figures()];
      return JSON.stringify(one) === JSON.stringify(other) && one;
    });
    // What a real case moves has moved: the figures are there.
    const [submitted, , decisions, clocksOpen, , , , sent] = before;
    for (const figure of [submitted, decisions, clocksOpen, sent]) expect(figure).toBeGreaterThan(0);
    const seenBefore = await desks();

    const filed = await exercise();
    const path = `/v1/complaints/${filed.reference}`;
    expect((await ask('technical', path)).body).toMatchObject({ status: 'assigned', training: true });
    const clocks = await until('its deadlines', async () => {
      const { status, body } = await ask('technical', `${path}/clocks`);
      return status === 200 && body.clocks;
    });
    expect(clocks.map(({ kind }: { kind: string }) => kind)).toEqual(expect.arrayContaining(['legal', 'internal']));
    await statuses(filed, [
      ['technical', 'take'],
      ['technical', 'ask-complement', { text: 'أين بالضبط؟' }],
      ['clerk', 'complement', { text: 'أمام المدرسة' }],
      ['technical', 'reveal', { reason: 'call-back' }],
      ['technical', 'propose-answer', { text: 'تم الإصلاح' }],
      ['validator', 'return-answer', { text: 'متى؟' }],
      ['technical', 'propose-answer', { text: 'تم الإصلاح أمس' }],
      ['validator', 'approve'],
      ['clerk', 'rate', { score: 5 }],
    ]);
    // One that is months late: its whole line is told, and the line ends in its body.
    const late = await exercise({
      channel: 'desk',
      receivedAt: new Date(Date.now() - 200 * 86_400_000).toISOString(),
      complainant: identified,
    });
    const raised = await until(
      'it is brought to the top of its body',
      async () => {
        const { body } = await ask('validator', '/v1/escalations');
        return body.escalations.find((one: { reference: string }) => one.reference === late.reference);
      },
      60_000,
    );
    expect(raised).toMatchObject({ level: 'president' });
    const told = await until(
      'and told',
      async () => {
        const messages = await messagesWith(late.reference);
        return messages.some(({ to }) => to.includes('validator.formation@demo.jamaa.example')) && messages;
      },
      60_000,
    );
    await until('nothing of it is left to fire', async () => {
      const { body } = await ask('technical', `/v1/complaints/${late.reference}/clocks`);
      return body.clocks.every(({ state }: { state: string }) => state !== 'running');
    });
    const messages = [...told, ...(await messagesWith(filed.reference))];
    for (const { channel, subject, text, to } of messages) {
      expect(channel === 'sms' ? text : subject).toMatch(/^\[(تدريب|formation)\] /);
      expect(to.join()).toMatch(/formation@|661000099/);
    }
    expect(await messagesWith(filed.reference)).toEqual([]);

    for (const who of outside) {
      for (const { reference } of [filed, late]) {
        const found = await ask(who, `/v1/complaints?search=${reference}`);
        expect([who, (await ask(who, `/v1/complaints/${reference}`)).status, found.body.complaints]).toEqual([
          who,
          404,
          [],
        ]);
        expect([who, (await ask(who, `/v1/complaints/${reference}/clocks`)).status]).toEqual([who, 404]);
      }
    }
    expect(await desks()).toEqual(seenBefore);
    expect(await figures()).toEqual(before);
  });

  it('does not leave its body, joins nothing, is offered to nobody; no real one comes in', async () => {
    const filed = await exercise();
    const real = await file();
    await untilState(real, 'assigned');
    const sefrou = { organisation: 'commune:03.451.01.09' };
    expectProblem(await give('gestionnaire', filed, 'transfer', sefrou), 'validation-failed', ['organisation']);
    expectProblem(await give('gestionnaire', filed, 'assign', sefrou), 'validation-failed', ['organisation']);
    expect((await give('gestionnaire', filed, 'redirect', { body: 'etat:dgsn', text: 'x' })).status).toBe(409);
    expectProblem(await give('gestionnaire', filed, 'merge', { into: real.reference }), 'validation-failed', ['into']);
    for (const [command, body] of [
      ['transfer', { organisation: 'formation' }],
      ['assign', { organisation: 'formation', unit: 'technical' }],
    ] as const)
      expectProblem(await give('gestionnaire.sefrou', real, command, body), 'validation-failed', ['organisation']);
    expect((await give('citizen.amina', filed, 'join')).status).toBe(404);
    const similar = { category: 'ECL', location: streetLight.location, text: streetLight.description };
    const offered = await call('POST', '/v1/complaints/similar', { ...(await by('technical')), body: similar });
    const references = offered.body.candidates.map((one: { reference?: string }) => one.reference);
    expect(references).not.toContain(filed.reference);
    expect((await give('clerk', filed, 'contact-confirmation', { way: 'sms' })).status).toBe(409);
    const view = await ask('gestionnaire', `/v1/complaints/${filed.reference}`);
    for (const command of ['transfer', 'redirect']) expect(view.body.allowedCommands).not.toContain(command);
    expect((await ask('gestionnaire', `/v1/complaints/${filed.reference}/routing`)).status).toBe(404);
    const register = 'reference,kind,category,received,state,description\nA/1,شكاية,ECL,2026-01-05,open,x';
    const imported = await call('POST', '/v1/imports?organisation=formation&trial=true', {
      ...(await by('gestionnaire')),
      raw: register,
      headers: { 'content-type': 'text/csv' },
    });
    expect([imported.status, imported.body.errors?.[0]?.path]).toEqual([422, 'organisation']);
  });

  it('is seen in the lists and queues of its own body', async () => {
    const filed = await exercise();
    for (const who of trainees) {
      const { body } = await ask(who, `/v1/complaints?search=${filed.reference}`);
      expect([who, body.complaints.map(({ reference }: Filed) => reference)]).toEqual([who, [filed.reference]]);
    }
    const { body } = await ask('technical', '/v1/queues');
    const toTake = body.queues.find(({ kind }: { kind: string }) => kind === 'to-take');
    expect(toTake.count).toBeGreaterThan(0);
  });
});

describe('the reset', () => {
  it('is for the trainer alone', async () => {
    for (const who of [...trainees.filter((one) => one !== 'trainer'), 'admin', 'admin.fes', 'igat']) {
      const answer = await call('POST', '/v1/training/reset', { ...(await by(who)), body: {} });
      expect([who, answer.status]).toEqual([who, 403]);
    }
    const other = { organisation: 'commune:03.451.01.09' };
    const answer = await call('POST', '/v1/training/reset', { ...(await by('trainer')), body: other });
    expect(answer.status).toBe(403);
  });

  it('withdraws what is open, in batches, leaves real cases and ended ones, and does nothing twice', async () => {
    const real = await file();
    await untilState(real, 'assigned');
    const open: Filed[] = [];
    for (let one = 0; one < 52; one += 1) open.push(await exercise({ description: `تمرين رقم ${one}` }));
    const ended = open.pop() ?? real;
    await statuses(ended, [['clerk', 'withdraw']]);
    const { body: endedBefore } = await ask('clerk', `/v1/complaints/${ended.reference}`);
    const reset = async () => call('POST', '/v1/training/reset', { ...(await by('trainer')), body: {} });
    const first = await reset();
    expect([first.status, first.body]).toMatchObject([200, { organisation: 'formation', more: false }]);
    expect(first.body.withdrawn).toBeGreaterThanOrEqual(open.length);
    expect((await reset()).body).toEqual({ organisation: 'formation', withdrawn: 0, more: false });
    for (const filed of open) {
      const { body } = await ask('clerk', `/v1/complaints/${filed.reference}`);
      expect([filed.reference, body.status]).toEqual([filed.reference, 'withdrawn']);
    }
    expect((await ask('clerk', `/v1/complaints/${ended.reference}`)).body.version).toBe(endedBefore.version);
    expect((await ask('technical.sefrou', `/v1/complaints/${real.reference}`)).body.status).toBe('assigned');
  });
});
