import { isAppError } from '@jamaa/kit';
import { describe, expect, it } from '@jest/globals';
import { formAt } from './forms.ts';
import { checkSubmission, type Submission } from './submission.ts';
import { kinds } from './vocabulary.ts';

const now = new Date('2026-11-02T09:00:00Z');
/** Says nothing at all. */
const blank: Submission = {
  kind: 'reclamation',
  category: '',
  language: 'ar',
  description: '',
  commune: '',
  complainant: { name: '', phone: '', email: '' },
  channel: 'web',
  originSource: 'direct',
  urgent: false,
  aimedAt: '',
  address: '',
  details: { onBehalfOf: false, callerRelation: '', paperNumber: '' },
};

const named = (submission: Submission): string[] => {
  try {
    checkSubmission(submission, now);
    return [];
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error.fields.map(({ path }) => path);
  }
};

describe.each(kinds)('the form of a %s', (kind) => {
  const form = formAt(kind, now);

  it('demands what its check demands: each field it calls required is missed by it', () => {
    const required = form.fields.filter(({ obligation }) => obligation === 'required').map(({ path }) => path);
    expect(named({ ...blank, kind })).toEqual(expect.arrayContaining(required));
  });

  it('has every field that its check can miss', () => {
    const paths = form.fields.map(({ path }) => path);
    const demanding: readonly Partial<Submission>[] = [
      { category: 'TAX' },
      { category: 'TAX', channel: 'desk' },
      { category: 'TAX', channel: 'call-centre', details: { ...blank.details, onBehalfOf: true } },
      { details: { ...blank.details, representative: { name: '', capacity: '', mandateNumber: '' } } },
    ];
    for (const change of demanding) expect(paths).toEqual(expect.arrayContaining(named({ ...blank, kind, ...change })));
  });

  it('has its words in both languages, and every path once', () => {
    const words = [form.title, form.introduction, ...form.fields.flatMap(({ label, help }) => [label, help])];
    for (const { ar, fr } of words) expect([/\p{Script=Arabic}/u.test(ar), /[a-z]/i.test(fr)]).toEqual([true, true]);
    expect(new Set(form.fields.map(({ path }) => path)).size).toBe(form.fields.length);
  });
});

it('the law’s obligations of a réclamation at the desk are all named at once', () => {
  expect(named({ ...blank, category: 'TAX', channel: 'desk' }).sort()).toEqual(
    ['complainant.identity', 'complainant.name', 'complainant.phone', 'description', 'location'].sort(),
  );
});
