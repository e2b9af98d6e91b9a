import type { AuditRow, Caller, JournalRow } from '@jamaa/kit';
import type { CommandArguments, Complaint, RoutingVerdict } from '../domain/complaint.ts';
import { decide } from '../domain/decide.ts';
import { policyAt } from '../domain/policy.ts';
import type { CommandName } from '../domain/table.ts';
import type { Actor } from '../domain/vocabulary.ts';
import { factsOf } from '../rpc/execute.ts';
import { type ComplaintDraft, changeWrites, submissionWrites, toComplaint, type Written } from '../store/change.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { createIdLine } from './ids.ts';
import type { Random } from './random.ts';

/** One command given to a case: by whom, when, and what has to be known to decide it. */
export interface Step {
  readonly at: Date;
  readonly command: CommandName;
  readonly actor: Actor;
  readonly caller: Caller | 'system';
  readonly args?: CommandArguments;
  readonly verdict?: RoutingVerdict;
  readonly validationRequired?: boolean;
  readonly into?: Complaint;
}

/** All documents of one case, as the live path would have written them one by one. */
export interface CaseFile {
  readonly row: ComplaintRow;
  /** The words of its search entry. */
  readonly tokens: readonly string[];
  readonly journal: readonly JournalRow[];
  readonly audit: readonly AuditRow[];
  /** Decides the command and writes down what follows. @throws AppError when the table or the decider refuses it */
  act(step: Step): void;
}

/** Opens the file of a new case. `batch` is the place of its events in the order of Replay. */
export function openCase(random: Random, draft: ComplaintDraft, caller: Caller, batch: number): CaseFile {
  const idAt = createIdLine(random);
  const journal: JournalRow[] = [];
  const audit: AuditRow[] = [];
  let row = take(submissionWrites(draft, caller), draft.updatedAt, 0);

  function take(written: Written, at: Date, version: number): ComplaintRow {
    written.events.forEach(({ type, data }, index) => {
      const position = { aggregateType: 'complaint', aggregateId: draft._id, version: version + index + 1 };
      journal.push({ _id: idAt(at), type, ...position, time: at, data, batch });
    });
    audit.push(written.audit);
    return { ...written.row, lastEventId: journal.at(-1)?._id ?? '' };
  }

  return {
    get row() {
      return row;
    },
    tokens: draft.tokens,
    journal,
    audit,
    act(step) {
      const { at, command, args = {}, caller } = step;
      const world = {
        now: at,
        actor: caller !== 'system' && caller.kind === 'account' ? caller.subject : '',
        validationRequired: step.validationRequired ?? true,
        body: { onPlatform: false },
        target: { onPlatform: true, units: args.unit === undefined ? [] : [args.unit], takesComplaints: true },
        into: step.into,
        verdict: step.verdict,
        policy: policyAt(at),
      };
      const events = decide(toComplaint(row), command, args, new Set([step.actor]), world);
      row = take(changeWrites(row, { events, at, caller, action: command, facts: factsIn(step) }), at, row.version);
    },
  };
}

/** Facts of the audit trail, as the handler of that command writes them. */
function factsIn({ command, args = {}, verdict }: Step): Readonly<Record<string, string | number>> {
  if (command === 'close') return {};
  return verdict === undefined ? factsOf(command, args) : { rule: verdict.ruleId, ruleVersion: verdict.ruleVersion };
}
