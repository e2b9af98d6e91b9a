import { type DirectoryCopy, inForce, type Peer } from '@jamaa/kit';
import type { DirectoryServiceClient } from '@jamaa/proto/directory/v1/directory';
import type { CaseFacts } from '../domain/clock.ts';
import type { LineLevel } from '../domain/firing.ts';
import { answerableFor, governorOf, inside } from '../domain/supervision.ts';
import { supervisionLine } from './peers.ts';

const AT_ONCE = 16;
/** Long enough for one morning's warnings, short enough that a new appointment is followed at once. */
const KEPT_MS = 30_000;
const MOST_KEPT = 5_000;

type Place = Pick<
  CaseFacts,
  'organisation' | 'unit' | 'addressee' | 'confidential' | 'communeCode' | 'training' | 'bureau'
>;

/** Lines of supervision for cases, each organisation asked once per half minute. */
export interface Lines {
  /** Lines of the given cases, in their order. @throws Held */
  of(places: readonly Place[]): Promise<(readonly LineLevel[])[]>;
}

/** Accounts of who works in the bureaux of a commune today. */
export type BureauStaff = (organisation: string) => Promise<readonly string[]>;

const bureauRoles: readonly string[] = ['registrar', 'civil-officer'];

export const bureauStaff =
  (copy: Pick<DirectoryCopy, 'peopleAt'>, now: () => Date): BureauStaff =>
  async (organisation) => {
    const people = organisation === '' ? [] : await copy.peopleAt(organisation);
    const works = ({ grants }: (typeof people)[number]): boolean =>
      grants.some((one) => bureauRoles.includes(one.role) && one.organisation === organisation && inForce(one, now()));
    return people.filter(works).map(({ _id }) => _id);
  };

export function createLines(
  directory: Peer<DirectoryServiceClient>,
  now: () => number,
  staffOf: BureauStaff = async () => [],
): Lines {
  const kept = new Map<string, { line: readonly LineLevel[]; until: number }>();

  /** Of a bureau: its own people, then the line of its commune. */
  const askBureau = async (place: Place): Promise<readonly LineLevel[]> => {
    const { organisation } = place;
    const above = (await supervisionLine(directory, answerableFor(place), '')) ?? [];
    const own = { level: 'unit' as const, organisation, accountIds: await staffOf(organisation) };
    return [own, ...above.filter(({ level }) => level !== 'unit')];
  };

  const ask = async (place: Place): Promise<readonly LineLevel[]> => {
    if (place.bureau !== undefined) return askBureau(place);
    const own = await supervisionLine(directory, answerableFor(place), place.organisation === '' ? '' : place.unit);
    // Nobody outside hears of training, whoever is missing inside.
    if (place.training === true) return inside(own ?? []);
    // An organisation that directory does not know, or that has nobody at all, must not swallow the case.
    if (own?.some((level) => level.accountIds.length > 0)) return own;
    return (await supervisionLine(directory, governorOf(place.communeCode), '')) ?? [];
  };

  return {
    async of(places) {
      const keys = places.map(keyOf);
      const answers = new Map<string, readonly LineLevel[]>();
      const missing = new Map<string, Place>();
      for (const [index, place] of places.entries()) {
        const key = keys[index] ?? '';
        const known = kept.get(key);
        if (known !== undefined && known.until > now()) answers.set(key, known.line);
        else missing.set(key, place);
      }
      const queue = [...missing];
      const worker = async (): Promise<void> => {
        for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
          const [key, place] = next;
          answers.set(key, await ask(place));
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      if (kept.size + missing.size > MOST_KEPT) kept.clear();
      for (const key of missing.keys()) kept.set(key, { line: answers.get(key) ?? [], until: now() + KEPT_MS });
      return keys.map((key) => answers.get(key) ?? []);
    },
  };
}

const keyOf = (place: Place): string =>
  JSON.stringify([
    answerableFor(place),
    place.unit,
    governorOf(place.communeCode),
    place.training === true,
    place.bureau,
  ]);
