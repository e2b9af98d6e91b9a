import { type Answer, type Call, call, type Filed, file, untilState } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { documentOrderRoutes } from './support/document-order-routes.ts';
import { as, gently, type Persona, personas, type StaffRole, staffRoles } from './support/personas.ts';

/** Nobody but who handles a case, and who filed it, may be told any of this. */
const complainant = {
  name: 'زليخة المسعودي',
  phone: '0661987354',
  email: 'zoulikha.access@example.org',
  identity: { type: 'cin', number: 'CD987354' },
};
const PERSONAL = /زليخة|المسعودي|661987354|zoulikha|CD987354/i;

type Place = 'own' | 'foreign' | 'confidential';
const places = ['own', 'foreign', 'confidential'] as const;

/**
 * Who sees a case of Sefrou, one of Casablanca, and one about corruption in Sefrou. Roles of a commune and its supervisors see
 * their territory; IGAT and the call centre the country; corruption is seen by IGAT alone and never by the body complained of.
 */
const sees: Readonly<Record<Persona, readonly Place[]>> = {
  'desk clerk': ['own'],
  gestionnaire: ['own'],
  'unit member': ['own'],
  coordinator: ['own'],
  validator: ['own'],
  élu: ['own'],
  supervisor: ['own'],
  auditor: ['own', 'foreign', 'confidential'],
  administrator: ['own'],
  'call-centre agent': ['own', 'foreign'],
  citizen: [],
  anonymous: [],
};

/**
 * Who may give each command on a case of their own territory that nobody has taken yet, with arguments that fit it. Decree
 * 2-17-265 and the delegations of organic law 113-14: the unit works, the gestionnaire places, the validator signs.
 */
const commands: Readonly<Record<string, readonly [readonly StaffRole[], Record<string, unknown>]>> = {
  acknowledge: [['desk clerk'], {}],
  qualify: [['gestionnaire', 'coordinator'], { organisation: 'commune:03.451.01.09' }],
  assign: [['gestionnaire', 'coordinator'], { organisation: 'commune:03.451.01.09' }],
  take: [['unit member'], {}],
  release: [['gestionnaire', 'coordinator'], {}],
  'ask-complement': [[], { text: 'أين؟' }],
  complement: [['desk clerk'], { text: 'هنا' }],
  attachments: [['desk clerk'], { attachments: [{ id: 'none', token: 'none' }] }],
  'propose-answer': [[], { text: 'تم' }],
  dispose: [['coordinator'], { retained: true, text: 'نعم' }],
  'return-answer': [['validator'], { text: 'لا' }],
  approve: [['validator'], {}],
  refuse: [[], { reasonCode: 'unclear', legalBasis: 'المادة 5', text: 'غير واضح' }],
  transfer: [['gestionnaire'], { organisation: 'commune:03.451.07.05' }],
  'hand-over': [['gestionnaire'], { commune: '06.141.01.0' }],
  'cancel-hand-over': [['gestionnaire'], {}],
  redirect: [['gestionnaire'], { body: 'etat:dgsn', text: 'إلى الأمن' }],
  rate: [[], { score: 5 }],
  reopen: [[], { text: 'لم يصلح' }],
  withdraw: [[], {}],
  merge: [['gestionnaire'], { into: '03-26-7K3Q9M-C' }],
  unmerge: [['gestionnaire'], {}],
  reveal: [[], { reason: 'call-back' }],
  erase: [['administrator'], { reason: 'person-request', legalBasis: 'Loi 09-08, art. 8' }],
  'data-export': [['desk clerk'], { identityChecked: true }],
  note: [['desk clerk', 'gestionnaire', 'unit member', 'coordinator', 'validator'], { text: 'ملاحظة' }],
  remind: [['supervisor'], {}],
  'demand-explanation': [['supervisor'], { text: 'لماذا؟' }],
  explain: [[], { text: 'لأن' }],
  'inspection-note': [['supervisor', 'auditor'], { text: 'ملاحظة' }],
  designate: [['supervisor'], { organisation: 'commune:03.451.07.05' }],
  // No commands, but as these: for the complainant alone.
  'contact-confirmation': [[], { way: 'sms' }],
  'contact-confirmation/verify': [[], { code: '123456' }],
};

/** Those that the gateway gives to nobody who is not signed in. */
const signInFirst = ['reveal', 'erase'];
/** Those who work on a case, and may see its replies take shape. */
const writers: readonly Persona[] = ['desk clerk', 'gestionnaire', 'unit member', 'coordinator', 'validator'];

/** Routes about one case, beside the commands: what a persona that sees it, and one that does not, is answered. */
const caseRoutes: Readonly<Record<string, { readonly signIn: boolean; readonly seen?: number }>> = {
  'GET /v1/complaints/{reference}': { signIn: false },
  'GET /v1/complaints/{reference}/receipt': { signIn: false },
  'GET /v1/complaints/{reference}/attachments': { signIn: false },
  // None of these cases is answered: who sees them is told so.
  'GET /v1/complaints/{reference}/answer.pdf': { signIn: false, seen: 409 },
  'GET /v1/complaints/{reference}/clocks': { signIn: true },
  'GET /v1/complaints/{reference}/routing': { signIn: true },
};

const csv = 'email,name,organisation,unit,role,scope,language\n';
const everybody = (status: number) => Object.fromEntries(personas.map((one) => [one, status]));
const signedIn = { ...everybody(200), anonymous: 401 };
/** Who may bring the register of Sefrou. */
const importers = (status: number, others: number) => ({
  ...everybody(others),
  anonymous: 401,
  gestionnaire: status,
  administrator: status,
});
const bureau = '03.451.01.09-1';
/** Whoever has no place in civil status. */
const strangers = (status: number) => ({ ...everybody(status), anonymous: 401 });
const administrators = (status: number) => ({ ...everybody(403), anonymous: 401, administrator: status });

/** All other routes: a request that fits each, and the status for every persona. */
const otherRoutes: Readonly<Record<string, readonly [string, Call, Record<string, number>]>> = {
  ...documentOrderRoutes,
  'POST /v1/complaints': [
    '/v1/complaints',
    { body: { kind: 'suggestion', category: 'ECL', description: 'إنارة', commune: '03.451.01.09' } },
    everybody(201),
  ],
  'POST /v1/uploads': [
    '/v1/uploads',
    { raw: '', headers: { 'tus-resumable': '1.0.0', 'upload-length': '10' } },
    everybody(201),
  ],
  'HEAD /v1/uploads/{id}': ['/v1/uploads/none', { headers: { 'tus-resumable': '1.0.0' } }, everybody(404)],
  'PATCH /v1/uploads/{id}': [
    '/v1/uploads/none',
    {
      raw: 'x',
      headers: {
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
      },
    },
    everybody(404),
  ],
  'GET /v1/complaints/{reference}/attachments/{id}': [
    '/v1/complaints/03-26-7K3Q9M-C/attachments/none',
    {},
    everybody(404),
  ],
  'GET /v1/complaints/{reference}/attachments/{id}/thumbnail': [
    '/v1/complaints/03-26-7K3Q9M-C/attachments/none/thumbnail',
    {},
    everybody(404),
  ],
  'POST /v1/complaints/similar': [
    '/v1/complaints/similar',
    { body: { category: 'ECL', location: { longitude: -4.83, latitude: 33.83 }, text: 'إنارة' } },
    everybody(200),
  ],
  'POST /v1/complaints/{reference}/join': ['/v1/complaints/03-26-7K3Q9M-C/join', { body: {} }, everybody(404)],
  'GET /v1/complaints': ['/v1/complaints?limit=200', {}, signedIn],
  'GET /v1/queues': ['/v1/queues', {}, signedIn],
  'GET /v1/reply-templates': [
    '/v1/reply-templates?organisation=commune:03.451.01.09',
    {},
    {
      ...everybody(200),
      ...{ élu: 403, supervisor: 403, auditor: 403, 'call-centre agent': 403, citizen: 403, anonymous: 401 },
    },
  ],
  'POST /v1/reply-templates': [
    '/v1/reply-templates',
    { body: { organisation: 'commune:03.451.01.09', language: 'ar', title: 'جواب', text: '{nothing}' } },
    { ...administrators(422), coordinator: 422 },
  ],
  'POST /v1/reply-templates/{id}': [
    '/v1/reply-templates/nothing',
    { body: { title: 'جواب', text: 'جواب' } },
    { ...everybody(404), anonymous: 401 },
  ],
  'POST /v1/reply-templates/{id}/retire': [
    '/v1/reply-templates/nothing/retire',
    { body: {} },
    { ...everybody(404), anonymous: 401 },
  ],
  'GET /v1/escalations': ['/v1/escalations', {}, { ...signedIn, citizen: 403 }],
  'POST /v1/tracking-code-recovery': [
    '/v1/tracking-code-recovery',
    { body: { reference: '03-26-7K3Q9M-T', phone: '0661000001' } },
    everybody(202),
  ],
  'POST /v1/tracking-code-recovery/verify': [
    '/v1/tracking-code-recovery/verify',
    { body: { reference: '03-26-7K3Q9M-T', phone: '0661000001', code: '123456' } },
    everybody(422),
  ],
  'GET /v1/forms/{kind}': ['/v1/forms/reclamation', {}, everybody(200)],
  'GET /v1/forms/{kind}.pdf': ['/v1/forms/reclamation.pdf', {}, everybody(200)],
  'GET /v1/calendars/{calendar}': ['/v1/calendars/national', {}, everybody(200)],
  'GET /v1/calendars/{calendar}/changes': ['/v1/calendars/commune:03.451.01.09/changes', {}, administrators(200)],
  'POST /v1/calendars/{calendar}/changes': [
    '/v1/calendars/commune:03.451.01.09/changes',
    { body: { remove: ['2029-01-02'], source: 'x' }, headers: { 'if-match': '"v9999"' } },
    administrators(412),
  ],
  'GET /v1/policies': ['/v1/policies', {}, everybody(200)],
  'POST /v1/policies': [
    '/v1/policies',
    {
      body: {
        kind: 'internal',
        organisation: 'commune:03.451.01.09',
        category: 'ECL',
        delay: { amount: 4, unit: 'calendar-day' },
        ladder: [],
        validFrom: '2020-01-01',
        source: 'x',
      },
      headers: { 'if-match': '"v0"' },
    },
    administrators(422),
  ],
  'GET /v1/categories': ['/v1/categories', {}, everybody(200)],
  'GET /v1/organisations': ['/v1/organisations?limit=1', {}, everybody(200)],
  'GET /v1/organisations/{id}': ['/v1/organisations/commune:06.141.01.0', {}, everybody(200)],
  'PUT /v1/organisations/{id}/settings': [
    '/v1/organisations/commune:03.451.01.09/settings',
    { body: { smallCommuneProfile: false, validationRequired: true, from: 'never' } },
    administrators(422),
  ],
  'GET /v1/territories': ['/v1/territories', {}, everybody(200)],
  'GET /v1/territories/{code}': ['/v1/territories/06.141', {}, everybody(200)],
  'GET /v1/locate': ['/v1/locate?longitude=-4.83&latitude=33.83', {}, everybody(200)],
  'GET /v1/me': ['/v1/me', {}, signedIn],
  'POST /v1/me/data-export': ['/v1/me/data-export', {}, signedIn],
  'GET /v1/deletion-register': ['/v1/deletion-register', {}, { ...administrators(200), auditor: 200 }],
  'POST /v1/accounts/import': [
    '/v1/accounts/import?dryRun=true',
    { raw: csv, headers: { 'content-type': 'text/csv' } },
    administrators(200),
  ],
  'GET /v1/supervision/acts': [
    '/v1/supervision/acts',
    {},
    { ...everybody(403), anonymous: 401, supervisor: 200, auditor: 200 },
  ],
  'GET /v1/insights/summary': [
    '/v1/insights/summary?territory=commune:03.451.01.09',
    {},
    { ...everybody(200), ...{ 'desk clerk': 403, 'call-centre agent': 403, citizen: 403, anonymous: 401 } },
  ],
  'GET /v1/delegations': [
    '/v1/delegations?organisation=commune:03.451.01.09',
    {},
    { ...signedIn, 'desk clerk': 403, 'unit member': 403, élu: 403, 'call-centre agent': 403, citizen: 403 },
  ],
  'POST /v1/delegations': [
    '/v1/delegations',
    {
      body: {
        organisation: 'commune:03.451.01.09',
        email: 'nobody@demo.jamaa.example',
        kind: 'delegate',
        decisionNumber: '1',
        decisionDate: '2026-01-01',
        from: '2026-01-01',
        to: '2099-12-31',
      },
    },
    { ...administrators(422), validator: 422 },
  ],
  'POST /v1/delegations/{id}/end': ['/v1/delegations/nobody/end', { body: {} }, { ...everybody(404), anonymous: 401 }],
  'GET /v1/complaints/by-old-reference': [
    '/v1/complaints/by-old-reference?source=chikaya&reference=none',
    {},
    { ...everybody(404), anonymous: 401 },
  ],
  'GET /v1/imports/template.csv': ['/v1/imports/template.csv', {}, everybody(200)],
  'POST /v1/imports': [
    '/v1/imports?organisation=commune:03.451.01.09&trial=true',
    {
      raw: 'reference,kind,category,received,state,description\nA/1,شكاية,ECL,2026-01-05,open,x',
      headers: { 'content-type': 'text/csv' },
    },
    importers(202, 403),
  ],
  'GET /v1/imports': ['/v1/imports?organisation=commune:03.451.01.09', {}, importers(200, 403)],
  'GET /v1/imports/{id}': ['/v1/imports/nothing', {}, { ...everybody(404), anonymous: 401 }],
  'GET /v1/imports/{id}/lines': ['/v1/imports/nothing/lines', {}, { ...everybody(404), anonymous: 401 }],
  'POST /v1/imports/{id}/cancel': ['/v1/imports/nothing/cancel', { body: {} }, { ...everybody(404), anonymous: 401 }],
  'POST /v1/training/reset': ['/v1/training/reset', { body: {} }, { ...everybody(403), anonymous: 401 }],
  'POST /v1/accounts/{id}/revoke': ['/v1/accounts/nobody/revoke', { body: { reason: 'x' } }, administrators(404)],
  'GET /v1/routing/rule-sets': ['/v1/routing/rule-sets', {}, administrators(200)],
  'POST /v1/routing/rule-sets': ['/v1/routing/rule-sets', {}, administrators(201)],
  'GET /v1/routing/rule-sets/{id}': ['/v1/routing/rule-sets/v1', {}, administrators(200)],
  'POST /v1/routing/rule-sets/{id}/rules': ['/v1/routing/rule-sets/x/rules', { body: {} }, administrators(404)],
  'POST /v1/routing/rule-sets/{id}/validate': ['/v1/routing/rule-sets/x/validate', { body: {} }, administrators(404)],
  'POST /v1/routing/rule-sets/{id}/try': ['/v1/routing/rule-sets/x/try', { body: {} }, administrators(404)],
  'POST /v1/routing/rule-sets/{id}/activate': [
    '/v1/routing/rule-sets/x/activate',
    { body: { activeFrom: '2099-01-01' } },
    administrators(404),
  ],
  'POST /v1/routing/rule-sets/{id}/withdraw': ['/v1/routing/rule-sets/x/withdraw', {}, administrators(404)],
  'GET /v1/routing/contracts': ['/v1/routing/contracts', {}, administrators(200)],
  'POST /v1/routing/contracts': [
    '/v1/routing/contracts',
    {
      body: {
        ruleSet: 'x',
        number: '1',
        operator: 'operator:arma',
        categories: ['DEC'],
        territories: ['03.451.01.09'],
        validFrom: '2027-01-01',
      },
    },
    administrators(404),
  ],
  'GET /v1/routing/suggestions': ['/v1/routing/suggestions', {}, administrators(200)],
  'POST /v1/routing/suggestions/{id}/accept': [
    '/v1/routing/suggestions/x/accept',
    { body: { ruleSet: 'x' } },
    administrators(404),
  ],
  'POST /v1/routing/suggestions/{id}/dismiss': [
    '/v1/routing/suggestions/x/dismiss',
    { body: { reason: 'لا' } },
    administrators(404),
  ],
  'GET /v1/civil/bureaux': ['/v1/civil/bureaux?territory=03.451.01.09', {}, everybody(200)],
  'GET /v1/civil/bureaux/{bureau}': [`/v1/civil/bureaux/${bureau}`, {}, everybody(200)],
  'POST /v1/civil/bureaux': [
    '/v1/civil/bureaux',
    { body: { territory: '03.451.01.09', name: { ar: '', fr: '' } } },
    administrators(422),
  ],
  // Civil status is for its own staff (tools/e2e/test/civil.e2e): to all others its acts and declarations do not exist.
  'GET /v1/civil/bureaux/{bureau}/registers': [`/v1/civil/bureaux/${bureau}/registers`, {}, strangers(403)],
  'POST /v1/civil/bureaux/{bureau}/registers': [
    `/v1/civil/bureaux/${bureau}/registers`,
    { body: { kind: 'birth', year: 2026 } },
    strangers(403),
  ],
  'GET /v1/civil/bureaux/{bureau}/registers/{kind}/{year}': [
    `/v1/civil/bureaux/${bureau}/registers/birth/2026`,
    {},
    strangers(403),
  ],
  'POST /v1/civil/bureaux/{bureau}/registers/{kind}/{year}/close': [
    `/v1/civil/bureaux/${bureau}/registers/birth/2026/close`,
    { body: {} },
    strangers(403),
  ],
  'POST /v1/civil/bureaux/{bureau}/registers/{kind}/{year}/confirm': [
    `/v1/civil/bureaux/${bureau}/registers/birth/2026/confirm`,
    { body: { lastNumber: 0 } },
    strangers(403),
  ],
  'GET /v1/civil/bureaux/{bureau}/registers/{kind}/{year}/acts': [
    `/v1/civil/bureaux/${bureau}/registers/birth/2026/acts`,
    {},
    strangers(403),
  ],
  'GET /v1/civil/bureaux/{bureau}/registers/{kind}/{year}/export.jsonl': [
    `/v1/civil/bureaux/${bureau}/registers/birth/2026/export.jsonl`,
    {},
    strangers(403),
  ],
  'POST /v1/civil/pre-declarations': [
    '/v1/civil/pre-declarations',
    { body: { bureauId: bureau, birth: {} } },
    strangers(403),
  ],
  'POST /v1/civil/declarations': ['/v1/civil/declarations', { body: { bureauId: bureau, birth: {} } }, strangers(403)],
  'GET /v1/civil/declarations': [`/v1/civil/declarations?bureauId=${bureau}`, {}, strangers(403)],
  'GET /v1/civil/declarations/{id}': ['/v1/civil/declarations/nothing', {}, strangers(404)],
  'GET /v1/civil/declarations/{id}/duplicates': ['/v1/civil/declarations/nothing/duplicates', {}, strangers(404)],
  'POST /v1/civil/declarations/{id}/complete': [
    '/v1/civil/declarations/nothing/complete',
    { body: { birth: {} } },
    strangers(404),
  ],
  'POST /v1/civil/declarations/{id}/review': ['/v1/civil/declarations/nothing/review', { body: {} }, strangers(404)],
  'POST /v1/civil/declarations/{id}/return': [
    '/v1/civil/declarations/nothing/return',
    { body: { text: 'x' } },
    strangers(404),
  ],
  'POST /v1/civil/declarations/{id}/reject': [
    '/v1/civil/declarations/nothing/reject',
    { body: { text: 'x', reasonCode: 'not-proven', legalBasis: 'x' } },
    strangers(404),
  ],
  'POST /v1/civil/declarations/{id}/withdraw': [
    '/v1/civil/declarations/nothing/withdraw',
    { body: { text: 'x' } },
    strangers(404),
  ],
  'POST /v1/civil/declarations/{id}/distinguish': [
    '/v1/civil/declarations/nothing/distinguish',
    { body: { text: 'x', otherId: 'y' } },
    strangers(404),
  ],
  'POST /v1/civil/declarations/{id}/register': [
    '/v1/civil/declarations/nothing/register',
    { body: {} },
    strangers(404),
  ],
  'GET /v1/civil/acts': ['/v1/civil/acts?idcs=1234567890', {}, strangers(403)],
  'GET /v1/civil/acts/{id}': [`/v1/civil/acts/${bureau}:birth:2026:1`, {}, strangers(404)],
  'POST /v1/civil/acts/{id}/mentions': [
    `/v1/civil/acts/${bureau}:birth:2026:1/mentions`,
    { body: { kind: 'death', effectiveOn: '2026-01-01' } },
    strangers(404),
  ],
  'POST /v1/civil/acts/{id}/documents': [
    `/v1/civil/acts/${bureau}:birth:2026:1/documents`,
    { body: { kind: 'extract' } },
    strangers(404),
  ],
  'GET /v1/civil/bureaux/{bureau}/registers/{kind}/{year}/volumes/{volume}': [
    `/v1/civil/bureaux/${bureau}/registers/birth/2026/volumes/1`,
    {},
    strangers(403),
  ],
  'GET /v1/civil/documents/{id}': ['/v1/civil/documents/nothing', {}, strangers(404)],
  'POST /v1/civil/documents/{id}/revoke': [
    '/v1/civil/documents/nothing/revoke',
    { body: { reason: 'x' } },
    strangers(404),
  ],
  'GET /v1/verify/{token}': ['/v1/verify/nothing', {}, everybody(404)],
  'POST /v1/verify': [
    '/v1/verify',
    { body: '%PDF-1.7', headers: { 'content-type': 'application/pdf' } },
    everybody(422),
  ],
  // Old registers are brought by the officer of a bureau or an administrator (tools/e2e/test/register-imports.e2e).
  'GET /v1/civil/acts/{id}/pages': [`/v1/civil/acts/${bureau}:birth:1961:1/pages`, {}, strangers(404)],
  'GET /v1/civil/acts/{id}/pages/{volume}/{page}/image': [
    `/v1/civil/acts/${bureau}:birth:1961:1/pages/1/1/image`,
    {},
    strangers(404),
  ],
  'GET /v1/civil/bureaux/{bureau}/registers/{kind}/{year}/pages': [
    `/v1/civil/bureaux/${bureau}/registers/birth/1961/pages`,
    {},
    administrators(200),
  ],
  'PUT /v1/civil/bureaux/{bureau}/registers/{kind}/{year}/pages/{volume}/{page}': [
    `/v1/civil/bureaux/${bureau}/registers/birth/1961/pages/1/1`,
    { body: { acts: [1] } },
    administrators(422),
  ],
  'GET /v1/civil/register-imports/template.csv': ['/v1/civil/register-imports/template.csv', {}, everybody(200)],
  'POST /v1/civil/register-imports': ['/v1/civil/register-imports', { body: { format: 'csv' } }, administrators(201)],
  'PATCH /v1/civil/register-imports/{id}/file': [
    '/v1/civil/register-imports/nothing/file',
    { raw: 'x', headers: { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' } },
    strangers(404),
  ],
  'POST /v1/civil/register-imports/{id}/start': [
    '/v1/civil/register-imports/nothing/start',
    { body: {} },
    strangers(404),
  ],
  'GET /v1/civil/register-imports/{id}': ['/v1/civil/register-imports/nothing', {}, strangers(404)],
  'GET /v1/civil/register-imports/{id}/problems': ['/v1/civil/register-imports/nothing/problems', {}, strangers(404)],
  'GET /v1/civil/register-imports/{id}/registers': ['/v1/civil/register-imports/nothing/registers', {}, strangers(404)],
  'POST /v1/civil/register-imports/{id}/cancel': [
    '/v1/civil/register-imports/nothing/cancel',
    { body: {} },
    strangers(404),
  ],
  // Of provinces and above they are public.
  'GET /v1/civil/statistics': ['/v1/civil/statistics?territory=03.451&year=2025', {}, everybody(200)],
  'GET /v1/civil/bulletins/{year}/{month}': ['/v1/civil/bulletins/2025/12', {}, everybody(200)],
};

/** The demonstration's inspector is a member, too, of the unit at IGAT that cases of corruption go to. */
const mayGive = (persona: Persona, command: string, allowed: readonly string[], place: Place): boolean =>
  (['take', 'note'].includes(command) && place === 'confidential' && persona === 'auditor') ||
  (sees[persona].includes(place) && allowed.includes(persona));

const cases = {} as Record<Place, Filed>;
const who = new Map<Persona, Call>();
const ask = (persona: Persona, method: string, path: string, o: Call = {}): Promise<Answer> =>
  call(method, path, { ...o, ...who.get(persona) });

beforeAll(async () => {
  for (const persona of personas) who.set(persona, await as(persona));
  const casablanca = { location: undefined, commune: '06.141.01.0' };
  cases.own = await file({ complainant });
  cases.foreign = await file({ complainant, category: 'VOI', ...casablanca });
  cases.confidential = await file({ complainant, category: 'COR' });
  await untilState(cases.own, 'assigned');
  await untilState(cases.foreign, 'assigned');
  await untilState(cases.confidential, 'qualification');
  for (const one of Object.values(cases)) {
    await until('its clocks', async () => {
      const path = `/v1/complaints/${one.reference}/clocks`;
      const seen = one === cases.confidential || one === cases.foreign ? 'auditor' : 'unit member';
      return (await ask(seen, 'GET', path)).status === 200;
    });
  }
});

it('every route of the published document stands in one of the tables, and no other', async () => {
  const { paths } = (await call('GET', '/openapi.json')).body as { paths: Record<string, object> };
  const published = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const tables = [
    ...Object.keys(caseRoutes),
    ...Object.keys(otherRoutes),
    'POST /v1/complaints/{reference}/reply-preview',
    ...Object.keys(commands).map((command) => `POST /v1/complaints/{reference}/${command}`),
  ];
  expect(published.sort()).toEqual(tables.sort());
});

describe.each(places)('a case: %s', (place) => {
  it.each(Object.entries(caseRoutes))('%s', async (route, { signIn, seen = 200 }) => {
    const [method = '', path = ''] = route.split(' ');
    const answers = await gently(personas, async (persona) => {
      const answer = await ask(persona, method, path.replace('{reference}', cases[place].reference));
      expect(JSON.stringify(answer.body)).not.toMatch(PERSONAL);
      return [persona, answer.status];
    });
    const hidden = (persona: Persona): number => (signIn && persona === 'anonymous' ? 401 : 404);
    expect(answers).toEqual(personas.map((one) => [one, sees[one].includes(place) ? seen : hidden(one)]));
  });

  it.each(Object.entries(commands))('%s by those who may not', async (command, [allowed, body]) => {
    const denied = personas.filter((one) => !mayGive(one, command, allowed, place));
    const path = `/v1/complaints/${cases[place].reference}/${command}`;
    const answers = await gently(denied, async (persona) => {
      const answer = await ask(persona, 'POST', path, { body });
      expect(JSON.stringify(answer.body)).not.toMatch(PERSONAL);
      return [persona, answer.status];
    });
    const hidden = (one: Persona): number => (one === 'anonymous' && signInFirst.includes(command) ? 401 : 404);
    expect(answers).toEqual(denied.map((one) => [one, sees[one].includes(place) ? 403 : hidden(one)]));
  });

  it('POST /v1/complaints/{reference}/reply-preview', async () => {
    const path = `/v1/complaints/${cases[place].reference}/reply-preview`;
    const answers = await gently(personas, async (persona) => {
      const answer = await ask(persona, 'POST', path, { body: {} });
      expect(JSON.stringify(answer.body)).not.toMatch(PERSONAL);
      return [persona, answer.status, answer.body.detail?.includes('template') === true];
    });
    // Who may, is told that there is no template yet; the inspector is of the unit that has the confidential case.
    const may = (one: Persona): boolean =>
      place === 'confidential' ? one === 'auditor' : sees[one].includes(place) && writers.includes(one);
    const status = (one: Persona): number =>
      one === 'anonymous' ? 401 : sees[one].includes(place) && !may(one) ? 403 : 404;
    expect(answers).toEqual(personas.map((one) => [one, status(one), may(one)]));
  });

  it('is joined by everybody, or by nobody when it is confidential', async () => {
    const answers = await gently(personas, async (persona) => {
      const answer = await ask(persona, 'POST', `/v1/complaints/${cases[place].reference}/join`, { body: {} });
      expect(JSON.stringify(answer.body)).not.toMatch(PERSONAL);
      return [persona, answer.status];
    });
    expect(answers).toEqual(personas.map((one) => [one, place === 'confidential' ? 404 : 201]));
  });

  it('is found in the lists of exactly those who see it, and shows no contact there', async () => {
    const answers = await gently(staffRoles, async (persona) => {
      const { body } = await ask(persona, 'GET', `/v1/complaints?search=${cases[place].reference}`);
      expect(JSON.stringify(body)).not.toMatch(PERSONAL);
      return [persona, body.complaints.length];
    });
    expect(answers).toEqual(staffRoles.map((one) => [one, sees[one].includes(place) ? 1 : 0]));
  });

  it('is found by its complainant’s telephone, e-mail and name by nobody else', async () => {
    for (const search of [complainant.phone, complainant.email, complainant.name]) {
      const answers = await gently(staffRoles, async (persona) => {
        const { body } = await ask(persona, 'GET', `/v1/complaints?search=${encodeURIComponent(search)}`);
        return [persona, body.complaints.some((one: Filed) => one.reference === cases[place].reference)];
      });
      expect(answers).toEqual(staffRoles.map((one) => [one, sees[one].includes(place)]));
    }
  });
});

describe('the other routes', () => {
  it.each(Object.entries(otherRoutes))('%s', async (route, [path, o, expected]) => {
    const answers = await gently(personas, async (persona) => {
      const answer = await ask(persona, route.split(' ')[0] ?? '', path, o);
      expect(JSON.stringify(answer.body)).not.toMatch(PERSONAL);
      return [persona, answer.status];
    });
    expect(Object.fromEntries(answers)).toEqual(expected);
  });

  it('lists hold nothing of a foreign territory, whatever is asked for', async () => {
    const local = staffRoles.filter((one) => !sees[one].includes('foreign'));
    for (const query of [
      '',
      'territory=06',
      'territory=00',
      'organisation=commune:06.141.01.0',
      'territory=06.141.01.0',
    ]) {
      const answers = await gently(local, async (persona) => {
        const { body } = await ask(persona, 'GET', `/v1/complaints?limit=200&${query}`);
        return body.complaints.filter((one: { commune: { code: string } }) => !one.commune.code.startsWith('03.'));
      });
      expect(answers.flat()).toEqual([]);
    }
  });

  it.each([
    ['desk', '03.451.01.09', ['desk clerk', 'gestionnaire']],
    ['desk', '06.141.01.0', []],
    ['call-centre', '03.451.01.09', ['call-centre agent']],
    ['call-centre', '06.141.01.0', ['call-centre agent']],
  ] as const)('a deposit by channel %s in %s', async (channel, commune, allowed) => {
    const oral = channel === 'call-centre' ? { readBack: true } : {};
    const body = { kind: 'suggestion', category: 'ECL', description: 'إنارة', commune, channel, ...oral };
    const answers = await gently(personas, async (persona) => [
      persona,
      (await ask(persona, 'POST', '/v1/complaints', { body })).status,
    ]);
    expect(answers).toEqual(personas.map((one) => [one, (allowed as readonly string[]).includes(one) ? 201 : 403]));
  });
});
