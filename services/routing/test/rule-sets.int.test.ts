import { auditHash, bytesOf, journalRows } from '@jamaa/kit';
import { RuleSetChanged } from '@jamaa/proto/routing/v1/events';
import { type Rule, ValidateRuleSetRequest } from '@jamaa/proto/routing/v1/routing';
import { afterAll, describe, expect, it } from '@jest/globals';
import { dayOf } from '../src/events/request-of.ts';
import { openAdministration, rule, SEFROU } from './administration.ts';
import { untilConsumed } from './support.ts';

const { intake, routing, today, call, set, begin, edit, tryIt, activate, refused, unchanged, leadOf, trail, close } =
  await openAdministration();
afterAll(close);

describe('rules as versions', () => {
  it('go from draft over tried to active; the audit chain holds and each step is an event with ids only', async () => {
    expect(await leadOf('DEC')).toBe(`commune:${SEFROU} technical`);
    const [complaint] = await intake.submit({ category: 'DEC', receivedAt: new Date() });
    await untilConsumed(intake);
    const draft = await begin();
    expect(draft).toMatchObject({ state: 'draft', version: 1, base: 1, changed: [], broken: [] });
    const edited = await edit(draft, [rule()]);
    expect(edited).toMatchObject({ state: 'draft', version: 2, changed: ['dec-sefrou'] });
    expect(edited.rules.find(({ id }) => id === 'dec-sefrou')).toMatchObject({ version: 2, territory: SEFROU });
    expect(await refused(activate(edited))).toEqual(['command-not-allowed']);
    const { ruleSet: tried, trial } = await tryIt(edited);
    expect(trial).toMatchObject({
      considered: 1,
      changed: 1,
      changes: [{ count: 1, from: { unit: 'technical' }, to: { unit: 'hygiene' } }],
      samples: [{ reference: complaint?.reference, ruleId: 'dec-sefrou' }],
      matched: [{ ruleId: 'dec-sefrou', count: 1 }],
      dead: [],
    });
    expect(trial?.unmatched).toContain('dec-commune');
    const active = await activate(set({ ruleSet: tried }));
    expect(active).toMatchObject({ state: 'activated', ruleSetVersion: 2, activeFrom: today });
    expect(await leadOf('DEC')).toBe(`commune:${SEFROU} hygiene`);
    const { mongo } = routing.platform;
    expect(await trail(draft.id)).toMatchObject({ entries: 4, broken: [] });
    const events = await journalRows(mongo).find({ aggregateId: draft.id }).sort({ version: 1 }).toArray();
    expect(events.map(({ data }) => RuleSetChanged.decode(bytesOf(data)).state)).toEqual([
      'draft',
      'draft',
      'tried',
      'activated',
    ]);
    const entry = await mongo.collection('audit').findOne({ _id: `${draft.id}:4` as never });
    expect(entry).toMatchObject({ actor: 'account:regional', action: 'activate-rule-set' });
    expect(auditHash(entry as never)).toBe(entry?.['hash']);
  });

  it('an edit after the trial must be tried again', async () => {
    const draft = await edit(await begin(), [rule({ id: 'eva', categories: ['ESV'] })]);
    const tried = set(await tryIt(draft));
    const again = await edit(tried, [rule({ id: 'eva', categories: ['MOB'] })]);
    expect(await refused(activate(again))).toEqual(['command-not-allowed']);
  });

  it('refuse a rule that contradicts another, by both names, and leave nothing behind', async () => {
    const draft = await begin();
    await unchanged(draft, async () => {
      const two = [rule({ id: 'one', categories: ['VOI'] }), rule({ id: 'two', categories: ['VOI'], lead: tech })];
      expect(await refused(edit(draft, two))).toEqual(['validation-failed', 'upserts[1] two contradicts one']);
    });
  });
  const tech = { organisation: 'commune', unit: 'technical' };

  it('refuse a rule that matches nothing because others cover it', async () => {
    const draft = await edit(await begin(), [rule({ id: 'wide', categories: ['SPO'], territory: '03.451' })]);
    await unchanged(draft, async () => {
      const covers = ['03.451.01.09', '03.451.07.05'].map((territory, index) =>
        rule({ id: `narrow-${index}`, categories: ['TAX'], territory }),
      );
      const never = rule({ id: 'never', categories: ['TAX'], territory: '03.451', lead: tech });
      expect(await refused(edit(draft, [...covers, never]))).toEqual([
        'validation-failed',
        'upserts[2] never can never decide: covered everywhere and always by narrow-0, narrow-1',
      ]);
    });
  });

  it('refuse a rule that does not parse, and what names something unknown, by rule and field', async () => {
    const draft = await begin();
    const cases: [Partial<Rule>, string][] = [
      [{ validFrom: 'tomorrow' }, 'upserts[0].validFrom'],
      [{ validFrom: '2026-05-01', validTo: '2026-05-01' }, 'upserts[0].validTo'],
      [{ id: 'Not An Id' }, 'upserts[0].id'],
      [{ note: undefined }, 'upserts[0].note.ar'],
      [{ outcome: 'ROUTING_OUTCOME_UNSPECIFIED' }, 'upserts[0].outcome'],
      [{ categories: ['XXX'] }, 'upserts[0].categories'],
      [{ categories: ['COR'] }, 'upserts[0].when.confidential'],
      [{ territory: '03.451.99' }, 'upserts[0].territory'],
      [{ lead: { organisation: 'operator:nobody', unit: 'administration' } }, 'upserts[0].lead'],
      [{ lead: { organisation: 'srm', unit: 'rockets' } }, 'upserts[0].lead.unit'],
      [{ consulted: ['etat:nowhere'] }, 'upserts[0].consulted'],
      [{ contract: '12/2026' }, 'upserts[0].contract'],
    ];
    await unchanged(draft, async () => {
      for (const [more, path] of cases) {
        const [code, ...fields] = await refused(edit(draft, [rule({ id: 'bad', categories: ['NUI'], ...more })]));
        expect([code, fields.map((field) => field.split(' ')[0])]).toEqual([
          'validation-failed',
          expect.arrayContaining([path]),
        ]);
      }
      expect(await refused(edit(draft, [], ['nothing']))).toEqual([
        'validation-failed',
        'removals[0] there is no rule nothing',
      ]);
      const asked = ValidateRuleSetRequest.fromPartial({ id: draft.id, upserts: [rule({ territory: '99' })] });
      const { problems } = await call('validateRuleSet', asked);
      expect(problems).toMatchObject([{ ruleId: 'dec-sefrou', field: 'upserts[0].territory' }]);
    });
  });

  it('are for administrators, each inside their territory', async () => {
    const draft = await begin();
    expect(await refused(call('listRuleSets', {}, 'clerk'))).toEqual(['forbidden']);
    expect(await refused(call('getRuleSet', { id: draft.id }, 'nobody'))).toEqual(['forbidden']);
    await unchanged(draft, async () => {
      const elsewhere = rule({ id: 'casa', territory: '06.141.01.0' });
      expect(await refused(edit(draft, [elsewhere]))).toEqual([
        'forbidden',
        'rules[casa].territory casa: 06.141.01.0 is outside your territory',
      ]);
      expect((await refused(edit(draft, [], ['voi-commune'])))[1]).toMatch(/^rules\[voi-commune\].territory/);
    });
    const national = await edit(draft, [rule({ id: 'casa', territory: '06.141.01.0' })], [], 'national');
    const tried = set(await tryIt(national, 0, 'national'));
    expect((await refused(activate(tried)))[0]).toBe('forbidden');
  });

  it('two who work on one draft do not overwrite each other, and a set that was overtaken is not published', async () => {
    const [first, second] = [await begin(), await begin()];
    const edited = await edit(first, [rule({ id: 'lib', categories: ['SPO'] })]);
    expect(await refused(edit(first, [rule({ id: 'other', categories: ['FON'] })]))).toEqual(['version-conflict']);
    const late = set(await tryIt(await edit(second, [rule({ id: 'fon', categories: ['FON'] })])));
    await activate(set(await tryIt(edited)));
    expect(await refused(activate(late))).toEqual(['version-conflict']);
    const gone = set(await call('withdrawRuleSet', { id: late.id, expectedVersion: 0 }));
    expect(gone.state).toBe('withdrawn');
    expect(await refused(edit(gone, []))).toEqual(['command-not-allowed']);
  });

  it('begin on a day that is not past, and not before the set they build on', async () => {
    const tried = set(await tryIt(await edit(await begin(), [rule({ id: 'cim', categories: ['CIM'] })])));
    expect((await refused(activate(tried, '2026-02-30')))[1]).toMatch(/^activeFrom must be a day/);
    expect((await refused(activate(tried, '2020-01-01')))[1]).toMatch(/^activeFrom .*past/);
    const later = dayOf(new Date(Date.now() + 3 * 86_400_000));
    const scheduled = await activate(tried, later);
    expect(await leadOf('CIM')).toBe(`commune:${SEFROU} civil-status`);
    const published = set(await call('getRuleSet', { id: `v${scheduled.ruleSetVersion}` }));
    expect(published).toMatchObject({ state: 'scheduled', activeFrom: later, changed: ['cim'] });
    const next = set(await tryIt(await edit(await begin(), [rule({ id: 'hyg', categories: ['HYG'], lead: tech })])));
    expect((await refused(activate(next)))[1]).toMatch(/^activeFrom the set before it begins/);
    routing.platform.clock.moveTo(3 * 86_400_000 + 3_600_000);
    await routing.book.refresh();
    expect(await leadOf('CIM')).toBe(`commune:${SEFROU} hygiene`);
    routing.platform.clock.moveTo(0);
  });
});
