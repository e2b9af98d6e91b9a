import { type Answer, call, tokenOf } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { isoOf, moment } from './oracle/days.ts';
import { FASTER_LIGHTS_FROM, FITR_MOVED_AT, FITR_MOVED_TO, fitrForeseen } from './oracle/law.ts';
import { SEFROU, TECHNICAL_FOR_HYGIENE_FROM } from './script.ts';

/** What administrators change midway, through the front door. */
export interface Reform {
  readonly name: string;
  readonly at: number;
  readonly play: () => Promise<void>;
}

export const reforms: readonly Reform[] = [
  { name: 'Aïd al-Fitr falls on other days than foreseen', at: FITR_MOVED_AT, play: moveFitr },
  { name: 'hygiene goes to the technical unit', at: moment('2026-03-16 10:00'), play: giveHygieneToTechnical },
  { name: 'street lights are to be repaired in three days', at: moment('2026-03-30 10:00'), play: hastenLights },
];

const granted = (what: string, answer: Answer): Answer => {
  if (answer.status >= 300) throw new Error(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
};

async function moveFitr(): Promise<void> {
  const token = await tokenOf('admin');
  const path = '/v1/calendars/national';
  const seen = (await call('GET', path)).headers.get('etag') ?? '';
  const [from = '', to = ''] = FITR_MOVED_TO;
  const name = { ar: 'عيد الفطر', fr: 'Aïd al-Fitr' };
  const changed = granted(
    'the calendar',
    await call('POST', `${path}/changes`, {
      token,
      headers: { 'if-match': seen },
      body: { remove: fitrForeseen, add: [{ from, to, name, status: 'confirmed' }], source: 'Communiqué du ministère' },
    }),
  );
  // Clocks follow in the background; a day later they would have been counted again at the latest when they fire.
  await until('the open deadlines have followed', async () => {
    const { body } = await call('GET', `${path}/changes?version=${changed.body.version}`, { token });
    return body.changes[0].recalculation.state === 'done';
  });
}

async function hastenLights(): Promise<void> {
  const token = await tokenOf('admin.fes');
  const seen = (await call('GET', '/v1/policies')).headers.get('etag') ?? '';
  const body = {
    kind: 'internal',
    organisation: SEFROU,
    category: 'ECL',
    delay: { amount: 3, unit: 'calendar-day' },
    shares: [0.5, 0.8],
    ladder: [{ level: 'unit', afterDays: 0 }],
    validFrom: isoOf(FASTER_LIGHTS_FROM),
    source: 'Délibération du conseil de Sefrou',
  };
  granted('the rule', await call('POST', '/v1/policies', { token, headers: { 'if-match': seen }, body }));
}

async function giveHygieneToTechnical(): Promise<void> {
  const token = await tokenOf('admin.fes');
  const post = async (path: string, body: object): Promise<Answer> =>
    granted(path, await call('POST', `/v1/routing${path}`, { token, body }));
  const { body: draft } = await post('/rule-sets', {});
  const validFrom = isoOf(TECHNICAL_FOR_HYGIENE_FROM);
  const rule = {
    id: 'sefrou-hygiene',
    categories: ['HYG'],
    territory: '03.451.01.09',
    lead: { organisation: SEFROU, unit: 'technical' },
    validFrom,
    note: { ar: 'مقرر الرئيس', fr: 'arrêté du président' },
    source: 'Arrêté du président',
  };
  await post(`/rule-sets/${draft.id}/rules`, { upserts: [rule] });
  await post(`/rule-sets/${draft.id}/try`, { last: 1_000 });
  await post(`/rule-sets/${draft.id}/activate`, { activeFrom: validFrom });
}
