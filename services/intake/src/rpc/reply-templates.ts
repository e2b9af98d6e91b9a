import {
  AppError,
  callerKey,
  type Grant,
  inTransaction,
  invalidField,
  newId,
  onceOnly,
  type RpcCall,
  sealedAnswers,
  withinScope,
} from '@jamaa/kit';
import {
  type ListReplyTemplatesRequest,
  type ListReplyTemplatesResponse,
  type ReplyTemplate as ReplyTemplateMessage,
  type RetireReplyTemplateRequest,
  type RetireReplyTemplateResponse,
  SaveReplyTemplateRequest,
  SaveReplyTemplateResponse,
} from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { categoryOf } from '../domain/categories.ts';
import { checkReplyText } from '../domain/reply-template.ts';
import { kinds, languages } from '../domain/vocabulary.ts';
import { findTemplate, type ReplyTemplateRow, templatesOf, writeTemplate } from '../store/reply-templates.ts';
import { territoryIn } from './supervising.ts';

const MOST = 500;

const message = (row: ReplyTemplateRow): ReplyTemplateMessage => ({
  id: row._id,
  organisation: row.organisation,
  category: row.category,
  kind: row.kind,
  language: row.language,
  title: row.title,
  text: row.text,
  version: row.version,
  updatedAt: row.updatedAt,
  retiredAt: row.retiredAt,
});

const unknown = (): AppError => new AppError('not-found', 'no such template, or not of your body');

/** Coordinators of the body, and administrators of its territory. */
async function mayWrite(intake: Intake, grants: readonly Grant[], organisation: string): Promise<boolean> {
  const territory = await territoryIn(intake)(organisation);
  return grants.some(
    (grant) =>
      (grant.role === 'coordinator' && grant.organisation === organisation) ||
      (grant.role === 'administrator' && territory !== '' && withinScope(territory, grant.scope)),
  );
}

/** A new template, or a new version of one: what was written before stays on record. */
export const saveReplyTemplate =
  (intake: Intake) =>
  async (request: SaveReplyTemplateRequest, call: RpcCall): Promise<SaveReplyTemplateResponse> => {
    const { platform, keyring } = intake;
    const grants = await intake.grantsOf(call.caller);
    const { mongo } = platform;
    const before = request.id === '' ? undefined : await findTemplate(mongo, request.id);
    if (before === null) throw unknown();
    if (before === undefined && (await intake.directory.organisation(request.organisation))?.onPlatform !== true)
      throw invalidField('organisation', 'unknown', 'a body that handles cases here');
    if (!(await mayWrite(intake, grants, before?.organisation ?? request.organisation))) {
      if (before !== undefined) throw unknown();
      throw new AppError('forbidden', 'templates are for coordinators of the body and administrators of its territory');
    }
    checkReplyText(request.title, request.text);
    const body = SaveReplyTemplateRequest.encode({ ...request, idempotencyKey: '' }).finish();
    const idempotent = { caller: call.caller, method: 'save-template', key: request.idempotencyKey, body };
    const answers = sealedAnswers(keyring, SaveReplyTemplateResponse);
    const fresh = before === undefined ? await placeOf(intake, request) : undefined;
    return onceOnly(
      mongo,
      idempotent,
      () => platform.clock.now(),
      answers,
      async (remember) => {
        const id = request.id || newId();
        const at = platform.clock.now();
        return inTransaction(mongo, async (session) => {
          const known = request.id === '' ? undefined : await findTemplate(mongo, id, session);
          if (known === null) throw unknown();
          if (known?.retiredAt !== undefined) throw new AppError('command-not-allowed', 'this template is retired');
          const version = (known?.version ?? 0) + 1;
          const { title, text } = request;
          const versions = [...(known?.versions ?? []), { version, title, text, at, by: callerKey(call.caller) }];
          const place = known ?? fresh;
          if (place === undefined) throw unknown();
          const { organisation, category, kind, language } = place;
          const row = {
            _id: id,
            organisation,
            category,
            kind,
            language,
            title,
            text,
            version,
            versions,
            updatedAt: at,
          };
          writeTemplate(session, row, known !== undefined);
          const answer = { template: message(row) };
          remember(session, answer);
          return answer;
        });
      },
    );
  };

/** Where a new template belongs. @throws AppError `validation-failed` naming the field */
async function placeOf(intake: Intake, { organisation, category, ...request }: SaveReplyTemplateRequest) {
  if (category !== '' && categoryOf(category) === undefined)
    throw invalidField('category', 'unknown', 'not a category');
  const kind = ['', ...kinds].find((one) => one === request.kind) as ReplyTemplateRow['kind'] | undefined;
  if (kind === undefined) throw invalidField('kind', 'unknown', `one of ${kinds.join(', ')}`);
  const language = languages.find((one) => one === request.language);
  if (language === undefined) throw invalidField('language', 'unknown', `one of ${languages.join(', ')}`);
  if ((await templatesOf(intake.platform.mongo, organisation)).length >= MOST)
    throw new AppError('command-not-allowed', `a body has at most ${MOST} templates`);
  return { organisation, category, kind, language };
}

/** Takes a template out of use; it stays on record. Retiring it again changes nothing. */
export const retireReplyTemplate =
  (intake: Intake) =>
  async ({ id }: RetireReplyTemplateRequest, call: RpcCall): Promise<RetireReplyTemplateResponse> => {
    const { mongo, clock } = intake.platform;
    const grants = await intake.grantsOf(call.caller);
    const found = await findTemplate(mongo, id);
    if (found === null || !(await mayWrite(intake, grants, found.organisation))) throw unknown();
    const at = clock.now();
    const row = await inTransaction(mongo, async (session) => {
      const now = await findTemplate(mongo, id, session);
      if (now === null) throw unknown();
      if (now.retiredAt !== undefined) return now;
      const retired = { ...now, retiredAt: at };
      writeTemplate(session, retired, true);
      return retired;
    });
    return { template: message(row) };
  };

/** The templates of a body, for its staff and the administrators of its territory. */
export const listReplyTemplates =
  (intake: Intake) =>
  async (request: ListReplyTemplatesRequest, call: RpcCall): Promise<ListReplyTemplatesResponse> => {
    const { organisation, category, kind, language, all } = request;
    const grants = await intake.grantsOf(call.caller);
    const own = grants.some((grant) => grant.organisation === organisation && grant.role !== 'elu');
    if (organisation === '' || !(own || (await mayWrite(intake, grants, organisation))))
      throw new AppError('forbidden', 'templates are read by the staff of their body');
    const fits = (asked: string, value: string): boolean => asked === '' || value === '' || asked === value;
    const rows = (await templatesOf(intake.platform.mongo, organisation))
      .filter((row) => all || row.retiredAt === undefined)
      .filter((row) => fits(category, row.category) && fits(kind, row.kind))
      .filter((row) => language === '' || language === row.language);
    return { templates: rows.sort((a, b) => (a.title < b.title ? -1 : 1)).map(message) };
  };
