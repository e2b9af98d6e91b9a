import { Register } from '@jamaa/proto/civil_registry/v1/civil_registry';
import { describe, expect, it } from '@jest/globals';
import { birthAct } from '../../../test/support/acts.ts';
import { registerForm } from './register.ts';

const named = (number: number, ar: string, latin: string) => {
  const act = birthAct({ number });
  const child = act.content?.$case === 'birth' ? act.content.value.child : undefined;
  if (child !== undefined) child.familyName = { ar, latin, tifinagh: '' };
  return act;
};
const acts = [named(101, 'ياسين', 'YASSINE'), named(102, 'أمغار', 'AMGHAR'), named(103, 'بناني', 'BENNANI')];
const register = Register.fromPartial({
  kind: 'birth',
  year: 2026,
  firstNumber: 1,
  lastNumber: 250,
  head: 'ab',
  state: 'open',
});

describe('a volume of a register', () => {
  it('keeps the acts in their order and indexes them by the Arabic alphabet', () => {
    const form = registerForm({ register, acts, volume: 2, volumes: 3 });
    expect(form.acts.map(({ number }) => number)).toEqual([101, 102, 103]);
    expect(form.index.map(({ number }) => number)).toEqual([102, 103, 101]);
    expect(form.index[0]).toMatchObject({ ar: 'أمغار، تيتريت', fr: 'AMGHAR, Titrit' });
    expect(form.identity.map(({ value }) => value)).toEqual(['2026', '2 / 3', '101 - 103']);
  });

  it('says whether the register was closed, on which day, and its hash', () => {
    const open = registerForm({ register, acts, volume: 2, volumes: 3 });
    expect(open.certification.fr).toBe('Registre ouvert à ce jour, dernier acte n° 250. Empreinte du registre : ab');
    const closed = { ...register, state: 'closed', closedAt: new Date('2027-01-04T09:00:00Z') };
    expect(registerForm({ register: closed, acts, volume: 2, volumes: 3 }).certification.ar).toContain('04/01/2027');
  });
});
