import {
  AppError,
  callerKey,
  encodeEvent,
  epochIn,
  inTransaction,
  invalidField,
  nextId,
  type RpcCall,
  versionAfter,
} from '@jamaa/kit';
import { directoryEvents } from '@jamaa/proto/catalog';
import type { ChangeSettingsRequest, ChangeSettingsResponse } from '@jamaa/proto/directory/v1/directory';
import { startOfDay } from '../domain/day.ts';
import { withDecision } from '../domain/organisation.ts';
import { appendInBulk } from '../store/journal.ts';
import { organisationMessage } from '../store/messages.ts';
import { organisationRows } from '../store/rows.ts';
import { administers } from './authorise.ts';
import { bodyOf } from './delegating.ts';
import type { Deps } from './deps.ts';

const DAY_MS = 86_400_000;

/**
 * Whether a body works as a small commune (one person receives, handles and answers) and whether its answers are validated, from a
 * day on. Rural communes are small by default (our rule); what was in force before stays on record.
 */
export const changeSettings =
  (deps: Deps) =>
  async (request: ChangeSettingsRequest, call: RpcCall): Promise<ChangeSettingsResponse> => {
    const { platform } = deps;
    const authority = await administers(deps, call);
    const body = await bodyOf(deps, request.organisation);
    if (!authority.covers(body.territory)) throw new AppError('forbidden', 'this body is not of your territory');
    const { smallCommuneProfile, validationRequired } = request;
    if (smallCommuneProfile && body.kind !== 'commune')
      throw invalidField('smallCommuneProfile', 'kind', 'only a commune has the profile of small communes');
    const at = platform.clock.now();
    const validFrom = beginning(request.from, at);
    const decided = {
      validFrom,
      smallCommuneProfile,
      validationRequired,
      decidedAt: at,
      decidedBy: callerKey(call.caller),
    };
    const row = await inTransaction(platform.mongo, async (session) => {
      const rows = organisationRows(platform.mongo);
      const before = await rows.findOne({ _id: body._id }, { session });
      if (before === null) throw new AppError('not-found', 'no organisation has this id');
      const after = {
        ...before,
        settings: withDecision(before.settings ?? [], decided),
        version: versionAfter(before.version, epochIn(session)),
        lastEventId: nextId(before.lastEventId),
      };
      const written = await rows.replaceOne({ _id: body._id, version: before.version }, after, { session });
      if (written.matchedCount !== 1) throw new AppError('version-conflict', 'the organisation has changed meanwhile');
      const event = {
        eventId: after.lastEventId,
        type: 'organisation' as const,
        id: after._id,
        version: after.version,
        event: encodeEvent(directoryEvents.organisationChanged, { organisation: organisationMessage(after) }),
      };
      await appendInBulk(platform.mongo, session, [event], at);
      return after;
    });
    platform.relay.poke();
    return { organisation: organisationMessage(row) };
  };

function beginning(from: string, now: Date): Date {
  if (from === '') return now;
  const day = startOfDay(from);
  if (day === undefined) throw invalidField('from', 'format', 'a day like 2026-01-31');
  // What was decided under the settings of the past stays so.
  if (day.getTime() < now.getTime() - DAY_MS) throw invalidField('from', 'past', 'from today on');
  if (day.getTime() > now.getTime() + 366 * DAY_MS) throw invalidField('from', 'far', 'within a year');
  return day < now ? now : day;
}
