import { call, tokenOf } from '@jamaa/e2e';
import { newId } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { killAndRecover } from './crash/processes.ts';

const bureau = '03.451.01.09-1';
const year = new Date().getUTCFullYear();
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const register = `/v1/civil/bureaux/${bureau}/registers/birth/${year}`;

const post = async (account: string, path: string, body: object, key: string) =>
  call('POST', path, { token: await tokenOf(account), body, headers: { 'idempotency-key': key } });

let made = Math.floor(Math.random() * 80_000);
function birth(): object {
  made += 1;
  // Neighbours must not look like slips of each other.
  const digits = [...String((made * 245_489) % 1_000_003).padStart(6, '0')].map(Number);
  const word = (letters: string, vowel: string) => digits.map((digit) => `${letters[digit]}${vowel}`).join('');
  const name = { ar: word('بتدرسفكلمن', 'ا'), latin: word('btdrsfklmn', 'a').toUpperCase() };
  const person = { firstNames: name, familyName: name, sex: 'male', birthDate: '1990-01-01' };
  const child = { ...person, birthDate: daysAgo(2), birthPlace: { commune: '03.451.01.09' } };
  const mother = { ...person, sex: 'female' };
  return { child, time: '08:00', father: person, mother, declarant: { person, quality: 'father' } };
}

/** Officers sign while the service, and then the database, are killed; each keeps the key of their request until it is answered. */
describe('numbers of acts', () => {
  beforeAll(async () => {
    const opened = await post(
      'civil-officer.sefrou',
      `/v1/civil/bureaux/${bureau}/registers`,
      { kind: 'birth', year },
      newId(),
    );
    expect([201, 409]).toContain(opened.status);
  });

  /** Asks the same until it is accepted: what is out of reach answers 5xx, or nothing at all. */
  const patient = async (account: string, path: string, body: object, wanted: number) => {
    const key = newId();
    return until(
      path,
      async () => {
        const answer = await post(account, path, body, key).catch(() => undefined);
        if (answer === undefined || answer.status >= 500 || answer.body.code === 'idempotency-in-flight')
          return undefined;
        expect([path, answer.status, answer.body.detail]).toEqual([path, wanted, undefined]);
        return answer.body;
      },
      // What a killed process had written without a commit stays locked for a minute on the embedded server.
      100_000,
    );
  };

  const flow = async (): Promise<number> => {
    const declared = await patient(
      'registrar.sefrou',
      '/v1/civil/declarations',
      { bureauId: bureau, birth: birth() },
      201,
    );
    const { id } = declared.declaration;
    await patient('registrar.sefrou', `/v1/civil/declarations/${id}/review`, {}, 200);
    return (await patient('civil-officer.sefrou', `/v1/civil/declarations/${id}/register`, {}, 201)).act.number;
  };

  it.each(['civil-registry', 'mongo'])(
    'have no gap and no double when %s is killed',
    async (process) => {
      const flows = Array.from({ length: 24 }, flow);
      await Promise.race(flows);
      await killAndRecover(process);
      const numbers = await Promise.all(flows);
      expect(new Set(numbers).size).toBe(numbers.length);
      const token = await tokenOf('registrar.sefrou');
      const { body } = await call('GET', register, { token });
      const all: number[] = [];
      for (let after = 0; ; ) {
        const page = await call('GET', `${register}/acts?limit=200&after=${after}`, { token });
        all.push(...page.body.acts.map((one: { number: number }) => one.number));
        if (page.body.nextAfter === 0) break;
        after = page.body.nextAfter;
      }
      const { firstNumber, lastNumber } = body.register;
      expect(all).toEqual(Array.from({ length: lastNumber - firstNumber + 1 }, (_, index) => firstNumber + index));
      expect(all).toEqual(expect.arrayContaining(numbers));
    },
    200_000,
  );
});
