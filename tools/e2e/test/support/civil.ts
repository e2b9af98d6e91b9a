import { type Answer, call, tokenOf } from '@jamaa/e2e';
import { newId } from '@jamaa/kit';
import { expect } from '@jest/globals';

/** The bureau of Sefrou. */
export const bureau = '03.451.01.09-1';
export const year = new Date().getUTCFullYear();
export const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** Posts as somebody, under a key of its own unless one is given. */
export const post = async (account: string, path: string, body: object = {}, key = newId()): Promise<Answer> =>
  call('POST', path, { token: await tokenOf(account), body, headers: { 'idempotency-key': key } });

/** Names that no other run has: letters of a number. */
let made = Math.floor(Math.random() * 80_000);
export function freshName(): { ar: string; latin: string } {
  made += 1;
  // Neighbours must not look like slips of each other.
  const digits = [...String((made * 245_489) % 1_000_003).padStart(6, '0')].map(Number);
  const word = (letters: string, vowel: string) => digits.map((digit) => `${letters[digit]}${vowel}`).join('');
  return { ar: word('بتدرسفكلمن', 'ا'), latin: word('btdrsfklmn', 'a').toUpperCase() };
}

export const person = (sex: string, ar: string, latin: string, more: object = {}) => ({
  firstNames: { ar, latin },
  familyName: { ar: 'السوسي', latin: 'SOUSSI' },
  sex,
  ...more,
});
export const father = person('male', 'كمال', 'KAMAL', { birthDate: '1988-04-02' });
export const mother = person('female', 'سعاد', 'SOUAD', { birthDate: '1992-11-20', nationalId: 'CB123987' });

/** A birth in Sefrou two days ago, of a child whose like nobody has declared. */
export const birth = (change: object = {}, child: object = {}) => ({
  child: {
    ...person('female', 'سلمى', 'SALMA', { birthDate: daysAgo(2), birthPlace: { commune: '03.451.01.09' } }),
    firstNames: freshName(),
    ...child,
  },
  time: '14:05',
  father,
  mother: { ...mother, nationalId: `CB${100_000 + made}` },
  declarant: { person: father, quality: 'father' },
  ...change,
});

/** This year's register, open: opened now, or before. */
export async function openRegister(place = 'sefrou', at = bureau, kind = 'birth'): Promise<void> {
  const body = { kind, year };
  const { status } = await post(`civil-officer.${place}`, `/v1/civil/bureaux/${at}/registers`, body);
  expect([201, 409]).toContain(status);
}

/** A declaration's id. */
export async function declared(of: object, kind = 'birth', place = 'sefrou', at = bureau) {
  const answer = await post(`registrar.${place}`, '/v1/civil/declarations', { bureauId: at, [kind]: of });
  expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
  return answer.body.declaration.id as string;
}

/** From declaration to act, through the gateway. */
export async function registered(
  of: object = birth(),
  kind = 'birth',
  place = 'sefrou',
  at = bureau,
): Promise<Answer['body']> {
  const id = await declared(of, kind, place, at);
  const review = await post(`registrar.${place}`, `/v1/civil/declarations/${id}/review`);
  expect(review.status).toBe(200);
  const signed = await post(`civil-officer.${place}`, `/v1/civil/declarations/${id}/register`);
  expect([signed.status, signed.body.detail]).toEqual([201, undefined]);
  return signed.body.act;
}
