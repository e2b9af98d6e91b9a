import { auditRows, journalRows } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { civilRegistryEvents } from '@jamaa/proto/catalog';
import { type Act, Mention } from '@jamaa/proto/civil_registry/v1/acts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mentionHash } from '../src/domain/seal.ts';
import { actRows } from '../src/store/rows.ts';
import { mentionBytes } from '../src/store/sealed-act.ts';
import { birthNumber, bureau, daysAgo, deathRequest, open, registered, today, year } from './support/births.ts';
import { createWorld, type Registry, type World } from './support/world.ts';

const deed = (kind: string) => ({ kind, number: '1', date: daysAgo(0), authority: 'محكمة' });

describe('mentions', () => {
  let world: World;
  let registry: Registry;
  let made = 100;
  beforeAll(async () => {
    world = await createWorld();
    registry = await world.start();
    await open(registry);
    await open(registry, 'death');
  });
  afterAll(() => world.close());

  const born = (): Promise<Act> => {
    made += 1;
    return registered(registry, birthNumber(made));
  };
  const enter = (actId: string, mention: object, more: object = {}) =>
    registry.as('officer')('addMention', {
      ...{ actId, bureauId: '', expectedVersion: 0, idempotencyKey: '' },
      mention: Mention.fromPartial(mention),
      ...more,
    });
  const marriage = (other: Act) => ({
    ...{ kind: 'marriage', title: deed('marriage-deed'), effectiveOn: today(), otherActId: other.id },
    other: { ...(other.content?.$case === 'birth' ? other.content.value.child : {}), birthPlace: undefined },
  });
  const mentionsOf = async (id: string): Promise<readonly Mention[]> =>
    (await registry.as('officer')('getAct', { id, asOf: '' })).act?.mentions ?? [];

  it('are chained on their act and signed, and the name they give is found beside the old one', async () => {
    const act = await born();
    const from = act.content?.$case === 'birth' ? (act.content.value.child?.firstNames?.latin ?? '') : '';
    const corrections = [{ field: 'child.firstNames.latin', from, to: 'ZINEDDINE' }];
    const spelling = { kind: 'authorised-spelling', title: deed('authorisation'), effectiveOn: today(), corrections };
    const { mention } = await enter(act.id, spelling);
    await enter(act.id, { ...marriage(act), otherActId: '' });
    const [first, second] = await mentionsOf(act.id);
    expect(first?.hash).toBe(mentionHash(first?.id ?? '', mentionBytes(first as Mention), act.hash));
    expect(second?.hash).toBe(mentionHash(second?.id ?? '', mentionBytes(second as Mention), first?.hash ?? ''));
    expect([mention?.id, mention?.signature.length]).toEqual([`${act.id}:m1`, 64]);
    const search = {
      familyName: 'SEFRIOUI',
      kind: 'birth',
      bureauId: '',
      year: 0,
      number: 0,
      idcs: '',
      nationalId: '',
    };
    for (const firstNames of [from, 'ZINEDDINE']) {
      const asked = { ...search, firstNames, birthDate: '', birthYear: 0, limit: 0 };
      const { acts } = await registry.as('officer')('searchActs', asked);
      expect(acts.map(({ id }) => id)).toContain(act.id);
    }
    const copy = await registry.as('registrar')('getAct', { id: act.id, asOf: today() });
    expect(copy.act?.content).toMatchObject({ value: { child: { firstNames: { latin: 'ZINEDDINE' } } } });
  });

  it('are refused on an act that does not exist, on another bureau’s, and by who may not', async () => {
    const act = await born();
    const code = (of: Promise<unknown>) =>
      of.then(
        () => 'ok',
        (error: { code: string }) => error.code,
      );
    const death = { kind: 'death', title: deed('death-act'), effectiveOn: today() };
    const asked = { bureauId: '', mention: Mention.fromPartial(death), expectedVersion: 0, idempotencyKey: '' };
    expect(await code(enter(`${bureau}:birth:${year()}:9999`, death))).toBe('not-found');
    expect(await code(registry.as('registrar')('addMention', { actId: act.id, ...asked }))).toBe('forbidden');
    expect(await code(registry.as('former-officer')('addMention', { actId: act.id, ...asked }))).toBe('not-found');
    expect(await code(registry.as('officer-casablanca')('addMention', { actId: act.id, ...asked }))).toBe('not-found');
    expect(await mentionsOf(act.id)).toEqual([]);
  });

  it('come from a death only when the birth act it names is there, and of somebody born that day', async () => {
    const act = await born();
    const refused = async (birthActId: string) => {
      const request = deathRequest();
      if (request.content?.$case !== 'death') throw new Error('no death');
      const { value } = request.content;
      const deceased = value.deceased === undefined ? undefined : { ...value.deceased, birthActId };
      const asked = { ...request, content: { $case: 'death' as const, value: { ...value, deceased } } };
      return registry
        .as('registrar')('declare', asked)
        .then(
          () => 'declared',
          ({ fields }: { fields: { path: string; code: string }[] }) =>
            fields.map(({ path, code }) => `${path} ${code}`).join(),
        );
    };
    expect(await refused(`${bureau}:birth:${year()}:9999`)).toBe('death.deceased.birthActId unknown');
    expect(await refused(act.id)).toBe('death.deceased.birthActId contradiction');
  });

  it('stand on an act of a closed register, for acts live on', async () => {
    const act = await born();
    const close = { bureauId: bureau, kind: 'birth', year: year(), decision: 'قرار 1' };
    const before = await world.mongo.collection('registers').findOne({ year: year(), kind: 'birth' });
    await registry.as('officer')('closeRegister', close);
    expect(
      (await enter(act.id, { kind: 'death', title: deed('death-act'), effectiveOn: today() })).mention?.number,
    ).toBe(1);
    const state = { $set: { state: 'open' as const }, $unset: { closedAt: '' } };
    await world.mongo.collection('registers').updateOne({ _id: before?._id }, state);
  });

  it.each(['civil-registry.after-mirror', 'civil-registry.before-mirror'])(
    'are mirrored once when the process is killed at %s',
    async (failpoint) => {
      const [one, other] = [await born(), await born()];
      const of = { ...(await deathRequest()) };
      const person = one.content?.$case === 'birth' ? one.content.value.child : undefined;
      await registry.child.kill();
      registry.close();
      const doomed = await world.start({ FAILPOINTS: failpoint });
      registry = doomed;
      await enter(one.id, marriage(other)).catch((error: unknown) => {
        // It may be killed by its own consumer before the answer leaves: the entry was committed or it was not.
        if ((error as { code?: string }).code !== 'unavailable') throw error;
      });
      expect(await doomed.child.ended()).toMatchObject({ signal: 'SIGKILL' });
      registry = await world.start();
      const mirror = await until('the mirror', async () => (await mentionsOf(other.id)).at(0));
      expect(mirror).toMatchObject({ kind: 'marriage', otherActId: one.id, mirrors: `${one.id}:m1`, number: 1 });
      if (of.content?.$case !== 'death' || person === undefined) throw new Error('no death');
      const deceased = { ...person, birthActId: one.id, idcs: one.idcs };
      const dead = await registered(registry, {
        ...of,
        content: { $case: 'death', value: { ...of.content.value, deceased, date: today(), time: '' } },
      });
      await until('the death on both acts', async () => {
        const [there, widow] = [await mentionsOf(one.id), await mentionsOf(other.id)];
        return there.at(-1)?.otherActId === dead.id && widow.at(-1)?.ends === mirror.id;
      });
      expect([(await mentionsOf(one.id)).length, (await mentionsOf(other.id)).length]).toEqual([2, 2]);
    },
    120_000,
  );

  it('each have one event and one entry of the audit trail', async () => {
    for (const row of await actRows(world.mongo).find({}).toArray()) {
      const events = await journalRows(world.mongo).countDocuments({
        aggregateId: row._id,
        type: civilRegistryEvents.actMentioned.type,
      });
      const entries = await auditRows(world.mongo).countDocuments({ aggregateId: row._id, action: 'mentioned' });
      expect([row._id, events, entries]).toEqual([row._id, row.mentions.length, row.mentions.length]);
    }
  });
});
