import { type Caller, createCallerSigner, createClock, createRpcClient, journalRows } from '@jamaa/kit';
import { until, verifiedTrail } from '@jamaa/kit/testing';
import { slaEvents } from '@jamaa/proto/catalog';
import { Account, Organisation } from '@jamaa/proto/directory/v1/directory';
import { AddPolicyRequest, ChangeCalendarRequest, SlaServiceClient } from '@jamaa/proto/sla/v1/sla';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SlaContext } from '../src/context.ts';
import { clockRows } from '../src/store/clock-rows.ts';
import { calendarRows, changeRows } from '../src/store/rule-rows.ts';
import { fullLine, type Told } from './support/specification.ts';
import { caseNumber, createWorld, moveTo, type World } from './support/world.ts';

const commune = 'commune:03.451.01.09';
const other = 'commune:03.451.01.11';
const legalisation: Told = ['submitted', '2026-06-01T09:00:00Z', { category: 'LEG' }];
const assignedTo = (organisation: string): Told => ['assigned', '2026-06-01T09:05:00Z', { organisation, unit: 'x' }];
const idOf = (n: number): string => caseNumber(n, [legalisation])[0]?.complaint.id ?? '';
const dayOff = (date: string) => ({
  add: [
    { from: date, to: date, name: { ar: 'عطلة استثنائية', fr: 'Jour férié décrété', zgh: '' }, status: 'confirmed' },
  ],
});

describe('calendars that administrators edit, on real servers', () => {
  let world: World;
  let sla: SlaContext;
  const clock = createClock();
  let client: ReturnType<typeof createRpcClient<SlaServiceClient>>;
  const tokens = new Map<string, string>();
  const as = (subject: string) => ({ token: tokens.get(subject) ?? '' });
  const dueOf = async (n: number, kind = 'internal'): Promise<string | undefined> =>
    (await clockRows(world.mongo).findOne({ _id: `${idOf(n)}/${kind}` }))?.dueAt?.toISOString();
  const trail = (id = '') => verifiedTrail(world.suite, { service: 'sla', rpcPort: sla.served.rpcPort }, id);
  const version = async (calendar: string): Promise<number> =>
    (await client.call.getCalendar({ calendar, year: 2026 }, as('citizen'))).version;
  const change = async (calendar: string, subject: string, edit: object) =>
    client.call.changeCalendar(
      ChangeCalendarRequest.fromPartial({
        calendar,
        expectedVersion: await version(calendar),
        source: 'Décret 2-26-1',
        ...edit,
      }),
      as(subject),
    );
  const done = (calendar: string, of: number | undefined) =>
    until(
      'all open clocks have followed',
      async () => {
        const { changes } = await client.call.listCalendarChanges({ calendar, version: of ?? 0 }, as('nation'));
        return changes[0]?.recalculation?.state === 'done' && changes[0];
      },
      25_000,
    );

  beforeAll(async () => {
    world = await createWorld();
    const administrator = (id: string, scope: string) =>
      Account.fromPartial({
        id,
        subject: id,
        active: true,
        version: 1,
        grants: [{ role: 'administrator', organisation: 'dgct', unit: '', scope }],
      });
    const clerk = { role: 'desk-clerk', organisation: commune, unit: '', scope: '03.451.01.09' };
    world.directory.accounts.push(
      administrator('nation', '00'),
      administrator('province', '03.451'),
      Account.fromPartial({ id: 'clerk', subject: 'clerk', active: true, version: 1, grants: [clerk] }),
    );
    for (const id of [commune, other, 'commune:06.141.01.0'])
      world.directory.organisations.push(Organisation.fromPartial({ id, territory: id.slice(8), version: 1 }));
    world.directory.lines.set(commune, fullLine);
    world.directory.lines.set(other, fullLine);
    moveTo(clock, '2026-06-01T10:00:00Z');
    sla = await world.startSla(clock);
    client = createRpcClient(SlaServiceClient, `127.0.0.1:${sla.served.rpcPort}`);
    const signer = await createCallerSigner(world.suite.secretsDir, 'gateway');
    for (const subject of ['nation', 'province', 'clerk', 'citizen']) {
      const caller: Caller = { kind: 'account', subject, client: 'test', acr: 'simple' };
      tokens.set(subject, await signer.mint(caller, 'sla'));
    }
    await until('accounts are known', () =>
      client.call.listCalendarChanges({ calendar: 'national', version: 0 }, as('nation')).then(
        () => true,
        () => false,
      ),
    );
  });
  afterAll(async () => {
    client.close();
    await sla.platform.close();
    await world.close();
  });

  it('a holiday decreed moves what counts working days, tells of it once, and leaves calendar days alone', async () => {
    await world.intake.tell(caseNumber(1, [legalisation, assignedTo(commune)]));
    await until('counted', async () => (await dueOf(1)) === '2026-06-04T23:00:00.000Z');
    const { change: made } = await change('national', 'nation', dayOff('2026-06-03'));
    const followed = await done('national', made?.version);
    expect(followed).toMatchObject({ actor: 'account:nation', source: 'Décret 2-26-1', recalculation: { moved: 1 } });
    expect(await dueOf(1)).toBe('2026-06-05T23:00:00.000Z');
    expect(await dueOf(1, 'legal')).toBe('2026-07-31T23:00:00.000Z');
    const told = (await world.events(idOf(1))).filter(({ what }) => what.startsWith('moved'));
    expect(told.map(({ clock: kind, what }) => [kind, what])).toEqual([
      [
        'internal',
        "moved: L'échéance passe du jeudi 4 juin 2026 au vendredi 5 juin 2026 (1 jour plus tard). " +
          'Jour férié ajouté au décompte : Jour férié décrété, mercredi 3 juin 2026.',
      ],
    ]);
    const published = await journalRows(world.mongo).find({ aggregateId: 'calendar:national' }).toArray();
    expect(published.map(({ type }) => type)).toEqual([slaEvents.calendarChanged.type]);
    const row = await calendarRows(world.mongo).findOne({ _id: 'national' });
    expect(await trail('calendar:national')).toMatchObject({ chains: 1, broken: [] });
    expect(await trail()).toMatchObject({ entries: 1, chains: 1, broken: [] });
    await calendarRows(world.mongo).updateOne({ _id: 'national' }, { $set: { 'audit.hash': 'forged' } });
    expect((await trail()).broken).toEqual([
      expect.stringMatching(/^aggregate calendar:national: entry \d does not fit$/),
    ]);
    await calendarRows(world.mongo).updateOne({ _id: 'national' }, { $set: { audit: row?.audit } });
  });

  it('explains each clock: days not counted and why, warnings, the rule and its source', async () => {
    const { clocks } = await client.call.getClocks({ complaintId: idOf(1), reference: '' }, as('citizen'));
    const internal = clocks.find(({ kind }) => kind === 'internal');
    expect(internal).toMatchObject({ policy: 'internal/LEG@2017-06-23', source: 'our rule', delay: { amount: 3 } });
    expect(internal?.uncounted).toEqual([
      {
        from: '2026-06-03',
        to: '2026-06-03',
        days: 1,
        why: 'holiday',
        name: { ar: 'عطلة استثنائية', fr: 'Jour férié décrété', zgh: '' },
      },
    ]);
    expect(internal?.explanation?.fr).toContain('Mercredi 3 juin 2026 : Jour férié décrété, 1 jour non compté');
    const legal = clocks.find(({ kind }) => kind === 'legal');
    expect(legal?.warnings.map(({ rules }) => rules[0])).toEqual(['T30', 'J-15', 'J-5']);
    expect(legal?.source).toContain('2-17-265');
  });

  it('an organisation’s own day off moves its clocks and nobody else’s', async () => {
    const legal: Told = ['submitted', '2026-06-01T09:00:00Z', { category: 'INF' }];
    await world.intake.tell([
      ...caseNumber(2, [legal, assignedTo(commune)]),
      ...caseNumber(3, [legal, assignedTo(other)]),
    ]);
    await until('counted', async () => (await dueOf(3)) !== undefined && (await dueOf(2)) !== undefined);
    const before = await dueOf(3);
    await change(commune, 'province', dayOff('2026-06-12'));
    await until('moved', async () => (await dueOf(2)) !== before);
    expect(await dueOf(3)).toBe(before);
    const { days } = await client.call.getCalendar({ calendar: commune, year: 2026 }, as('citizen'));
    expect(days.find(({ date }) => date === '2026-06-12')).toMatchObject({ calendar: commune, kind: 'holiday' });
    expect(days.find(({ date }) => date === '2026-06-03')).toMatchObject({ calendar: 'national' });
  });

  it('an organisation’s hours move when its warnings leave, and no due date', async () => {
    const rows = async () =>
      clockRows(world.mongo)
        .find({ complaintId: idOf(2) })
        .toArray();
    const legalOf = async () => (await rows()).find(({ kind }) => kind === 'legal');
    const before = await legalOf();
    // 08:30 at GMT+1.
    expect(before?.next?.at.toISOString().slice(11)).toBe('07:30:00.000Z');
    const hours = [{ from: '2026-06-15', to: '', weekdays: [], opens: '10:00', closes: '18:00' }];
    const { change: made } = await change(commune, 'province', { hours });
    await done(commune, made?.version);
    const after = await legalOf();
    expect(after?.next?.at.toISOString().slice(11)).toBe('09:00:00.000Z');
    expect(after?.dueAt).toEqual(before?.dueAt);
    const elsewhere = await clockRows(world.mongo).findOne({ _id: `${idOf(3)}/legal` });
    expect(elsewhere?.next?.at.toISOString().slice(11)).toBe('07:30:00.000Z');
    const told = await client.call.getCalendar({ calendar: commune, year: 2026 }, as('citizen'));
    expect(told.hours.at(-1)).toMatchObject({ from: '2026-06-15', opens: '10:00' });
    expect(told.hours.some(({ name }) => name?.fr === 'Ramadan')).toBe(true);
  });

  it('legal time moves every open clock to the minute', async () => {
    const order = { legalTime: [{ from: '2026-07-20', to: '', offsetMinutes: 0 }] };
    const { change: made } = await change('national', 'nation', order);
    await done('national', made?.version);
    expect(await dueOf(1, 'legal')).toBe('2026-08-01T00:00:00.000Z');
    const told = (await world.events(idOf(1))).filter(({ clock: kind }) => kind === 'legal');
    expect(told.at(-1)?.what).toBe(
      "moved: Le dernier jour reste le vendredi 31 juillet 2026, mais l'heure légale a changé.",
    );
  });

  it('a clock that the change has not reached yet is counted again before it fires', async () => {
    const row = await clockRows(world.mongo).findOne({ _id: `${idOf(1)}/internal` });
    if (row === null) throw new Error('no clock');
    // As if the job had not come by: the old date, the old number, due now.
    const early = new Date('2026-06-01T10:00:00Z');
    const next = { kind: 'breach' as const, key: 'breach' as const, at: early };
    const dueAt = new Date('2026-06-04T23:00:00Z');
    await clockRows(world.mongo).replaceOne(
      { _id: row._id },
      { ...row, version: row.version + 1, calendarVersion: 1, dueAt, next, nextAt: early },
      { ignoreUndefined: true },
    );
    await until('counted again', async () => (await dueOf(1)) === '2026-06-05T23:00:00.000Z');
    expect((await world.events(idOf(1))).map(({ what }) => what)).not.toContain('breach');
  });

  it.each([
    ['a holiday in the past', dayOff('2026-05-29'), 'add.0.from', 'past'],
    ['a duplicate', dayOff('2026-07-30'), 'add', 'duplicate'],
    [
      'an end before its start',
      { add: [{ ...dayOff('2026-06-20').add[0], to: '2026-06-19' }] },
      'add.0.to',
      'end-before-start',
    ],
    ['a date that is none', dayOff('2026-02-30'), 'add.0.from', 'date'],
    [
      'a weekend of seven days',
      { weekend: { from: '2026-09-01', weekdays: [1, 2, 3, 4, 5, 6, 7] } },
      'weekend.weekdays',
      'no-day-left',
    ],
    ['a weekend of the past', { weekend: { from: '2026-01-01', weekdays: [7] } }, 'weekend.from', 'past'],
    ['nothing at all', {}, 'add', 'required'],
    ['no source', { ...dayOff('2026-06-22'), source: ' ' }, 'source', 'required'],
    ['a removal of what is no holiday', { remove: ['2026-06-22'] }, 'remove.0', 'not-found'],
  ])('%s is refused, and nothing is left behind', async (_name, edit, path, code) => {
    const before = await changeRows(world.mongo).countDocuments({});
    await expect(change('national', 'nation', edit)).rejects.toMatchObject({
      code: 'validation-failed',
      fields: [{ path, code }],
    });
    expect(await changeRows(world.mongo).countDocuments({})).toBe(before);
  });

  it.each([
    ['a citizen', 'national', 'citizen', 'forbidden'],
    ['a clerk', commune, 'clerk', 'forbidden'],
    ['an administrator of a province, for the nation', 'national', 'province', 'forbidden'],
    ['an administrator of a province, for another’s commune', 'commune:06.141.01.0', 'province', 'forbidden'],
    ['an administrator, for an unknown organisation', 'commune:99', 'nation', 'not-found'],
  ])('%s may not', async (_name, calendar, subject, code) => {
    const request = { calendar, expectedVersion: 0, source: 'x', ...dayOff('2026-08-03') };
    await expect(
      client.call.changeCalendar(ChangeCalendarRequest.fromPartial(request), as(subject)),
    ).rejects.toMatchObject({ code });
  });

  it('two administrators at once: the second is told that the calendar has changed', async () => {
    const seen = await version(commune);
    const order = (date: string) =>
      client.call.changeCalendar(
        ChangeCalendarRequest.fromPartial({ calendar: commune, expectedVersion: seen, source: 'x', ...dayOff(date) }),
        as('nation'),
      );
    const answers = await Promise.allSettled([order('2026-08-04'), order('2026-08-05')]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'version-conflict' } });
    expect(await version(commune)).toBe(seen + 1);
  });

  it('a policy holds from its day on for cases that start then; earlier ones keep theirs', async () => {
    const rule = {
      kind: 'internal',
      organisation: commune,
      category: 'LEG',
      delay: { amount: 2, unit: 'working-day', rollToWorkingDay: false },
      shares: [0.5],
      ladder: [{ level: 'unit', afterDays: 0 }],
      validFrom: '2026-06-08',
      source: 'Arrêté communal 4',
    };
    const add = (policy: object, expectedVersion = 0) =>
      client.call.addPolicy(
        AddPolicyRequest.fromPartial({ policy: { ...rule, ...policy }, expectedVersion }),
        as('province'),
      );
    for (const [policy, path] of [
      [{ validFrom: '2026-06-01' }, 'valid_from'],
      [{ delay: { ...rule.delay, amount: 7 } }, 'delay.amount'],
      [{ category: 'XXX' }, 'category'],
      [{ ladder: [] }, 'ladder'],
      [{ shares: [1.5] }, 'shares.0'],
      [
        {
          ladder: [
            { level: 'wali', afterDays: 0 },
            { level: 'unit', afterDays: 3 },
          ],
        },
        'ladder.1.level',
      ],
      [{ source: '' }, 'source'],
    ] as const)
      await expect(add(policy)).rejects.toMatchObject({ code: 'validation-failed', fields: [{ path }] });
    await expect(add({ organisation: '' })).rejects.toMatchObject({ code: 'forbidden' });
    expect((await add({})).version).toBe(1);
    expect(await trail('policies')).toMatchObject({ entries: 1, chains: 1, broken: [] });
    await expect(add({}, 1)).rejects.toMatchObject({ fields: [{ code: 'duplicate' }] });
    await expect(add({ validFrom: '2026-06-09' })).rejects.toMatchObject({ code: 'version-conflict' });
    const { policies } = await client.call.listPolicies({ organisation: commune }, as('citizen'));
    expect(policies.filter(({ category }) => category === 'LEG').map(({ id }) => id)).toEqual([
      'internal/LEG/national@2017-06-23',
      `internal/LEG/${commune}@2026-06-08`,
    ]);
    const later: Told = [
      'submitted',
      '2026-06-08T09:00:00Z',
      { category: 'LEG', receivedAt: new Date('2026-06-08T09:00:00Z') },
    ];
    const facts = caseNumber(4, [later, ['assigned', '2026-06-08T09:05:00Z', { organisation: commune, unit: 'x' }]]);
    await world.intake.tell(facts);
    await until('two working days', async () => (await dueOf(4)) === '2026-06-10T23:00:00.000Z');
    expect(await dueOf(1)).toBe('2026-06-05T23:00:00.000Z');
  });
});
