import { AppError, type Caller, invalidField, type Methods, type RpcCall, withinScope } from '@jamaa/kit';
import type {
  BulletinLine,
  CivilStatisticsServiceServer,
  Completeness,
  GetCivilBulletinRequest,
  GetCivilBulletinResponse,
  GetCivilStatisticsRequest,
  GetCivilStatisticsResponse,
  RegistrationFigures,
} from '@jamaa/proto/civil_registry/v1/statistics';
import type { Deps } from '../deps.ts';
import { birthRateOf } from '../domain/statistics/birth-rates.ts';
import { addFigures, type Figures, noFigures, WITHHELD, withheld } from '../domain/statistics/counts.ts';
import { figuresUnder, type OfBureau, openUnder } from './rows.ts';

const COUNTRY = '00';
const staffRoles: readonly string[] = ['registrar', 'civil-officer', 'administrator'];

export const statisticsMethods = (deps: Deps): Methods<CivilStatisticsServiceServer> => ({
  getCivilStatistics: getStatistics(deps),
  getCivilBulletin: getBulletin(deps),
});

const sum = (rows: readonly OfBureau[], kind: string): Figures =>
  rows.filter((row) => row.kind === kind).reduce((all, { figures }) => addFigures(all, figures), noFigures);

function view({ total, months, bands, late, imported }: Figures, staff: boolean): RegistrationFigures {
  const say = (count: number | undefined): number => withheld(count ?? 0, staff);
  return {
    total: say(total),
    months: Array.from({ length: 12 }, (_, index) => say(months[index + 1])),
    late: say(late),
    imported: say(imported),
    within3Days: say(bands.d3),
    within10Days: say(bands.d10),
    within30Days: say(bands.d30),
    within365Days: say(bands.d365),
    after365Days: say(bands.more),
    delayUnknown: say(bands.unknown),
  };
}

type Place = NonNullable<ReturnType<NonNullable<ReturnType<Deps['territory']['index']>>['get']>>;

function placesOf({ territory }: Deps) {
  const index = territory.index();
  if (index === undefined) throw new AppError('unavailable', 'the territory is not loaded yet');
  return index;
}

const isStaffOf = async (deps: Deps, caller: Caller, territory: string): Promise<boolean> =>
  (await deps.grantsOf(caller)).some(({ role, scope }) => staffRoles.includes(role) && withinScope(territory, scope));

function checkYear(deps: Deps, year: number): void {
  const now = deps.platform.clock.now().getUTCFullYear();
  if (year < 1900 || year > now) throw invalidField('year', 'range', `1900 to ${now}`);
}

const getStatistics =
  (deps: Deps) =>
  async ({ territory, year }: GetCivilStatisticsRequest, { caller }: RpcCall): Promise<GetCivilStatisticsResponse> => {
    checkYear(deps, year);
    const index = placesOf(deps);
    const place = index.get(territory);
    if (place === undefined && territory !== COUNTRY) throw invalidField('territory', 'unknown', 'no such territory');
    const staff = await isStaffOf(deps, caller, territory);
    const local = place !== undefined && place.kind !== 'region' && place.kind !== 'province';
    if (local && !staff) throw new AppError('forbidden', 'figures below provinces are for the staff of the place');
    const { mongo } = deps.platform;
    const [rows, open] = await Promise.all([figuresUnder(mongo, territory, year), openUnder(mongo, territory)]);
    const provinces = index.all.filter(
      ({ kind, code }) => kind === 'province' && (withinScope(code, territory) || withinScope(territory, code)),
    );
    return {
      territory,
      year,
      births: view(sum(rows, 'birth'), staff),
      deaths: view(sum(rows, 'death'), staff),
      openDeclarations: withheld(open, staff),
      completeness: local ? [] : provinces.map((province) => completenessOf(province, rows, year, staff)),
      bureaux: local ? bureauxOf(rows) : [],
    };
  };

function completenessOf(
  { code, population }: Place,
  rows: readonly OfBureau[],
  year: number,
  staff: boolean,
): Completeness {
  const { perThousand, source } = birthRateOf(code, year);
  const { total, late } = sum(
    rows.filter(({ territory }) => withinScope(territory, code)),
    'birth',
  );
  const expected = Math.round((population * perThousand) / 1_000);
  const registered = withheld(total - late, staff);
  const share =
    registered === WITHHELD || expected === 0 ? WITHHELD : Math.round((registered / expected) * 10_000) / 10_000;
  return { territory: code, population, crudeBirthRate: perThousand, source, expected, registered, share };
}

const bureauxOf = (rows: readonly OfBureau[]) =>
  [...Map.groupBy(rows, ({ bureauId }) => bureauId)].map(([bureauId, own]) => ({
    bureauId,
    births: view(sum(own, 'birth'), true),
    deaths: view(sum(own, 'death'), true),
  }));

const getBulletin =
  (deps: Deps) =>
  async (request: GetCivilBulletinRequest): Promise<GetCivilBulletinResponse> => {
    const { year, month } = request;
    checkYear(deps, year);
    if (month < 1 || month > 12) throw invalidField('month', 'range', '1 to 12');
    const territory = request.territory === '' ? COUNTRY : request.territory;
    const index = placesOf(deps);
    if (territory !== COUNTRY && index.get(territory)?.kind !== 'region')
      throw invalidField('territory', 'unknown', '00 or a region');
    const below = territory === COUNTRY ? 'region' : 'province';
    const { mongo } = deps.platform;
    const [now, before] = await Promise.all([
      figuresUnder(mongo, territory, year),
      figuresUnder(mongo, territory, year - 1),
    ]);
    const line = (code: string): BulletinLine => {
      const count = (rows: readonly OfBureau[], kind: string): number => {
        const of = rows.filter((row) => code === COUNTRY || withinScope(row.territory, code));
        return withheld(sum(of, kind).months[month] ?? 0, false);
      };
      return {
        territory: code,
        births: count(now, 'birth'),
        deaths: count(now, 'death'),
        birthsYearBefore: count(before, 'birth'),
        deathsYearBefore: count(before, 'death'),
      };
    };
    const parts = index.all.filter(({ kind, code }) => kind === below && withinScope(code, territory));
    return { territory, year, month, total: line(territory), lines: parts.map(({ code }) => line(code)) };
  };
