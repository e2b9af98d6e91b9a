import { isAppError } from '@jamaa/kit';
import { describe, expect, it } from '@jest/globals';
import { checkSubmission, type Submission } from './submission.ts';

const good: Submission = {
  kind: 'reclamation',
  category: 'ECL',
  language: 'ar',
  description: 'مصباح معطل',
  location: { longitude: -4.83, latitude: 33.83 },
  commune: '',
  complainant: { name: 'أمينة العلوي', phone: '06 12 34 56 78', email: 'Amina@Example.org' },
  channel: 'web',
  originSource: 'direct',
  urgent: false,
  aimedAt: '',
  address: '',
  details: { onBehalfOf: false, callerRelation: '', paperNumber: '' },
};
const at = new Date('2026-11-02T09:00:00Z');

const wrongFields = (submission: Submission): string[] => {
  try {
    checkSubmission(submission, at);
    return [];
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error.fields.map((field) => field.path);
  }
};

it('normalises phone, e-mail and national card number', () => {
  const identity = { type: 'cin', number: ' c 123456 ' };
  const { complainant } = checkSubmission({ ...good, complainant: { ...good.complainant, identity } }, at);
  expect(complainant).toEqual({
    name: 'أمينة العلوي',
    phone: '+212612345678',
    email: 'amina@example.org',
    identity: { type: 'cin', number: 'C123456' },
  });
});

it('accepts numbers of Moroccans abroad', () => {
  expect(
    checkSubmission({ ...good, complainant: { ...good.complainant, phone: '+33 6 12 34 56 78' } }, at).complainant
      .phone,
  ).toBe('+33612345678');
});

describe('names every field that is wrong', () => {
  const nobody = { name: '', phone: '', email: '' };
  it.each<[string, Partial<Submission>, string[]]>([
    ['unknown category', { category: 'XXX' }, ['category']],
    ['unknown language', { language: 'en' }, ['language']],
    ['empty description', { description: '  \n' }, ['description']],
    ['description of 10,001 characters', { description: 'ا'.repeat(10_001) }, ['description']],
    ['neither point nor commune', { location: undefined }, ['location']],
    ['both point and commune', { commune: '03.451.01.09' }, ['commune']],
    ['unknown origin', { originSource: 'twitter' }, ['origin.source']],
    ['phone that is none', { complainant: { ...good.complainant, phone: '12' } }, ['complainant.phone']],
    ['e-mail that is none', { complainant: { ...good.complainant, email: 'a@b' } }, ['complainant.email']],
    [
      'e-mail with a header in it',
      { complainant: { ...good.complainant, email: 'a@b.ma\r\nBcc: c@d.ma' } },
      ['complainant.email'],
    ],
    [
      'card number of the wrong form',
      { complainant: { ...good.complainant, identity: { type: 'cin', number: 'ABC1' } } },
      ['complainant.identity.number'],
    ],
    [
      'nobody, in a category that needs a name',
      { category: 'TAX', complainant: nobody },
      ['complainant.name', 'complainant.phone'],
    ],
    ['a name without phone or e-mail', { complainant: { ...nobody, name: 'أمينة' } }, ['complainant.phone']],
    ['several at once', { category: 'XXX', language: 'xx', description: '' }, ['category', 'language', 'description']],
  ])('%s', (_what, change, fields) => {
    expect(wrongFields({ ...good, ...change })).toEqual(fields);
  });
});

it('lets street faults be told without a name', () => {
  expect(checkSubmission({ ...good, complainant: { name: '', phone: '', email: '' } }, at).anonymous).toBe(true);
});

it('takes suggestions without a name in any category', () => {
  expect(
    wrongFields({ ...good, kind: 'suggestion', category: 'TAX', complainant: { name: '', phone: '', email: '' } }),
  ).toEqual([]);
});

describe('whose conduct a complaint is about', () => {
  it.each([
    ['ACC', '', false],
    ['ACC', 'agent', false],
    ['ACC', 'head-of-service', true],
    ['ACC', 'elected-official', true],
    ['COR', '', true],
    ['ECL', '', false],
  ])('%s aimed at "%s": confidential %s', (category, aimedAt, confidential) => {
    expect(checkSubmission({ ...good, category, aimedAt }, at).confidential).toBe(confidential);
  });

  it.each([
    ['ECL', 'elected-official'],
    ['COR', 'agent'],
    ['ACC', 'president'],
    ['ACC', 'constructor'],
  ])('%s aimed at "%s" is refused by name', (category, aimedAt) => {
    expect(wrongFields({ ...good, category, aimedAt })).toEqual(['aimedAt']);
  });
});

describe('the desk and the call centre', () => {
  const byTelephone = {
    channel: 'call-centre',
    deposit: { form: '', manner: '', signatories: 0, readBack: true },
  } as const;
  const identity = { type: 'cin', number: 'C123456' };
  const known = { ...good.complainant, identity };
  const details = good.details;
  const representative = { name: 'كريم بناني', capacity: 'lawyer', mandateNumber: 'M-12' };
  it.each<[string, Partial<Submission>, string[]]>([
    ['a réclamation at the desk without an identity', { channel: 'desk' }, ['complainant.identity']],
    ['with one', { channel: 'desk', complainant: known }, []],
    ['a call that was not read back', { ...byTelephone, deposit: undefined }, ['readBack']],
    ['a suggestion at the desk without one', { channel: 'desk', kind: 'suggestion' }, []],
    [
      'a street fault told at the desk by nobody',
      { channel: 'desk', complainant: { name: '', phone: '', email: '' } },
      [],
    ],
    [
      'a company at the desk without a representative',
      { channel: 'desk', complainant: { ...known, identity: { type: 'ice', number: '001234567000089' } } },
      ['representative.name', 'representative.capacity', 'representative.mandateNumber'],
    ],
    [
      'a paper number at the desk',
      { channel: 'desk', complainant: known, details: { ...details, paperNumber: '7/26' } },
      [],
    ],
    ['a paper number on the web', { details: { ...details, paperNumber: '7/26' } }, ['paperNumber']],
    ['a caller without a telephone', { ...byTelephone, complainant: { ...known, phone: '' } }, ['complainant.phone']],
    [
      'a caller for somebody',
      { ...byTelephone, details: { ...details, onBehalfOf: true, callerRelation: 'child' } },
      [],
    ],
    [
      'who does not say what they are',
      { ...byTelephone, details: { ...details, onBehalfOf: true } },
      ['callerRelation'],
    ],
    [
      'or says what we do not know',
      { ...byTelephone, details: { ...details, onBehalfOf: true, callerRelation: 'king' } },
      ['callerRelation'],
    ],
    [
      'somebody for somebody on the web',
      { details: { ...details, onBehalfOf: true, callerRelation: 'child' } },
      ['onBehalfOf'],
    ],
    ['a relation of nobody', { ...byTelephone, details: { ...details, callerRelation: 'child' } }, ['callerRelation']],
    [
      'a representative of nobody',
      { complainant: { name: '', phone: '', email: '' }, details: { ...details, representative } },
      ['complainant.name'],
    ],
    ['a representative with a mandate', { details: { ...details, representative } }, []],
    [
      'one without number',
      { details: { ...details, representative: { ...representative, mandateNumber: ' ' } } },
      ['representative.mandateNumber'],
    ],
    [
      'one of an unknown capacity',
      { details: { ...details, representative: { ...representative, capacity: 'friend' } } },
      ['representative.capacity'],
    ],
  ])('%s', (_what, change, fields) => {
    expect(wrongFields({ ...good, ...change })).toEqual(fields);
  });
});
