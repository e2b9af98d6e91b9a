import {
  AppError,
  type Caller,
  failpoint,
  type Grant,
  inTransaction,
  invalidField,
  onceOnly,
  type RpcCall,
  sealedAnswers,
  type Together,
} from '@jamaa/kit';
import { ExecuteRequest, ExecuteResponse, type CommandArguments as WireArguments } from '@jamaa/proto/intake/v1/intake';
import type { ClientSession } from 'mongoose';
import type { Intake } from '../context.ts';
import { type Standing, standingOf } from '../domain/access.ts';
import { categoryOf } from '../domain/categories.ts';
import type { AttachedFile, Circumstances, CommandArguments, Complaint } from '../domain/complaint.ts';
import { decide } from '../domain/decide.ts';
import { policyAt } from '../domain/policy.ts';
import { parseReference } from '../domain/reference.ts';
import { signatureOf } from '../domain/signing.ts';
import {
  type CommandName,
  type CommandRule,
  commandsFor,
  commandTable,
  isCommandName,
  publicCommands,
} from '../domain/table.ts';
import { refusalCodes } from '../domain/vocabulary.ts';
import { joinedWith, leadOf } from '../joining/chain.ts';
import { writeToLead } from '../joining/link.ts';
import { countActs } from '../store/acts.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { applyChange, complaintRows, toComplaint } from '../store/complaints.ts';
import { countCommand } from '../telemetry.ts';
import { claimedFiles, verifyFiles } from './files.ts';
import { findByReference } from './get.ts';
import { destinationOf, staysInCell } from './hand-over/destination.ts';
import { notFound, standing, standingIn } from './people.ts';
import { supervising, territoryIn } from './supervising.ts';
import { complaintView } from './view.ts';

/** One command of the table, given by a person; read, decided and written in one transaction. */
export const execute =
  (intake: Intake) =>
  async (request: ExecuteRequest, call: RpcCall): Promise<ExecuteResponse> => {
    const { platform, keyring } = intake;
    const { command } = request;
    if (!isCommandName(command) || !publicCommands.includes(command)) {
      throw invalidField('command', 'unknown', `one of ${publicCommands.join(', ')}`);
    }
    const reference = parseReference(request.reference);
    if (reference === undefined) throw notFound();
    const args = argumentsOf(intake, request.arguments);
    const grants = await intake.grantsOf(call.caller);
    const personGrants =
      args.person === undefined ? [] : await intake.directory.grantsOf(args.person, platform.clock.now());
    const idempotent = {
      caller: call.caller,
      method: `execute:${reference}`,
      key: request.idempotencyKey,
      body: ExecuteRequest.encode({ ...request, idempotencyKey: '', trackingCode: '' }).finish(),
    };
    const answer = await onceOnly(
      platform.mongo,
      idempotent,
      () => platform.clock.now(),
      sealedAnswers(keyring, ExecuteResponse),
      async (remember) => {
        await checkFiles(intake, request, command, { caller: call.caller, grants }, args.attachments);
        const now = platform.clock.now();
        // A merge writes two cases; a commit that is shared reads neither of the two after another caller's change to it.
        const run: Together = ['merge', 'unmerge'].includes(command)
          ? (_key, work) => inTransaction(platform.mongo, work)
          : platform.together;
        return run(reference, async (session) => {
          const row = await complaintRows(platform.mongo).findOne({ reference }, { session });
          if (row === null) throw notFound();
          const found = standing(keyring, row, call.caller, grants, request.trackingCode);
          if (request.expectedVersion !== 0 && request.expectedVersion !== row.version) {
            throw new AppError('version-conflict', `the case is at version ${row.version}`);
          }
          const who = { caller: call.caller, grants, personGrants };
          const world = await circumstances(intake, session, row, who, command, args, now);
          const events = decide(toComplaint(row), command, args, found.actors, world);
          const next = applyChange(session, row, {
            events,
            at: now,
            systemAt: platform.clock.system(),
            caller: call.caller,
            action: command,
            onBehalf: actsFor(row, command, found, grants),
            commune: communeNamed(intake, args.commune),
            facts: factsOf(command, args),
          });
          await countActs(session, row, events, now, territoryIn(intake));
          await writeToLead(intake, session, row._id, events, { at: now, caller: call.caller });
          const after = standingIn(keyring, next, call.caller, grants, request.trackingCode);
          const answer = {
            complaint: await complaintView(intake, next, after, await joinedWith(intake, next, session)),
          };
          remember(session, answer, row._id);
          return answer;
        });
      },
    );
    failpoint('intake.after-commit');
    platform.relay.poke();
    countCommand(intake, answer.complaint?.snapshot?.training === true, command);
    return answer;
  };

/**
 * Before the transaction, for nothing in it may wait for another service; the decision about the command is made within. Nothing is told
 * about files to whoever may not give the command, nor about cases to whoever may not see them.
 */
async function checkFiles(
  intake: Intake,
  request: ExecuteRequest,
  command: CommandName,
  who: { readonly caller: Caller; readonly grants: readonly Grant[] },
  files: readonly AttachedFile[] = [],
): Promise<void> {
  if (files.length === 0) return;
  const row = await findByReference(intake, request.reference);
  const { actors } = standing(intake.keyring, row, who.caller, who.grants, request.trackingCode);
  if (commandsFor(row.state, actors, row.kind, row.handOver !== undefined).includes(command))
    await verifyFiles(intake, files, { complaintId: row._id });
}

/** Absent and empty are the same on the wire. */
function argumentsOf(intake: Intake, wire: WireArguments | undefined): CommandArguments {
  const given = Object.entries(wire ?? {}).filter(
    ([, value]) => value !== '' && value !== 0 && !(Array.isArray(value) && value.length === 0),
  );
  const { attachments, ...plain } = Object.fromEntries(given) as Partial<WireArguments>;
  const files = attachments === undefined ? {} : { attachments: claimedFiles(intake, attachments) };
  const args = { ...plain, ...files } as CommandArguments;
  if (args.reasonCode !== undefined && !(refusalCodes as readonly string[]).includes(args.reasonCode)) {
    throw invalidField('reasonCode', 'unknown', `one of ${refusalCodes.join(', ')}`);
  }
  if (args.category !== undefined && categoryOf(args.category) === undefined)
    throw invalidField('category', 'unknown', 'not a category');
  return args;
}

async function circumstances(
  intake: Intake,
  session: ClientSession,
  row: ComplaintRow,
  who: { readonly caller: Caller; readonly grants: readonly Grant[]; readonly personGrants: readonly Grant[] },
  command: CommandName,
  args: CommandArguments,
  now: Date,
): Promise<Circumstances> {
  const actor = who.caller.kind === 'account' ? who.caller.subject : '';
  const { directory, platform, territory } = intake;
  if (args.commune !== undefined && territory.index()?.get(args.commune)?.kind !== 'commune') {
    throw invalidField('commune', 'unknown', 'no such commune');
  }
  const target = args.organisation === undefined ? undefined : await directory.organisation(args.organisation);
  staysInCell(intake, command, args, target);
  const body = args.body === undefined ? undefined : await directory.organisation(args.body);
  let into: Complaint | undefined;
  if (args.into !== undefined) {
    const other = await complaintRows(platform.mongo).findOne(
      { reference: parseReference(args.into) ?? '' },
      { session },
    );
    // A case that the caller may not see is to them as if it did not exist.
    into = other === null || !standingOf(actor, who.grants, other, false).maySee ? undefined : toComplaint(other);
  }
  const handling = await directory.organisation(row.organisation);
  const lead = await leadOf(intake, row, session);
  return {
    now,
    actor,
    // Validation is the rule; only a body that is known to do without it skips it.
    validationRequired: handling?.validationRequired ?? true,
    mayApproveOwn: handling?.smallCommuneProfile ?? false,
    signature: signatureOf(who.grants, row),
    supervision: await supervising(intake, row, who, command, args, now),
    target:
      target === undefined
        ? undefined
        : {
            onPlatform: target.onPlatform,
            units: target.units.map((unit) => unit.code),
            takesComplaints: target.kind !== 'consulate',
          },
    destination: await destinationOf(intake, session, row, command, args),
    body: body === undefined ? undefined : { onPlatform: body.onPlatform },
    into,
    lead: lead === undefined ? undefined : toComplaint(lead),
    personInUnit: who.personGrants.some(
      ({ role, organisation, unit }) =>
        role === 'unit-member' && organisation === args.organisation && (unit === '' || unit === (args.unit ?? '')),
    ),
    policy: policyAt(now),
  };
}

/** The province for which a gestionnaire acts in place of its commune: that is on record. */
function actsFor(
  { organisation }: ComplaintRow,
  command: CommandName,
  { actors }: Standing,
  grants: readonly Grant[],
): string | undefined {
  const rule: CommandRule = commandTable[command];
  if (organisation === '' || !rule.by.includes('gestionnaire') || !actors.has('gestionnaire')) return undefined;
  if (grants.some((grant) => grant.organisation === organisation)) return undefined;
  return grants.find(({ role }) => role === 'gestionnaire')?.organisation;
}

/** A corrected place is told by its own name. */
function communeNamed(
  { territory }: Pick<Intake, 'territory'>,
  code: string | undefined,
): ComplaintRow['commune'] | undefined {
  const found = code === undefined ? undefined : territory.index()?.get(code);
  return found === undefined ? undefined : { code: found.code, ar: found.name.ar, fr: found.name.fr };
}

/** Facts of a command for the audit trail, without personal data. */
export const factsOf = (command: CommandName, args: CommandArguments): Record<string, string | number> => ({
  command,
  ...(args.organisation === undefined ? {} : { organisation: args.organisation }),
  ...(args.unit === undefined ? {} : { unit: args.unit }),
  ...(args.category === undefined ? {} : { category: args.category }),
  ...(args.commune === undefined ? {} : { commune: args.commune }),
  ...(args.reasonCode === undefined ? {} : { reasonCode: args.reasonCode }),
  ...(args.attachments === undefined ? {} : { attachments: args.attachments.length }),
  ...(args.score === undefined ? {} : { score: args.score }),
  ...(args.retained === undefined ? {} : { retained: String(args.retained) }),
  ...(args.paperNumber === undefined ? {} : { paperNumber: args.paperNumber }),
});
