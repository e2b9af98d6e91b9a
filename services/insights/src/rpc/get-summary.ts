import { localDateOf, moroccoPublicCalendar } from '@jamaa/deadlines';
import { AppError, type DirectoryCopy, invalidField, type Platform, type RpcCall } from '@jamaa/kit';
import type {
  DelayFigures,
  GetSummaryRequest,
  GetSummaryResponse,
  SummaryRow,
} from '@jamaa/proto/insights/v1/insights';
import { endBands, type Figure, type Figures, figureNames, firstBands } from '../domain/counts.ts';
import { quantile } from '../domain/delay.ts';
import { type Area, type Column, sumDays } from '../store/summary.ts';
import { readableTerritory, territoryName } from './territory.ts';

const MOST_DAYS = 1_100;
const DAY_MS = 86_400_000;
const breakdowns = ['total', 'category', 'channel', 'territory'] as const;

/** Figures of a territory for people of its staff. @throws AppError as {@link readableTerritory}, `validation-failed` naming the field */
export const getSummary =
  (platform: Platform, copy: DirectoryCopy) =>
  async (request: GetSummaryRequest, { caller }: RpcCall): Promise<GetSummaryResponse> => {
    if (caller.kind !== 'account') throw new AppError('forbidden', 'figures are for staff');
    const now = platform.clock.now();
    const by = readBy(request.by);
    const period = readPeriod(request, localDateOf(now, moroccoPublicCalendar));
    const area = await readableTerritory(copy, await copy.grantsOf(caller.subject, now), request.territory);
    const sums = await sumDays(platform.mongo, area, period, columnOf(by, area));
    const total = sums.reduce<Figures>((sum, { figures }) => plus(sum, figures), {});
    const rows = by === 'total' ? [] : sums.map(({ key, figures }) => rowOf(key, figures, key === ''));
    return { territory: territoryName(area), by, ...period, total: rowOf('', total, false), rows };
  };

function readBy(by: string): (typeof breakdowns)[number] {
  if (by === '') return 'total';
  const found = breakdowns.find((one) => one === by);
  if (found === undefined) throw invalidField('by', 'unknown', `one of ${breakdowns.join(', ')}`);
  return found;
}

/** @throws AppError `validation-failed` naming `from` or `to` */
function readPeriod(request: Pick<GetSummaryRequest, 'from' | 'to'>, today: string): { from: string; to: string } {
  const to = request.to === '' ? today : readDay('to', request.to);
  const from = request.from === '' ? `${to.slice(0, 4)}-01-01` : readDay('from', request.from);
  if (from > to) throw invalidField('from', 'order', 'the first day comes after the last');
  if ((Date.parse(to) - Date.parse(from)) / DAY_MS >= MOST_DAYS)
    throw invalidField('from', 'too-long', `at most ${MOST_DAYS} days at once`);
  return { from, to };
}

function readDay(field: string, text: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (at === undefined || Number.isNaN(at.getTime()) || !at.toISOString().startsWith(text))
    throw invalidField(field, 'date', 'a day, YYYY-MM-DD');
  return text;
}

const below = { country: 'region', region: 'province', province: 'commune', commune: 'commune' } as const;

const columnOf = (by: (typeof breakdowns)[number], area: Area): Column | undefined => {
  if (by === 'total') return undefined;
  return by === 'territory' ? below[area.level] : by;
};

const plus = (one: Figures, other: Figures): Figures =>
  Object.fromEntries(figureNames.map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]));

function rowOf(key: string, figures: Figures, confidential: boolean): SummaryRow {
  const of = (name: Figure): number => figures[name] ?? 0;
  return {
    ...{
      key,
      confidential,
      received: of('received'),
      open: of('open'),
      dueSoon: of('dueSoon'),
      overdue: of('overdue'),
    },
    ...{ breached: of('breached'), answered: of('answered'), ended: of('ended'), merged: of('merged') },
    withdrawn: of('withdrawn'),
    firstAnswer: delayOf(of('first'), of('firstDays'), firstBands.map(of)),
    end: delayOf(of('end'), of('endDays'), endBands.map(of)),
  };
}

const tenth = (days: number): number => Math.round(days * 10) / 10;

const delayOf = (cases: number, days: number, bands: number[]): DelayFigures => ({
  cases,
  meanDays: cases === 0 ? 0 : tenth(days / cases),
  p50Days: tenth(quantile(bands, 0.5)),
  p90Days: tenth(quantile(bands, 0.9)),
  bands,
});
