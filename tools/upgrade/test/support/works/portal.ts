import { call, tokenOf } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { expect } from '@jest/globals';
import { caseHere, deposit, reported } from '../../../../e2e/test/support/portal.ts';
import type { Work } from './work.ts';

/** A case of the national portal is fetched once, and every step that people take is reported there once, whichever release does it. */
export function portalCases(): Work {
  let number = '';
  let reference = '';

  const act = async (who: string, command: string, body: object = {}): Promise<void> => {
    const token = await tokenOf(`${who}.sefrou`);
    const { status } = await call('POST', `/v1/complaints/${reference}/${command}`, { token, body });
    expect([command, status]).toEqual([command, 200]);
  };
  const assigned = async (of: string): Promise<string> => {
    const token = await tokenOf('technical.sefrou');
    const found = await until(
      'assigned here',
      async () => {
        const { body } = await caseHere(of, token);
        return body.status === 'assigned' && body;
      },
      60_000,
    );
    return found.reference;
  };
  const expectReported = async (...steps: string[]): Promise<void> => {
    const told = await until(
      `${steps.at(-1)} there`,
      async () => {
        const all = (await reported(number)).map(({ status }) => status);
        return all.at(-1) === steps.at(-1) && all;
      },
      60_000,
    );
    expect(told).toEqual(steps);
    const token = await tokenOf('technical.sefrou');
    const { body } = await call('GET', `/v1/complaints?search=${number}`, { token });
    expect(body.complaints).toHaveLength(1);
  };

  return {
    name: 'cases of the national portal',
    async begun() {
      number = await deposit();
      reference = await assigned(number);
      await expectReported('received', 'assigned');
    },
    async there() {
      await act('technical', 'take');
      await expectReported('received', 'assigned', 'in-progress');
      await assigned(await deposit());
    },
    async back() {
      await act('technical', 'propose-answer', { text: 'تم الإصلاح' });
      await act('validator', 'approve');
      await expectReported('received', 'assigned', 'in-progress', 'answer-proposed', 'answered');
    },
  };
}
