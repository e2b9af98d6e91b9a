import { type Caller, createCallerSigner, createClock, createRpcClient } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { Account } from '@jamaa/proto/directory/v1/directory';
import { ListEscalationsRequest, SlaServiceClient } from '@jamaa/proto/sla/v1/sla';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SlaContext } from '../src/context.ts';
import type { LineLevel } from '../src/domain/firing.ts';
import { clockRows } from '../src/store/clock-rows.ts';
import { fullLine, type Told } from './support/specification.ts';
import { caseNumber, createWorld, moveTo, type World } from './support/world.ts';

const commune = 'commune:03.451.01.09';
const filed: Told = ['submitted', '2026-06-01T09:00:00Z'];
const assigned: Told = ['assigned', '2026-06-01T09:05:00Z', { organisation: commune, unit: 'technical' }];
const idOf = (n: number): string => caseNumber(n, [filed])[0]?.complaint.id ?? '';

describe('the clocks of complaints, on real servers', () => {
  let world: World;
  let sla: SlaContext;
  const clock = createClock();

  const started = (n: number, kind = 'legal') =>
    until(`the ${kind} clock of case ${n}`, () => clockRows(world.mongo).findOne({ _id: `${idOf(n)}/${kind}` }));
  const legal = async (n: number) => (await world.events(idOf(n))).filter((event) => event.clock === 'legal');
  const metric = async (name: string): Promise<string> => {
    const text = await sla.platform.metrics.registry.metrics();
    return text
      .split('\n')
      .filter((line) => line.startsWith(`jamaa_sla_${name}`))
      .join('\n');
  };

  beforeAll(async () => {
    world = await createWorld();
    const copied = { id: 'wali', subject: 'sub-wali', active: true, version: 3 };
    world.directory.accounts.push(Account.fromPartial(copied));
    world.directory.lines.set(commune, fullLine);
    const above = fullLine.slice(3);
    world.directory.lines.set('gouverneur:03.451', above);
    const nobodyBelow: LineLevel[] = fullLine.map((one) =>
      ['unit', 'directeur-services', 'president'].includes(one.level) ? { ...one, accountIds: [] } : one,
    );
    world.directory.lines.set('commune:03.451.01.11', nobodyBelow);
    moveTo(clock, '2026-06-01T10:00:00Z');
    sla = await world.startSla(clock);
  });
  afterAll(async () => {
    await sla.platform.close();
    await world.close();
  });

  it('warns, breaches and escalates an unattended case level by level to the named people, each once', async () => {
    await world.intake.tell(caseNumber(1, [filed, assigned]));
    await until('assigned', async () => (await started(1)).about.organisation === commune);
    const stages: [moment: string, what: string, to: string][] = [
      ['2026-07-02T07:30:00Z', 'T30', 'directeur'],
      ['2026-07-16T07:30:00Z', 'J-15', 'coordinator'],
      ['2026-07-26T07:30:00Z', 'J-5', 'coordinator'],
      ['2026-07-31T23:00:00Z', 'breach', 'coordinator'],
      ['2026-08-01T07:30:00Z', 'directeur-services', 'directeur'],
      ['2026-08-06T07:30:00Z', 'president', 'president'],
      ['2026-08-16T07:30:00Z', 'gouverneur', 'gouverneur'],
      ['2026-08-31T07:30:00Z', 'wali', 'wali'],
      ['2026-09-30T07:30:00Z', 'dgct', 'dgct'],
    ];
    for (const [index, [moment, what]] of stages.entries()) {
      moveTo(clock, moment);
      await until(`${what} fired`, async () => (await legal(1)).length > index);
    }
    moveTo(clock, '2027-06-01T00:00:00Z');
    await until(
      'nothing left to fire',
      async () => (await clockRows(world.mongo).countDocuments({ armed: true })) === 0,
    );
    expect((await legal(1)).map(({ what, accountIds }) => [what, ...accountIds])).toEqual(
      stages.map(([, what, to]) => [what, to]),
    );
    const internal = (await world.events(idOf(1))).filter((event) => event.clock === 'internal');
    expect(internal.map(({ what }) => what)).toEqual(['50%', '80%', 'breach', 'unit']);
    expect(await metric('escalations_total')).toContain('kind="legal",level="dgct"} 1');
    expect(await metric('open_clocks')).toContain('kind="legal"} 1');
  });

  it('ends in the queue of the person, who alone may read it, until the case is answered', async () => {
    await world.directory.publishAccount({ id: 'directeur', subject: 'sub-directeur', active: true, version: 1 });
    const client = createRpcClient(SlaServiceClient, `127.0.0.1:${sla.served.rpcPort}`);
    const signer = await createCallerSigner(world.suite.secretsDir, 'gateway');
    const as = async (caller: Caller) => ({ token: await signer.mint(caller, 'sla') });
    const account = (subject: string): Caller => ({ kind: 'account', subject, client: 'test', acr: 'simple' });
    const queue = async (subject: string, all = false) =>
      (await client.call.listEscalations(ListEscalationsRequest.fromPartial({ all }), await as(account(subject))))
        .escalations;
    const mine = await until('the account', () => queue('sub-directeur').catch(() => undefined));
    expect(mine).toMatchObject([
      { complaintId: idOf(1), clock: 'legal', level: 'directeur-services', closedAt: undefined },
    ]);
    expect(await queue('sub-wali')).toMatchObject([{ complaintId: idOf(1), level: 'wali' }]);
    await expect(queue('sub-stranger')).rejects.toMatchObject({ code: 'forbidden' });
    const anonymous = await as({ kind: 'anonymous', client: 'test' });
    const ask = { complaintId: idOf(1), reference: '' };
    await expect(client.call.getClocks(ask, anonymous)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(client.call.listEscalations(ListEscalationsRequest.fromPartial({}), anonymous)).rejects.toMatchObject({
      code: 'forbidden',
    });
    const nothing = client.call.getClocks({ complaintId: '', reference: '' }, await as(account('x')));
    await expect(nothing).rejects.toMatchObject({ code: 'validation-failed', fields: [{ path: 'complaint_id' }] });

    await world.intake.tell(caseNumber(1, [filed, assigned, ['answered', '2027-06-01T00:00:00Z']]).slice(2));
    await until('the queue is empty', async () => (await queue('sub-directeur')).length === 0);
    expect(await queue('sub-directeur', true)).toMatchObject([{ closedAt: new Date('2027-06-01T00:00:00Z') }]);
    const { clocks } = await client.call.getClocks(ask, await as(account('x')));
    expect(clocks.map(({ kind, state, level }) => [kind, state, level])).toEqual([
      ['legal', 'breached', 'dgct'],
      ['internal', 'breached', 'unit'],
    ]);
    expect(clocks[0]?.explanation?.fr).toContain('Échéance : vendredi 31 juillet 2026');
    expect(clocks[0]?.explanation?.ar).toContain('31 يوليوز 2026');
    await world.directory.publishAccount({ id: 'directeur', subject: 'sub-directeur', active: false, version: 2 });
    await until('revoked', () =>
      queue('sub-directeur').then(
        () => false,
        () => true,
      ),
    );
    client.close();
  });

  it('skips cases nobody was assigned: an unassigned one goes to the governor of the place at the first level', async () => {
    await world.intake.tell(caseNumber(2, [filed, ['qualificationRequired', '2026-06-01T09:05:00Z']]));
    const events = await until('the first level', async () => {
      const found = await legal(2);
      return found.some(({ what }) => what === 'gouverneur') && found;
    });
    const first = events.find(({ what }) => what === 'gouverneur');
    expect(first).toMatchObject({
      what: 'gouverneur',
      accountIds: ['gouverneur'],
      vacant: ['directeur-services', 'president'],
    });
    expect(first?.organisation).toBe('gouverneur:03.451');
  });

  it('passes levels without a person over at once, and says which', async () => {
    const small: Told = [
      'assigned',
      '2026-06-01T09:05:00Z',
      { organisation: 'commune:03.451.01.11', unit: 'technical' },
    ];
    await world.intake.tell(caseNumber(3, [filed, small]));
    const events = await until('the last level', async () => {
      const found = await legal(3);
      return found.at(-1)?.what === 'dgct' && found;
    });
    expect(events.map(({ what, vacant }) => [what, vacant])).toEqual([
      ['T30', []],
      ['J-15', []],
      ['J-5', []],
      ['breach', []],
      ['gouverneur', ['directeur-services', 'president']],
      ['wali', []],
      ['dgct', []],
    ]);
  });

  it('does not escalate a case that is answered already because the event is late', async () => {
    moveTo(clock, '2026-06-01T10:00:00Z');
    const facts = caseNumber(4, [filed, assigned, ['answered', '2026-06-03T09:00:00Z']]);
    await world.intake.tell(facts.slice(0, 2));
    await until('assigned', async () => (await started(4)).about.organisation === commune);
    world.intake.know(facts);
    moveTo(clock, '2026-10-01T00:00:00Z');
    await until('put off', async () => (await metric('firings_put_off_total')).includes('why="answered"'));
    expect(await world.events(idOf(4))).toEqual([]);
    await world.intake.publish(facts.slice(2));
    await until('met', async () => (await started(4)).state === 'met');
    expect(await world.events(idOf(4))).toEqual([]);
  });

  it('holds everything while intake is out of reach, says so, and fires it afterwards', async () => {
    moveTo(clock, '2026-06-01T10:00:00Z');
    await world.intake.tell(caseNumber(5, [filed, assigned]));
    await until('assigned', async () => (await started(5)).about.organisation === commune);
    await world.intake.shut();
    moveTo(clock, '2026-08-01T12:00:00Z');
    await until('held', async () => /escalation_held\{reason="intake"\} [1-9]/.test(await metric('escalation_held')));
    expect(await world.events(idOf(5))).toEqual([]);
    await world.intake.open();
    await until('fired', async () => (await legal(5)).some(({ what }) => what === 'directeur-services'));
    expect((await legal(5)).map(({ what }) => what)).toEqual(['T30', 'J-15', 'J-5', 'breach', 'directeur-services']);
    await until('released', async () => (await metric('escalation_held')).includes('{reason="intake"} 0'));
  });

  it('holds while directory is out of reach; an organisation it does not know hands over to the governor', async () => {
    moveTo(clock, '2026-06-01T10:00:00Z');
    const unknown: Told = ['assigned', '2026-06-01T09:05:00Z', { organisation: 'sdl:unknown', unit: 'lighting' }];
    await world.intake.tell(caseNumber(9, [filed, unknown]));
    await until('assigned', async () => (await started(9)).about.organisation === 'sdl:unknown');
    world.directory.setAway(true);
    moveTo(clock, '2026-08-01T12:00:00Z');
    await until('held', async () =>
      /escalation_held\{reason="directory"\} [1-9]/.test(await metric('escalation_held')),
    );
    expect(await world.events(idOf(9))).toEqual([]);
    world.directory.setAway(false);
    await until('fired', async () => (await legal(9)).some(({ what }) => what === 'gouverneur'));
    expect((await legal(9)).map(({ what }) => what)).toEqual(['T30', 'J-15', 'J-5', 'breach', 'gouverneur']);
  });

  it('merged case that still escalates: a case joined to another fires nothing more', async () => {
    moveTo(clock, '2026-06-01T10:00:00Z');
    await world.intake.tell(caseNumber(6, [filed, assigned, ['merged', '2026-06-01T10:00:00Z']]));
    await until('stopped', async () => (await started(6)).state === 'stopped');
    await world.intake.tell(caseNumber(7, [filed, assigned]));
    await until('assigned', async () => (await started(7)).about.organisation === commune);
    moveTo(clock, '2026-10-01T00:00:00Z');
    await until('the other fired', async () => (await legal(7)).at(-1)?.what === 'dgct');
    expect(await world.events(idOf(6))).toEqual([]);
  });
});
