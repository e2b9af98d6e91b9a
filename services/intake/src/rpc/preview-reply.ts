import { localDateOf, moroccoPublicCalendar } from '@jamaa/deadlines';
import { AppError, type Caller, inTransaction, type RpcCall } from '@jamaa/kit';
import type { PreviewReplyRequest, PreviewReplyResponse } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import type { Standing } from '../domain/access.ts';
import { isFor } from '../domain/audience.ts';
import { categoryOf } from '../domain/categories.ts';
import { bestTemplate, fillReply, type ReplyVariable } from '../domain/reply-template.ts';
import type { Language } from '../domain/vocabulary.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { auditLook, complaintRows } from '../store/complaints.ts';
import { findTemplate, templatesOf, toTemplate } from '../store/reply-templates.ts';
import { findByReference } from './get.ts';
import { maskComplainant, notFound, openComplainant, standing } from './people.ts';

/** A template of the handling body filled in for a case. Only its handler is shown the complainant's name in full. */
export const previewReply =
  (intake: Intake) =>
  async (request: PreviewReplyRequest, call: RpcCall): Promise<PreviewReplyResponse> => {
    const { keyring, platform } = intake;
    const grants = await intake.grantsOf(call.caller);
    const standingAt = (at: ComplaintRow) => standing(keyring, at, call.caller, grants, '');
    const found = await findByReference(intake, request.reference);
    if (!isFor('body', standingAt(found).actors))
      throw new AppError('forbidden', 'replies are written by those who work on the case');
    const { row, standing: reader } = await lookedAt(intake, found, standingAt, call.caller);
    const template = await templateFor(platform.mongo, row, request.template);
    const person = openComplainant(keyring, row);
    const shown = person === undefined || reader.handles ? person : maskComplainant(person);
    const { text, missing } = fillReply(template.text, valuesOf(row, template.language, shown?.name ?? ''));
    return { text, language: template.language, template: template.id, templateVersion: template.version, missing };
  };

/** The case as it is now. Its handler sees the name, and that look is on record. */
async function lookedAt(
  { platform: { clock, mongo } }: Pick<Intake, 'platform'>,
  { _id }: ComplaintRow,
  standingAt: (row: ComplaintRow) => Standing,
  caller: Caller,
): Promise<{ row: ComplaintRow; standing: Standing }> {
  const at = clock.now();
  return inTransaction(mongo, async (session) => {
    // Read again here: another look or a command may have come first, and the audit chain goes on from its end.
    const row = await complaintRows(mongo).findOne({ _id }, { session });
    if (row === null) throw notFound();
    const reader = standingAt(row);
    if (reader.handles && row.sealed !== undefined)
      auditLook(session, row, { at, caller, reasonCode: 'reply-preview' });
    return { row, standing: reader };
  });
}

async function templateFor(mongo: Intake['platform']['mongo'], row: ComplaintRow, id: string) {
  if (id === '') {
    const best = bestTemplate((await templatesOf(mongo, row.organisation)).map(toTemplate), row);
    if (best === undefined) throw new AppError('not-found', 'this body has no template that fits the case');
    return best;
  }
  const named = await findTemplate(mongo, id);
  if (named === null || named.organisation !== row.organisation || named.retiredAt !== undefined)
    throw new AppError('not-found', 'no such template of this body');
  return toTemplate(named);
}

function valuesOf(row: ComplaintRow, language: Language, name: string): Readonly<Record<ReplyVariable, string>> {
  const tongue = language === 'fr' ? 'fr' : 'ar';
  return {
    reference: row.reference,
    commune: row.commune[tongue],
    category: categoryOf(row.category)?.name[tongue] ?? row.category,
    receivedAt: dayInWords(row.receivedAt, tongue),
    // The delay ends at 24:00 of its last day.
    dueAt: row.dueAt === undefined ? '' : dayInWords(new Date(row.dueAt.getTime() - 1), tongue),
    complainantName: name,
  };
}

const dayInWords = (at: Date, language: 'ar' | 'fr'): string =>
  new Intl.DateTimeFormat(`${language}-MA`, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${localDateOf(at, moroccoPublicCalendar)}T00:00:00Z`),
  );
