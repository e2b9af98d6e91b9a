import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Role, roles } from '@jamaa/kit';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { fullAuthority } from '../domain/authority.ts';
import { readAccountCsv } from '../domain/csv.ts';
import { crossCheck, referenceProblems } from '../domain/import-check.ts';
import { type ImportLine, readImportLine } from '../domain/import-line.ts';
import { readReferenceFiles } from './reference-data.ts';

interface IssuerAccount {
  account: string;
  email: string;
  name: { ar: string; fr: string };
}

const data = join(import.meta.dirname, '../../data');

describe('the demo accounts', () => {
  let lines: ImportLine[];
  let issuer: IssuerAccount[];
  beforeAll(async () => {
    lines = readAccountCsv(await readFile(join(data, 'demo-accounts.csv'))).map((raw) => {
      const read = readImportLine(raw);
      if (!('ok' in read)) throw new Error(`line ${read.line}: ${read.problems.join('; ')}`);
      return read.ok;
    });
    issuer = JSON.parse(await readFile(join(data, 'demo-accounts.json'), 'utf8')) as IssuerAccount[];
  });

  it('can all be imported', async () => {
    const organisations = (await readReferenceFiles(join(data, '../../gis/data'), join(data, 'bodies.json'))).build();
    const byId = new Map(organisations.map((one) => [one.id, one]));
    const codes = new Set(organisations.map(({ territory }) => territory));
    const reference = { organisation: (id: string) => byId.get(id), territory: (code: string) => codes.has(code) };
    expect(lines.flatMap((line) => referenceProblems(line, reference, fullAuthority))).toEqual([]);
    for (const [, own] of Map.groupBy(lines, ({ email }) => email)) expect(crossCheck(own).kept).toEqual(own);
  });
  it('are the same people at the issuer and in the directory; citizens are at the issuer alone', () => {
    const known = new Map(issuer.map((one) => [one.email, one]));
    expect(known.size).toBe(issuer.length);
    for (const { email, name } of lines) expect(known.get(email)?.name.ar).toBe(name);
    for (const { account, email } of issuer) expect(email).toBe(`${account}@demo.jamaa.example`);
    const staff = new Set(lines.map(({ email }) => email));
    const others = issuer.filter(({ email }) => !staff.has(email)).map(({ account }) => account);
    expect(others).toEqual(['citizen.amina', 'citizen.youssef', 'citizen.fatima']);
  });
  it('show every role, and all roles of a commune in three of different size', () => {
    expect(new Set(lines.map(({ grant }) => grant.role))).toEqual(new Set(roles));
    const ofCommune: Role[] = ['desk-clerk', 'gestionnaire', 'unit-member', 'coordinator', 'validator', 'elu'];
    for (const code of ['06.141.01.0', '03.451.01.09', '03.451.07.05']) {
      const held = new Set(
        lines.filter(({ grant }) => grant.organisation === `commune:${code}`).map(({ grant }) => grant.role),
      );
      for (const role of ofCommune) expect([code, role, held.has(role)]).toEqual([code, role, true]);
    }
  });
});
