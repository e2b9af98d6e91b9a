import { type EventHandler, invalidField, on, type Platform } from '@jamaa/kit';
import { intakeEvents } from '@jamaa/proto/catalog';
import { openEntry } from '../domain/entry.ts';
import { insertEntry } from '../store/entries.ts';
import type { Telemetry } from '../telemetry.ts';

/** A new complaint: its entry is opened, in the transaction of the inbox. */
export const onSubmitted = (platform: Platform, telemetry: Telemetry): EventHandler =>
  on(intakeEvents.submitted, async (event, { session, afterCommit }) => {
    const { complaint } = event.data;
    if (complaint === undefined) throw invalidField('complaint', 'required', 'the event says nothing of a complaint');
    const opened = await insertEntry(platform.mongo, session, openEntry(complaint.id), event.time);
    if (opened) afterCommit(() => telemetry.opened.inc());
  });
