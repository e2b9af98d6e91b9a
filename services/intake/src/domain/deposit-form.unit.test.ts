import { describe, expect, it } from '@jest/globals';
import { checkDeposit } from './deposit-form.ts';
import type { DepositDraft, Submission } from './submission.ts';

const usual: DepositDraft = { form: '', manner: '', signatories: 0, readBack: false };

const check = (deposit: Partial<DepositDraft>, more: Partial<Submission> = {}) => {
  const wrong: string[] = [];
  const submission = { channel: 'web', files: 0, ...more, deposit: { ...usual, ...deposit } } as Submission;
  const form = checkDeposit(submission, (path, code) => void wrong.push(`${path} ${code}`));
  return { form, wrong };
};

describe('the form of a deposit (Decree 2-17-265)', () => {
  it('is written and by one person when nothing is said', () => {
    expect(check({})).toEqual({
      form: { form: 'written', manner: 'individual', signatories: 1, readBack: false },
      wrong: [],
    });
  });
  it.each<[string, Partial<DepositDraft>, Partial<Submission>, string[]]>([
    ['oral at the desk, read back', { form: 'oral', readBack: true }, { channel: 'desk' }, []],
    ['oral by telephone, read back', { form: 'oral', readBack: true }, { channel: 'call-centre' }, []],
    ['by telephone, read back', { readBack: true }, { channel: 'call-centre' }, []],
    ['written by telephone', { form: 'written' }, { channel: 'call-centre' }, ['form channel']],
    ['oral at the desk, not read back', { form: 'oral' }, { channel: 'desk' }, ['readBack required']],
    ['oral on the web', { form: 'oral', readBack: true }, {}, ['form channel']],
    ['written and read back', { readBack: true }, { channel: 'desk' }, ['readBack form']],
    ['sound with a file', { form: 'audio' }, { files: 1 }, []],
    ['sound without one', { form: 'audio' }, {}, ['attachments required']],
    ['film without one', { form: 'video' }, {}, ['attachments required']],
    ['a form that is none', { form: 'sung' }, {}, ['form unknown']],
    ['a manner that is none', { manner: 'crowd' }, {}, ['manner unknown']],
    ['collective by two', { manner: 'collective', signatories: 2 }, {}, []],
    ['collective by one', { manner: 'collective', signatories: 1 }, {}, ['signatories range']],
    ['individual by two', { signatories: 2 }, {}, ['signatories manner']],
  ])('%s', (_what, deposit, more, wrong) => expect(check(deposit, more).wrong).toEqual(wrong));
});
