import { call, tokenOf } from '@jamaa/e2e';
import { expect } from '@jest/globals';
import { birth, bureau, declared, openRegister, post, registered, year } from '../../../../e2e/test/support/civil.ts';
import type { Work } from './work.ts';

/** A register gives its numbers without a gap, whichever release gives them; a signed act is never another one. */
export function civilActs(): Work {
  const signed: { readonly id: string; readonly number: number; readonly names: unknown }[] = [];
  let waiting = '';

  const sign = async (): Promise<void> => {
    const content = birth();
    const act = await registered(content);
    signed.push({ id: act.id, number: act.number, names: content.child.firstNames });
  };
  const expectAll = async (): Promise<void> => {
    const token = await tokenOf('registrar.sefrou');
    for (const { id, names } of signed) {
      const { status, body } = await call('GET', `/v1/civil/acts/${id}`, { token });
      expect([status, body.act?.birth.child.firstNames]).toEqual([200, names]);
    }
    const first = signed[0]?.number ?? 0;
    expect(signed.map(({ number }) => number)).toEqual(signed.map((_, at) => first + at));
    const { body } = await call('GET', `/v1/civil/bureaux/${bureau}/registers/birth/${year}`, { token });
    expect(body.register).toMatchObject({ state: 'open', lastNumber: first + signed.length - 1 });
  };

  return {
    name: 'acts of civil status',
    async begun() {
      await openRegister();
      await sign();
      const content = birth();
      waiting = await declared(content);
      await post('registrar.sefrou', `/v1/civil/declarations/${waiting}/review`);
      await expectAll();
    },
    async there() {
      // Declared and reviewed under the other release.
      const { status, body } = await post('civil-officer.sefrou', `/v1/civil/declarations/${waiting}/register`);
      expect(status).toBe(201);
      signed.push({ id: body.act.id, number: body.act.number, names: body.act.birth.child.firstNames });
      await sign();
      await expectAll();
    },
    async back() {
      await sign();
      await expectAll();
    },
  };
}
