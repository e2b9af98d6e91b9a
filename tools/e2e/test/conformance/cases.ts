import { call, type Filed, file, tokenOf } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';

type Step = readonly [account: string, command: string, body: Record<string, unknown>];

const take: Step = ['gestionnaire.azzaba', 'take', {}];
const ask: Step = ['gestionnaire.azzaba', 'ask-complement', { text: 'أين يوجد المصباح؟' }];
const propose: Step = ['gestionnaire.azzaba', 'propose-answer', { text: 'تم إصلاح المصباح' }];

/** How far cases have come, so that many a command is possible for some of them. */
const ways: readonly (readonly Step[])[] = [[], [take], [take, ask], [take, propose]];
const EACH = 6;

/** A small commune, where one person holds most of the roles. */
const azzaba = { location: undefined, commune: '03.451.07.05' };

/** Files cases of a signed-in citizen and brings them into different states. */
export async function fileCases(): Promise<readonly Filed[]> {
  const citizen = await tokenOf('citizen.amina');
  const one = async (way: readonly Step[]): Promise<Filed> => {
    const filed = await file(azzaba, { token: citizen });
    const path = `/v1/complaints/${filed.reference}`;
    await until(`${filed.reference} assigned`, async () => {
      const { body } = await call('GET', path, { token: citizen });
      return body.status === 'assigned';
    });
    for (const [account, command, body] of way) {
      const answer = await call('POST', `${path}/${command}`, { token: await tokenOf(account), body });
      if (answer.status !== 200) throw new Error(`${command}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return filed;
  };
  const filed: Filed[] = [];
  for (let round = 0; round < EACH; round += 1) filed.push(...(await Promise.all(ways.map(one))));
  return filed;
}
