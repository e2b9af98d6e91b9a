import { localDateOf, moroccoPublicCalendar } from '@jamaa/deadlines';
import { wholeCountry, writesOf } from '@jamaa/kit';
import type { ClientSession, Connection, mongo } from 'mongoose';
import type { ComplaintEvent } from '../domain/complaint.ts';

/** Document of the collection `supervision_acts`: how often an act concerned a body in a year. */
export interface ActRow {
  /** `<year>/<organisation>/<act>` */
  _id: string;
  year: number;
  territory: string;
  organisation: string;
  act: string;
  count: number;
}

export const actCollection = 'supervision_acts';

const actRows = (connection: Connection): mongo.Collection<ActRow> =>
  connection.collection<ActRow>(actCollection) as unknown as mongo.Collection<ActRow>;

/** The body that an event of supervision is counted for, and as what. */
function actOf(
  event: ComplaintEvent,
  handling: string,
): { readonly act: string; readonly organisation: string } | undefined {
  switch (event.type) {
    case 'reminded':
      return { act: 'remind', organisation: handling };
    case 'explanationDemanded':
      return { act: 'demand-explanation', organisation: event.explanation.organisation };
    case 'explained':
      return { act: 'explain', organisation: event.organisation };
    case 'explanationOverdue':
      return { act: 'explanation-overdue', organisation: event.organisation };
    case 'inspectionNoted':
      return { act: 'inspection-note', organisation: handling };
    case 'designated':
      return { act: 'designate', organisation: event.organisation };
    default:
      return undefined;
  }
}

/** Local year in which an act falls. */
export const yearOf = (at: Date): number => Number(localDateOf(at, moroccoPublicCalendar).slice(0, 4));

/** Counts acts in the transaction that writes them; those on a confidential or training case are not counted. */
export async function countActs(
  session: ClientSession,
  row: { readonly organisation: string; readonly confidential: boolean; readonly training?: boolean | undefined },
  events: readonly ComplaintEvent[],
  at: Date,
  territoryOf: (organisation: string) => Promise<string>,
): Promise<void> {
  if (row.confidential || row.training === true) return;
  const year = yearOf(at);
  for (const event of events) {
    const counted = actOf(event, row.organisation);
    if (counted === undefined || counted.organisation === '') continue;
    const { act, organisation } = counted;
    const first = { year, organisation, act, territory: await territoryOf(organisation) };
    const update = { $inc: { count: 1 }, $setOnInsert: first };
    writesOf(session).update(actCollection, `${year}/${organisation}/${act}`, update, true);
  }
}

/** Counters of a year for the bodies of a territory. */
export async function actsIn(connection: Connection, year: number, territory: string): Promise<ActRow[]> {
  const rows = actRows(connection);
  if (territory === wholeCountry) return rows.find({ year }).toArray();
  // `/` is the character after the dot: everything below the code.
  const below = { year, territory: { $gte: `${territory}.`, $lt: `${territory}/` } };
  const [own, parts] = await Promise.all([rows.find({ year, territory }).toArray(), rows.find(below).toArray()]);
  return [...own, ...parts];
}
