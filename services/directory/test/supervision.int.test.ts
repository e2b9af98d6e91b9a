import { join } from 'node:path';
import { createSuite, type Suite } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DirectoryContext } from '../src/context.ts';
import {
  codeOf,
  connectDirectory,
  type DirectoryClient,
  migrateDirectory,
  person,
  service,
  startDirectory,
} from './harness.ts';

const DEMO_ACCOUNTS = join(import.meta.dirname, '../data/demo-accounts.csv');

describe('the line of supervision, with the demo accounts', () => {
  let suite: Suite;
  let directory: DirectoryContext;
  let client: DirectoryClient;
  const ids = new Map<string, string>();

  /** Levels as `level organisation: accounts`, by the short names of the demo. */
  const line = async (organisation: string, unit: string): Promise<string[]> => {
    const { levels } = await client.as(service('sla'))('getSupervisionLine', { organisation, unit });
    return levels.map((at) => [at.level, at.organisation, ...at.accountIds.map((id) => ids.get(id) ?? id)].join(' '));
  };

  beforeAll(async () => {
    suite = await createSuite();
    await migrateDirectory(suite);
    directory = await startDirectory(suite, { DEMO_ACCOUNTS });
    client = await connectDirectory(suite, directory.served.rpcPort);
    const names = [
      'technical.sefrou',
      'coordinator.sefrou',
      'gestionnaire.sefrou',
      'director.sefrou',
      'president.sefrou',
    ];
    const above = ['validator.sefrou', 'governor.sefrou', 'wali.fes', 'dgct', 'governor.anfa', 'water.fes'];
    for (const name of [...names, ...above]) {
      const email = `${name}@demo.jamaa.example`;
      const { account } = await client.as(person(`sub-${name}`, email))('resolveAccount', { email, subject: '' });
      ids.set(account?.id ?? '', name);
    }
    expect(ids.size).toBe(11);
  });
  afterAll(async () => {
    client.close();
    await directory.platform.mongo.dropDatabase();
    await directory.platform.close();
  });

  it('goes from the unit of a commune to the ministry, by name', async () => {
    const sefrou = 'commune:03.451.01.09';
    const above = ['gouverneur gouverneur:03.451 governor.sefrou', 'wali wali:03 wali.fes', 'dgct dgct dgct'];
    const inside = [
      `directeur-services ${sefrou} director.sefrou`,
      `president ${sefrou} president.sefrou validator.sefrou`,
    ];
    const [unit, ...rest] = await line(sefrou, 'technical');
    expect(unit?.split(' ').sort()).toEqual(['unit', sefrou, 'technical.sefrou', 'coordinator.sefrou'].sort());
    expect(rest.map((at) => at.split(' ').sort())).toEqual([...inside, ...above].map((at) => at.split(' ').sort()));
    expect((await line(sefrou, ''))[0]).toBe(`unit ${sefrou} gestionnaire.sefrou`);
  });

  it('has empty levels where a body has nobody, and goes on above them', async () => {
    const anfa = 'arrondissement:06.141.01.01';
    expect((await line(anfa, 'technical')).slice(0, 4)).toEqual([
      `unit ${anfa}`,
      `directeur-services ${anfa}`,
      `president ${anfa}`,
      'gouverneur gouverneur:06.141.01.00 governor.anfa',
    ]);
    expect((await line('srm:03', 'water'))[0]).toBe('unit srm:03 water.fes');
    expect(await line('etat:dgsn', '')).toEqual([]);
  });

  it('refuses what is not there', async () => {
    expect(await codeOf(line('commune:99', ''))).toBe('not-found');
    expect(await codeOf(line('', ''))).toBe('validation-failed');
    expect(await codeOf(line('commune:03.451.01.09', 'magic'))).toBe('validation-failed');
  });
});
