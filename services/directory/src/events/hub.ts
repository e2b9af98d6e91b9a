import { type EventHandler, encodeEvent, epochIn, nextId, on, type Platform, versionAfter } from '@jamaa/kit';
import { directoryEvents } from '@jamaa/proto/catalog';
import { appendInBulk } from '../store/journal.ts';
import { organisationMessage, organisationOf, sameBody } from '../store/messages.ts';
import { type OrganisationRow, organisationRows } from '../store/rows.ts';

/**
 * Bodies as the hub tells them, in a cell, each with an event here for the services of the cell. How a body works is decided in its
 * cell and stays; accounts are mastered where they are, so that one can be revoked with the link down.
 */
export const hubHandlers = (platform: Pick<Platform, 'mongo' | 'relay'>): EventHandler[] => [
  on(directoryEvents.organisationChanged, async ({ data: { organisation: told }, time }, { session, afterCommit }) => {
    if (told === undefined) return;
    const { mongo, relay } = platform;
    const rows = organisationRows(mongo);
    const before = (await rows.findOne({ _id: told.id }, { session })) ?? undefined;
    if (before !== undefined && sameBody(organisationMessage(before), told)) return;
    const { id, ...body } = organisationOf(told);
    const row: OrganisationRow = {
      ...{ _id: id, ...body },
      ...(before?.settings === undefined ? {} : { settings: before.settings }),
      // A set of reference data that is loaded here later and says nothing new of the body leaves what the hub has told.
      reference: before?.reference ?? '',
      version: versionAfter(before?.version ?? 0, epochIn(session)),
      lastEventId: nextId(before?.lastEventId),
    };
    await rows.replaceOne({ _id: id }, row, { session, upsert: true });
    const event = encodeEvent(directoryEvents.organisationChanged, { organisation: organisationMessage(row) });
    const { version, lastEventId: eventId } = row;
    await appendInBulk(mongo, session, [{ eventId, type: 'organisation', id, version, event }], time);
    afterCommit(() => relay.poke());
  }),
];
