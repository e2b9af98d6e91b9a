import type { Calendar } from '@jamaa/deadlines';
import type { ClientSession, Connection } from 'mongoose';
import type { CalendarMark } from '../domain/calendar/affected.ts';
import { type CalendarContent, NATIONAL, nationalCalendar, ownCalendar } from '../domain/calendar/content.ts';
import { withAdded } from '../domain/policies/added.ts';
import type { Rules } from '../domain/policies/rules.ts';
import { type CalendarChangeRow, calendarRows, changeRows, policyRows, rulesRow } from './rule-rows.ts';

/** The rules in force, as administrators have set them. */
export interface RuleBook {
  /** Looks whether they have changed, in the caller's transaction when there is one, and gives them. One small read. */
  current(session?: ClientSession): Promise<Rules>;
  /** The calendar with which an organisation's clocks were counted at this number. */
  calendarAt(generation: number, organisation: string): Promise<Calendar>;
}

/** @param base what the platform begins with, until the first change */
export function createRuleBook(connection: Connection, base: Rules): RuleBook {
  let known = { key: '', rules: base };
  const before = new Map<string, Calendar>();

  const load = async (): Promise<Rules> => {
    const [calendars, policies, changes] = await Promise.all([
      calendarRows(connection).find({}).toArray(),
      policyRows(connection).find({}).toArray(),
      changeRows(connection).find({}).project<Changed>({ content: 0 }).toArray(),
    ]);
    const rows = new Map(calendars.map((row) => [row._id, row]));
    const nation = rows.get(NATIONAL);
    const calendar =
      nation === undefined ? base.calendar : nationalCalendar(base.calendar, nation.content, nation.generation);
    const added = policies.map(({ _id, at: _at, actor: _actor, ...row }) => ({ ...row, id: _id }));
    return {
      calendar,
      policies: withAdded(base.policies, added),
      own: ownCalendars(calendar, rows),
      marks: marksOf(changes),
    };
  };

  const contentAt = async (calendar: string, generation: number): Promise<Versioned | undefined> => {
    const rows = await changeRows(connection)
      .find({ calendar })
      .project<Versioned>({ generation: 1, content: 1 })
      .toArray();
    return rows
      .filter((row) => row.generation <= generation)
      .sort((a, b) => a.generation - b.generation)
      .at(-1);
  };

  return {
    async current(session) {
      const state = await rulesRow(connection, session);
      const key = state === undefined ? '' : `${state.generation}/${state.policies}`;
      // What is read next may be newer than the key: then the next look reads it once more.
      if (key !== known.key) known = { key, rules: await load() };
      return known.rules;
    },
    async calendarAt(generation, organisation) {
      const key = `${generation} ${organisation}`;
      const kept = before.get(key);
      if (kept !== undefined) return kept;
      const [nation, own] = await Promise.all([
        contentAt(NATIONAL, generation),
        organisation === '' ? undefined : contentAt(organisation, generation),
      ]);
      const national =
        nation === undefined ? base.calendar : nationalCalendar(base.calendar, nation.content, nation.generation);
      const found = own === undefined ? national : combined(national, organisation, own);
      if (before.size > MOST_KEPT) before.clear();
      before.set(key, found);
      return found;
    },
  };
}

const MOST_KEPT = 500;

interface Versioned {
  readonly generation: number;
  readonly content: CalendarContent;
}
type Changed = Omit<CalendarChangeRow, 'content'>;

const combined = (national: Calendar, id: string, own: Versioned): Calendar =>
  ownCalendar(national, id, own.content, Math.max(national.version, own.generation));

/** Each is put together when it is first asked for, and stays the same object: the library indexes it once. */
function ownCalendars(national: Calendar, rows: ReadonlyMap<string, Versioned>): NonNullable<Rules['own']> {
  const made = new Map<string, Calendar>();
  return (organisation) => {
    const row = organisation === NATIONAL ? undefined : rows.get(organisation);
    if (row === undefined) return undefined;
    const kept = made.get(organisation) ?? combined(national, organisation, row);
    made.set(organisation, kept);
    return kept;
  };
}

const marksOf = (changes: readonly Changed[]): CalendarMark[] =>
  changes.flatMap(({ generation, calendar, firstDay, instants }) =>
    firstDay === undefined ? [] : [{ generation, calendar, firstDay, instants }],
  );
