import { z } from 'zod';
import type { Calls } from './calls.ts';

/** A bureau whose staff has demonstration accounts: `registrar.<place>`, `civil-officer.<place>`. */
export interface Bureau {
  readonly id: string;
  readonly place: string;
  readonly commune: string;
}

/** The first one has a health establishment too. */
export const mainBureaux: readonly Bureau[] = [
  { id: '03.451.01.09-1', place: 'sefrou', commune: '03.451.01.09' },
  { id: '06.141.01.0-1', place: 'casablanca', commune: '06.141.01.0' },
];

/** Beside the main bureau of each commune. */
const FURTHER = 4;
const ADMINISTRATOR = 'admin';
const added = z.object({ bureau: z.object({ id: z.string() }) });
const listed = z.object({ bureaux: z.array(z.object({ id: z.string(), kind: z.string() })) });

/** Ten bureaux of two communes with the registers of this year opened; what is there already stays. */
export async function openBureaux({ prepare }: Calls): Promise<readonly Bureau[]> {
  const bureaux: Bureau[] = [];
  for (const main of mainBureaux) {
    const { commune, place } = main;
    const there = listed.parse(await prepare(ADMINISTRATOR, 'GET', `/v1/civil/bureaux?territory=${commune}`, [200]));
    const ids = there.bureaux.filter(({ kind }) => kind === 'further').map(({ id }) => id);
    while (ids.length < FURTHER) {
      const name = { ar: `المكتب ${ids.length + 2}`, fr: `Bureau ${ids.length + 2}` };
      const answer = await prepare(ADMINISTRATOR, 'POST', '/v1/civil/bureaux', [201], { territory: commune, name });
      ids.push(added.parse(answer).bureau.id);
    }
    bureaux.push(main, ...ids.map((id) => ({ id, place, commune })));
  }
  const year = new Date().getUTCFullYear();
  for (const { id, place } of bureaux)
    for (const kind of ['birth', 'death'])
      await prepare(`civil-officer.${place}`, 'POST', `/v1/civil/bureaux/${id}/registers`, [201, 409], { kind, year });
  return bureaux;
}
