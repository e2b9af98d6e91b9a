import { AppError, auditRows, bytesOf, inTransaction, type RpcCall } from '@jamaa/kit';
import {
  ContactLook,
  type ExportDataRequest,
  type ExportDataResponse,
  ExportedCase,
} from '@jamaa/proto/intake/v1/intake';
import type { ClientSession } from 'mongoose';
import type { Intake } from '../context.ts';
import type { Standing } from '../domain/access.ts';
import { actorOf } from '../store/change.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { auditOnly, complaintRows, LOOK } from '../store/complaints.ts';
import { findPage } from '../store/pages.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { findByReference } from './get.ts';
import { notFound, reasonPlace, standing, wrappedOf } from './people.ts';
import { complaintView } from './view.ts';

const PAGE = 20;

/**
 * What is held about a person (right of access, law 09-08): of all cases the signed-in person filed, or of one by its tracking code or at
 * a desk that has checked who stands there. Each case exported goes on its audit trail. A tracking code, which may be forwarded, unmasks
 * no contact.
 */
export const exportData =
  (intake: Intake) =>
  async (request: ExportDataRequest, call: RpcCall): Promise<ExportDataResponse> => {
    const { caller } = call;
    if (request.reference !== '') {
      const row = await findByReference(intake, request.reference);
      const found = standing(intake.keyring, row, caller, await intake.grantsOf(caller), request.trackingCode);
      return { cases: [await exportCase(intake, row._id, call, ...authority(found, request))], nextCursor: '' };
    }
    if (caller.kind !== 'account') throw new AppError('unauthenticated', 'sign in to export your data');
    const rows = await findPage(intake.platform.mongo, {
      leads: [{ complainantSubject: caller.subject }],
      through: 'person',
      rest: [],
      open: false,
      sort: { field: 'receivedAt', direction: -1 },
      after: decodeCursor(request.cursor),
      limit: PAGE + 1,
      now: intake.platform.clock.now(),
    });
    const page = rows.slice(0, PAGE);
    const cases: ExportedCase[] = [];
    for (const row of page) cases.push(await exportCase(intake, row._id, call, 'person', true));
    const last = page.at(-1);
    const more = rows.length > PAGE && last !== undefined;
    return { cases, nextCursor: more ? encodeCursor({ value: last.receivedAt, id: last._id }) : '' };
  };

/** On whose authority, and whether contacts are shown. @throws AppError `forbidden` for staff that are not a desk */
function authority(found: Standing, { identityChecked }: ExportDataRequest): [by: string, unmasked: boolean] {
  if (found.owns === true) return ['person', true];
  if (found.actors.has('complainant')) return ['tracking-code', false];
  if (!found.actors.has('desk-clerk'))
    throw new AppError('forbidden', 'for the person itself, or a desk clerk who has checked who it is');
  if (!identityChecked) throw new AppError('forbidden', 'check the identity of the person, and say so');
  return ['desk-clerk', true];
}

async function exportCase(
  intake: Intake,
  id: string,
  { caller }: RpcCall,
  by: string,
  unmasked: boolean,
): Promise<ExportedCase> {
  const { clock, mongo } = intake.platform;
  const at = clock.now();
  const exported = await inTransaction(mongo, async (session) => {
    const row = await complaintRows(mongo).findOne({ _id: id }, { session });
    if (row === null) throw notFound();
    const looks = await looksAt(intake, session, row);
    const actor = actorOf(caller, row.complainantSubject);
    auditOnly(session, row, { at, actor, action: 'export-data', facts: { version: row.version, by } });
    return { row, looks };
  });
  const asPerson: Standing = { actors: new Set(['complainant']), maySee: true, handles: false, owns: unmasked };
  return ExportedCase.fromPartial({
    complaint: await complaintView(intake, exported.row, asPerson),
    looks: exported.looks,
  });
}

async function looksAt(
  { platform, keyring }: Intake,
  session: ClientSession,
  row: ComplaintRow,
): Promise<ContactLook[]> {
  const chain = await auditRows(platform.mongo)
    .find({ aggregateId: row._id }, { session })
    .sort({ number: 1 })
    .toArray();
  return chain
    .filter(({ action }) => action === LOOK)
    .map(({ at, facts, sealed }) =>
      ContactLook.fromPartial({
        at,
        organisation: String(facts['organisation'] ?? ''),
        unit: String(facts['unit'] ?? ''),
        reasonCode: String(facts['reasonCode'] ?? ''),
        reason:
          sealed === undefined || row.sealed === undefined
            ? ''
            : keyring.unwrap(wrappedOf(row.sealed)).open(bytesOf(sealed), reasonPlace(row._id)),
      }),
    );
}
