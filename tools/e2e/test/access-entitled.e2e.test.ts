import { randomUUID } from 'node:crypto';
import { type Call, call, type Filed, file, tokenOf, untilState } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { describe, expect, it } from '@jest/globals';
import { mint } from './support/tokens.ts';

const sefrou = 'commune:03.451.01.09';
const text = 'نص';
const technical = { organisation: sefrou, unit: 'technical' };
const refusal = { reasonCode: 'unclear', legalBasis: 'المادة 5', text };

/** `bearer` has the tracking code, `owner` is signed in as who filed it; all others are demonstration accounts of Sefrou. */
type Step = readonly [who: string, command: string, body: Record<string, unknown>, state: string];

const owner = await mint({ sub: randomUUID() });
const complainant = { name: 'يامنة الصقلي', phone: '0661223344', email: 'yamna.owner@example.org' };
/** As at the desk, where the card is looked at. */
const identified = { ...complainant, identity: { type: 'cin', number: 'CD445566' } };

async function as(who: string, filed: Filed): Promise<Call> {
  if (who === 'bearer') return { trackingCode: filed.trackingCode };
  return { token: who === 'owner' ? owner : await tokenOf(`${who}.sefrou`) };
}

async function walk(filed: Filed, steps: readonly Step[]): Promise<void> {
  for (const [who, command, body, state] of steps) {
    const path = `/v1/complaints/${filed.reference}/${command}`;
    const answer = await call('POST', path, { ...(await as(who, filed)), body });
    expect([who, command, answer.status, answer.body.status]).toEqual([who, command, 200, state]);
  }
}

/** Each step is a right of the tables in access.e2e.test.ts, used: the other half of the proof that others do not have it. */
const stories: readonly (readonly [string, () => Promise<Filed>, string, readonly Step[]])[] = [
  [
    'a paper deposit, passed around, complemented at the desk, corrected, answered and rated',
    async () => file({ channel: 'desk', complainant: identified }, { token: await tokenOf('clerk.sefrou') }),
    'assigned',
    [
      ['clerk', 'acknowledge', { paperNumber: '2026/117' }, 'assigned'],
      ['technical', 'take', {}, 'in-progress'],
      ['technical', 'release', {}, 'assigned'],
      ['technical', 'take', {}, 'in-progress'],
      ['coordinator', 'release', {}, 'assigned'],
      ['technical', 'take', {}, 'in-progress'],
      ['gestionnaire', 'release', { text }, 'assigned'],
      ['gestionnaire', 'assign', technical, 'assigned'],
      ['coordinator', 'assign', technical, 'assigned'],
      ['province', 'assign', technical, 'assigned'],
      ['technical', 'take', {}, 'in-progress'],
      ['technical', 'ask-complement', { text, days: 10 }, 'awaiting-complement'],
      ['clerk', 'complement', { text }, 'in-progress'],
      ['technical', 'propose-answer', { text }, 'answer-proposed'],
      ['validator', 'return-answer', { text }, 'in-progress'],
      ['technical', 'propose-answer', { text }, 'answer-proposed'],
      ['president', 'approve', {}, 'answered'],
      ['bearer', 'rate', { score: 4 }, 'closed'],
    ],
  ],
  [
    'a case of somebody signed in, complemented by them and refused with reasons',
    () => file({ complainant }, { token: owner }),
    'assigned',
    [
      ['technical', 'take', {}, 'in-progress'],
      ['technical', 'ask-complement', { text }, 'awaiting-complement'],
      ['owner', 'complement', { text }, 'in-progress'],
      ['technical', 'refuse', refusal, 'answer-proposed'],
      ['director', 'approve', {}, 'refused'],
    ],
  ],
  [
    'a case reopened with the tracking code, then withdrawn',
    () => file({ complainant }),
    'assigned',
    [
      ['technical', 'take', {}, 'in-progress'],
      ['technical', 'propose-answer', { text }, 'answer-proposed'],
      ['validator', 'approve', {}, 'answered'],
      ['bearer', 'reopen', { text }, 'in-progress'],
      ['bearer', 'withdraw', {}, 'withdrawn'],
    ],
  ],
  [
    'a case no rule could place, qualified, merged and taken out again, transferred',
    () => file({ category: 'AUT', complainant }),
    'qualification',
    [
      ['gestionnaire', 'qualify', { ...technical, category: 'ECL' }, 'assigned'],
      ['gestionnaire', 'transfer', { organisation: 'commune:03.451.07.05', unit: 'technical' }, 'assigned'],
    ],
  ],
  [
    'a suggestion, retained by its handler',
    () => file({ kind: 'suggestion', complainant }),
    'assigned',
    [
      ['technical', 'take', {}, 'in-progress'],
      ['technical', 'dispose', { retained: true, text }, 'closed'],
    ],
  ],
  [
    'an observation that a coordinator does not retain',
    () => file({ kind: 'observation', complainant }),
    'assigned',
    [['coordinator', 'dispose', { retained: false, text }, 'closed']],
  ],
  [
    'a case that is for somebody outside',
    () => file({ complainant }),
    'assigned',
    [['gestionnaire', 'redirect', { body: 'etat:dgsn', text }, 'redirected']],
  ],
];

describe('those who may, do', () => {
  it.each(stories)('%s', async (_what, begin, state, steps) => {
    const filed = await begin();
    await untilState(filed, state);
    await walk(filed, steps);
  });

  it('a gestionnaire merges a case into another one of the commune, and takes it out again', async () => {
    const [one, into] = [await file({ complainant }), await file({ complainant })];
    await untilState(one, 'assigned');
    await untilState(into, 'assigned');
    await walk(one, [
      ['gestionnaire', 'merge', { into: into.reference }, 'merged'],
      ['gestionnaire', 'unmerge', {}, 'assigned'],
    ]);
  });
});

describe('contact data', () => {
  it('is shown to who filed it signed in, revealed to who handles it for a reason, and to nobody with them', async () => {
    const filed = await file({ complainant }, { token: owner });
    await untilState(filed, 'assigned');
    const seen = async (who: string) => {
      const { body } = await call('GET', `/v1/complaints/${filed.reference}`, await as(who, filed));
      return body.complainant.phone;
    };
    const masked = '+212*****44';
    expect([await seen('owner'), await seen('bearer'), await seen('technical')]).toEqual([
      '+212661223344',
      masked,
      masked,
    ]);
    await walk(filed, [['technical', 'take', {}, 'in-progress']]);
    expect([
      await seen('technical'),
      await seen('coordinator'),
      await seen('validator'),
      await seen('gestionnaire'),
    ]).toEqual([masked, masked, masked, masked]);
    const reveal = async (who: string, body: object = { reason: 'call-back' }) =>
      call('POST', `/v1/complaints/${filed.reference}/reveal`, { ...(await as(who, filed)), body });
    expect((await reveal('technical')).body).toMatchObject({ phone: '+212661223344', email: complainant.email });
    for (const who of ['coordinator', 'validator', 'gestionnaire', 'owner'])
      expect([who, (await reveal(who)).status]).toEqual([who, 403]);
    for (const bad of [
      {},
      { reason: '' },
      { reason: 'curiosity' },
      { reason: 'other' },
      { reason: 'other', text: ' ' },
    ])
      expect([bad, (await reveal('technical', bad)).status]).toEqual([bad, 422]);
    await walk(filed, [['coordinator', 'release', {}, 'assigned']]);
    expect((await reveal('technical')).status).toBe(403);
  });
});

const importLines = async (administrator: string, ...lines: string[]) => {
  const raw = ['email,name,organisation,unit,role,scope,language', ...lines].join('\n');
  const token = await tokenOf(administrator);
  const answer = await call('POST', '/v1/accounts/import', { token, raw, headers: { 'content-type': 'text/csv' } });
  return answer.body.lines as { outcome: string; account: string; problems: string[] }[];
};
const person = async (email: string): Promise<string> => mint({ sub: randomUUID(), email, email_verified: true });

describe('a case about corruption', () => {
  it('is qualified at IGAT for the governor’s named officer, and the commune never sees it', async () => {
    const inspector = await tokenOf('coordinator.igat');
    const filed = await file({ category: 'COR', complainant });
    await untilState(filed, 'qualification');
    const path = `/v1/complaints/${filed.reference}`;
    const seenBy = async (who: string): Promise<number> => (await call('GET', path, await as(who, filed))).status;
    expect(await seenBy('officer')).toBe(404);
    const body = { organisation: 'gouverneur:03.451', unit: 'named-officer' };
    expect((await call('POST', `${path}/qualify`, { token: inspector, body })).status).toBe(200);
    await walk(filed, [['officer', 'take', {}, 'in-progress']]);
    for (const who of [
      'clerk',
      'gestionnaire',
      'technical',
      'coordinator',
      'validator',
      'president',
      'director',
      'elu',
      'governor',
      'province',
    ])
      expect([who, await seenBy(who)]).toEqual([who, 404]);
    const look = { ...(await as('officer', filed)), body: { reason: 'identity-check' } };
    const { body: view } = await call('POST', `${path}/reveal`, look);
    expect(view.phone).toBe('+212661223344');
  });

  it('is as confidential when it is about the conduct of an elected official: the named officer qualifies and takes it', async () => {
    const filed = await file({ category: 'ACC', aimedAt: 'elected-official', complainant });
    await untilState(filed, 'qualification');
    const path = `/v1/complaints/${filed.reference}`;
    for (const who of ['clerk', 'gestionnaire', 'director', 'president', 'governor']) {
      expect([who, (await call('GET', path, await as(who, filed))).status]).toEqual([who, 404]);
    }
    await walk(filed, [
      ['officer', 'qualify', { organisation: 'gouverneur:03.451', unit: 'named-officer' }, 'assigned'],
      ['officer', 'take', {}, 'in-progress'],
    ]);
    const open = await file({ category: 'ACC', aimedAt: 'agent', complainant });
    await untilState(open, 'assigned');
    expect((await call('GET', `/v1/complaints/${open.reference}`, await as('gestionnaire', open))).status).toBe(200);
  });

  it('is one from the moment its category is corrected, and leaves the commune for IGAT', async () => {
    const filed = await file({ category: 'AUT', complainant });
    await untilState(filed, 'qualification');
    const path = `/v1/complaints/${filed.reference}`;
    const token = await tokenOf('gestionnaire.sefrou');
    const qualify = (body: object) => call('POST', `${path}/qualify`, { token, body: { ...body, category: 'COR' } });
    expect((await qualify(technical)).body.errors).toEqual([expect.objectContaining({ path: 'organisation' })]);
    expect((await qualify({ organisation: 'igat', unit: 'administration' })).status).toBe(200);
    expect((await call('GET', path, { token })).status).toBe(404);
    expect((await call('GET', path, { token: await tokenOf('igat') })).body.confidential).toBe(true);
  });
});

describe('an administrator', () => {
  it('neither imports nor revokes outside their territory', async () => {
    const email = `${randomUUID()}@demo.example`;
    const line = `${email},س ع,commune:06.141.01.0,technical,unit-member,06.141.01.0,ar`;
    expect((await importLines('admin.fes', line))[0]).toMatchObject({ outcome: 'refused' });
    const [created] = await importLines('admin', line);
    expect(created?.outcome).toBe('created');
    const revoke = async (administrator: string) =>
      call('POST', `/v1/accounts/${created?.account}/revoke`, {
        token: await tokenOf(administrator),
        body: { reason: 'نقل' },
      });
    expect((await revoke('admin.fes')).status).toBe(404);
    expect((await revoke('admin')).body).toEqual({ account: created?.account, active: false });
  });

  it('takes all rights from an account within two seconds', async () => {
    const email = `${randomUUID()}@demo.example`;
    const [created] = await importLines('admin.fes', `${email},س ع,${sefrou},technical,unit-member,03.451.01.09,ar`);
    const token = await person(email);
    const filed = await file({ complainant });
    await untilState(filed, 'assigned');
    const path = `/v1/complaints/${filed.reference}`;
    await until('the new account sees the case', async () => (await call('GET', path, { token })).status === 200);
    expect((await call('POST', `${path}/take`, { token })).status).toBe(200);
    const body = { reason: 'انتهاء المهام' };
    const admin = await tokenOf('admin.fes');
    expect((await call('POST', `/v1/accounts/${created?.account}/revoke`, { token: admin, body })).status).toBe(200);
    await until(
      'the revoked account sees nothing',
      async () => (await call('GET', path, { token })).status === 404,
      2_000,
    );
    expect((await call('POST', `${path}/propose-answer`, { token, body: { text } })).status).toBe(404);
    const { body: list } = await call('GET', '/v1/complaints', { token });
    expect(list).toEqual({ complaints: [] });
  });
});
