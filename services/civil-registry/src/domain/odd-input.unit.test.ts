import { Act, Mention } from '@jamaa/proto/civil_registry/v1/acts';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { birth, death } from '../../test/support/people.ts';
import { actAsOf } from './act-as-of.ts';
import { claimTexts } from './claims.ts';
import { type Content, checkDeclaration, checkPreDeclaration, eventDay, isLate } from './content-check.ts';
import { applyCorrection, correctable } from './corrections.ts';
import { isDay } from './days.ts';
import { tokenTexts } from './identities.ts';
import { checkMention } from './mention.ts';

const context = {
  today: '2026-03-20',
  isCommune: () => false,
  idcsCheck: () => true,
  abroad: false,
  precedenceReason: '',
};
/** What people and machines write into a field, days that nearly are some among it. */
const odd = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '',
    '2026',
    '2026-13',
    '0000-00',
    '9999-12-31',
    '2025-02-29',
    '0000-01-01',
    '-001-01-01',
    '24:00',
    'محمد',
    'ⴰⵎⵉⵏ',
  ),
);
const contents = fc
  .tuple(fc.constantFrom<'birth' | 'death'>('birth', 'death'), fc.array(fc.tuple(fc.nat(), odd), { maxLength: 12 }))
  .map(([$case, changes]): Content => {
    const fields = [...correctable[$case]];
    const value: object = $case === 'birth' ? birth('2026-03-07') : death('2026-03-07');
    const changed = changes.reduce(
      (content, [at, to]) => applyCorrection(content, { field: fields[at % fields.length] ?? 'time', from: '', to }),
      value,
    );
    return { $case, value: { ...changed, declaredOn: '2026-03-20' } } as Content;
  });

it('whatever is declared is accepted or refused by name, and never throws', () => {
  fc.assert(
    fc.property(contents, (content) => {
      const problems = [...checkDeclaration(content, context), ...checkPreDeclaration(content, context)];
      expect(problems.every(({ path, code }) => path !== '' && code !== '')).toBe(true);
      expect(new Set(claimTexts(content)).size).toBe(claimTexts(content).length);
      tokenTexts({ content, idcs: '' });
      if (isDay(eventDay(content))) isLate(content, '2026-03-20', true);
    }),
  );
});

it('whatever is to be entered in a margin is accepted or refused by name', () => {
  const act = (content: Content): Act => Act.fromPartial({ id: 'a', content } as never);
  const asked = fc.record({
    kind: fc.constantFrom('marriage', 'rectification-material', 'recognition', 'x'),
    field: odd,
    to: odd,
    day: odd,
  });
  fc.assert(
    fc.property(contents, asked, (content, { kind, field, to, day }) => {
      const mention = Mention.fromPartial({ kind, effectiveOn: day, corrections: [{ field, from: '', to }], ends: to });
      try {
        checkMention(act(content), mention, context);
      } catch (error) {
        expect((error as { name: string }).name).toBe('AppError');
      }
      expect(actAsOf({ ...act(content), mentions: [] }, day).mentions).toEqual([]);
    }),
  );
});
