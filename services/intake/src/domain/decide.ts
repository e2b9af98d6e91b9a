import { AppError, invalidField, isTrainingBody } from '@jamaa/kit';
import { confidentialBody } from './access.ts';
import { categoryOf } from './categories.ts';
import type { Circumstances, CommandArguments, Complaint, ComplaintEvent, Refusal, Signature } from './complaint.ts';
import { complementDueAt } from './complement.ts';
import { mayTake } from './files.ts';
import { formAt } from './forms.ts';
import { isOwnProposal } from './four-eyes.ts';
import { calledOff, mayDuringHandOver, requested } from './hand-over.ts';
import { supervisionDeciders } from './supervise.ts';
import { type Argument, type CommandName, type CommandRule, commandTable } from './table.ts';
import { mayPractise, notInTraining, staysApart, trainingVerdict } from './training.ts';
import { type Actor, openStates } from './vocabulary.ts';

const DAY_MS = 86_400_000;
const MAX_TEXT = 10_000;

/**
 * What a command does to a case: the events, or an error. Pure: same case, command, actors and circumstances, same answer.
 *
 * @throws AppError `forbidden` when none of the actors may give it, `command-not-allowed` when the state does not allow it,
 * `validation-failed` naming the argument.
 */
export function decide(
  complaint: Complaint,
  command: CommandName,
  args: CommandArguments,
  actors: ReadonlySet<Actor>,
  world: Circumstances,
): ComplaintEvent[] {
  const { by, from, kinds }: CommandRule = commandTable[command];
  if (!by.some((actor) => actors.has(actor))) {
    throw new AppError('forbidden', `${command} is for: ${by.join(', ')}`);
  }
  if (kinds?.includes(complaint.kind) === false) {
    throw new AppError('command-not-allowed', `${command} is for: ${kinds.join(', ')}`);
  }
  if (!from.includes(complaint.state)) {
    throw new AppError(
      'command-not-allowed',
      `${command} is not possible in state ${complaint.state}; it is from: ${from.join(', ')}`,
    );
  }
  if (complaint.anonymisedAt !== undefined) {
    throw new AppError('command-not-allowed', 'the person of this case has been erased: nothing more happens to it');
  }
  mayDuringHandOver(complaint, command);
  checkArguments(command, args);
  return deciders[command](complaint, args, world);
}

function checkArguments(command: CommandName, args: CommandArguments): void {
  const { required, optional }: CommandRule = commandTable[command];
  for (const name of required) {
    const value = args[name];
    if (value === undefined || (typeof value === 'string' && value.trim() === '')) {
      throw invalidField(name, 'required', `${command} needs ${name}`);
    }
  }
  for (const [name, value] of Object.entries(args)) {
    if (value === undefined) continue;
    if (![...required, ...optional].includes(name as Argument))
      throw invalidField(name, 'unknown', `${command} does not take ${name}`);
    if (typeof value === 'string' && value.length > MAX_TEXT)
      throw invalidField(name, 'too-long', `at most ${MAX_TEXT} characters`);
  }
}

export type Decider = (complaint: Complaint, args: CommandArguments, world: Circumstances) => ComplaintEvent[];

const deciders: Record<CommandName, Decider> = {
  acknowledge(complaint, { paperNumber }) {
    if (complaint.acknowledgedAt !== undefined) throw new AppError('command-not-allowed', 'it is acknowledged already');
    return [{ type: 'acknowledged', paperNumber }];
  },
  route(complaint, _args, { verdict }) {
    if (verdict === undefined) throw new Error('route needs a verdict');
    const { organisation, unit } = verdict;
    if (isTrainingBody(organisation) && complaint.training !== true)
      return [{ type: 'qualificationRequired', organisation: '', unit: '', reason: 'training-body' }];
    if (verdict.outcome === 'qualification') {
      return [{ type: 'qualificationRequired', organisation, unit, reason: verdict.reason }];
    }
    const rule = { id: verdict.ruleId, version: verdict.ruleVersion };
    const { category, communeCode } = complaint;
    return [{ type: 'assigned', organisation, unit, person: '', category, communeCode, rule }];
  },
  qualify: assignTo,
  assign: assignTo,
  take: (_complaint, _args, { actor }) => [{ type: 'taken', handler: actor }],
  release: (_complaint, args) => [{ type: 'released', ...noted(args) }],
  'ask-complement'(complaint, args, { now, policy }) {
    const dueAt = complementDueAt(args, policy.complementDays, now);
    if (complaint.complement !== undefined) {
      throw new AppError('command-not-allowed', 'a complement was asked once already');
    }
    return [{ type: 'complementAsked', question: text(args), dueAt }];
  },
  complement(complaint, args, { policy }) {
    const { attachments } = args;
    if (attachments === undefined) return [{ type: 'complementReceived', text: text(args) }];
    mayTake(complaint.attachments, attachments, policy);
    return [{ type: 'complementReceived', text: text(args), attachments }];
  },
  attach(complaint, { attachments = [] }, { policy }) {
    mayTake(complaint.attachments, attachments, policy);
    return [{ type: 'attachmentsAdded', attachments }];
  },
  'propose-answer': (_complaint, args, world) => {
    const proposed: ComplaintEvent = { type: 'answerProposed', text: text(args), by: world.actor };
    if (world.validationRequired) return [proposed];
    return [proposed, { type: 'answered', text: text(args), signature: signature(world) }];
  },
  dispose: (_complaint, args) => [
    { type: 'closed', reason: 'disposed', retained: args.retained === true, text: text(args) },
  ],
  'return-answer': (_complaint, args) => [{ type: 'answerReturned', text: text(args) }],
  approve(complaint, _args, world) {
    const { proposal } = complaint;
    if (proposal === undefined) throw new Error(`case ${complaint.id} has nothing proposed`);
    if (isOwnProposal(complaint, world.actor) && world.mayApproveOwn !== true)
      throw new AppError('forbidden', 'whoever proposed an answer does not approve it: another validator must');
    return proposal.refusal === undefined
      ? [{ type: 'answered', text: proposal.text, signature: signature(world) }]
      : [{ type: 'refused', refusal: proposal.refusal, signature: signature(world) }];
  },
  refuse(complaint, args, world) {
    const refusal = refusalOf(complaint, args);
    const proposed: ComplaintEvent = { type: 'answerProposed', text: refusal.text, refusal, by: world.actor };
    return world.validationRequired
      ? [proposed]
      : [proposed, { type: 'refused', refusal, signature: signature(world) }];
  },
  transfer(complaint, args, world) {
    const organisation = args.organisation ?? '';
    if (organisation === complaint.organisation)
      throw invalidField('organisation', 'same', 'it is with this organisation already');
    knownTarget(args, world);
    mayHave(organisation, complaint.confidential);
    mayLeave(complaint, organisation);
    staysApart(complaint, organisation);
    return [{ type: 'transferred', organisation, unit: args.unit ?? '', ...noted(args) }];
  },
  redirect(complaint, args, { body }) {
    notInTraining(complaint, 'redirect');
    mayLeave(complaint, '');
    if (body === undefined)
      throw invalidField('body', 'unknown', 'no such body; a body of the directory, like etat:dgsn');
    if (body.onPlatform)
      throw invalidField('body', 'on-platform', 'this body is on the platform: transfer the case to it');
    return [{ type: 'redirected', body: args.body ?? '', address: args.address ?? '', text: text(args) }];
  },
  'hand-over'(complaint, args, world) {
    mayLeave(complaint, '');
    if (args.organisation !== undefined) {
      knownTarget(args, world);
      mayHave(args.organisation, complaint.confidential);
    }
    return requested(complaint, args, world.destination, noted(args));
  },
  'cancel-hand-over': (complaint, args, { destination }) => calledOff(complaint, destination, noted(args)),
  rate(complaint, args, world) {
    const score = args.score ?? 0;
    if (!Number.isInteger(score) || score < 1 || score > 5)
      throw invalidField('score', 'range', 'a whole number from 1 to 5');
    if (complaint.state === 'merged') return [ratedAsCoReporter(complaint, world.lead, args, score)];
    const rated: ComplaintEvent = { type: 'rated', score, text: args.text };
    if (complaint.state === 'answered') return [rated, { type: 'closed', reason: 'rated' }];
    // Closed without feedback: who answers late still has a voice, for as long as the case could be reopened.
    if (complaint.score !== undefined) throw new AppError('command-not-allowed', 'this answer was rated already');
    withinWindow(complaint, world, 'rating');
    return [rated];
  },
  reopen(complaint, args, world) {
    if (complaint.reopenings >= world.policy.reopenings)
      throw new AppError('command-not-allowed', 'it was reopened already');
    withinWindow(complaint, world, 'reopening');
    return [{ type: 'reopened', text: text(args) }];
  },
  close: (complaint) => [{ type: 'closed', reason: complaint.state === 'answered' ? 'no-feedback' : 'no-complement' }],
  withdraw: (_complaint, args) => [{ type: 'withdrawn', text: args.text }],
  merge(complaint, args, { into }) {
    if (into === undefined) throw invalidField('into', 'not-found', 'the case to merge into is not known');
    if (into.id === complaint.id) throw invalidField('into', 'self', 'a case cannot be merged into itself');
    if (into.confidential !== complaint.confidential)
      throw invalidField('into', 'confidentiality', 'the two differ in confidentiality');
    if ((into.training === true) !== (complaint.training === true))
      throw invalidField('into', 'training', 'a training case and a real one are never merged');
    if (!(openStates as readonly string[]).includes(into.state))
      throw invalidField('into', 'state', 'that case is not open');
    return [{ type: 'merged', into: into.id, ...noted(args) }];
  },
  unmerge: (complaint, args) => [{ type: 'unmerged', from: complaint.mergedInto ?? '', ...noted(args) }],
  anonymise: (_complaint, _args, { rule = '' }) => [{ type: 'anonymised', rule }],
  note: (_complaint, args) => [{ type: 'noted', text: text(args) }],
  ...supervisionDeciders({ knownTarget, mayHave, staysApart }),
};

/** Once, when the case that leads theirs has an answer; it stays merged (our rule: only the lead's complainant reopens it). */
function ratedAsCoReporter(
  complaint: Complaint,
  lead: Complaint | undefined,
  args: CommandArguments,
  score: number,
): ComplaintEvent {
  const answered = lead !== undefined && lead.answer !== undefined && ['answered', 'closed'].includes(lead.state);
  if (!answered) throw new AppError('command-not-allowed', 'the case it was merged into is not answered yet');
  if (complaint.score !== undefined) throw new AppError('command-not-allowed', 'it is rated already');
  return { type: 'rated', score, text: args.text };
}

/** A person says who handles it; or corrects only category or place, and routing decides anew (our rule). */
function assignTo(complaint: Complaint, args: CommandArguments, world: Circumstances): ComplaintEvent[] {
  if (args.organisation === undefined) return reclassify(complaint, args);
  knownTarget(args, world);
  if (args.person !== undefined && world.personInUnit !== true)
    throw invalidField('person', 'unknown', 'no member of this unit');
  mayHave(args.organisation ?? '', complaint.confidential || categoryOf(args.category ?? '')?.confidential === true);
  mayLeave(complaint, args.organisation ?? '');
  staysApart(complaint, args.organisation ?? '');
  return [
    {
      type: 'assigned',
      organisation: args.organisation ?? '',
      unit: args.unit ?? '',
      person: args.person ?? '',
      category: args.category ?? complaint.category,
      communeCode: args.commune ?? complaint.communeCode,
      ...noted(args),
    },
  ];
}

function reclassify(complaint: Complaint, args: CommandArguments): ComplaintEvent[] {
  const { category = complaint.category, commune: communeCode = complaint.communeCode } = args;
  if (category === complaint.category && communeCode === complaint.communeCode)
    throw invalidField('organisation', 'required', 'say who handles it, or correct its category or commune');
  for (const name of ['unit', 'person'] as const)
    if (args[name] !== undefined) throw invalidField(name, 'organisation', `${name} goes with an organisation`);
  mayLeave(complaint, '');
  if (complaint.training === true) return replaced(complaint, category, communeCode, args);
  return [{ type: 'reclassified', category, communeCode, ...noted(args) }];
}

/** No routing decides anew about a training case: its body does, at once. */
function replaced(
  { organisation }: Complaint,
  category: string,
  communeCode: string,
  args: CommandArguments,
): ComplaintEvent[] {
  mayPractise(categoryOf(category)?.confidential === true);
  const { unit, ruleId, ruleVersion } = trainingVerdict(organisation, category);
  const rule = { id: ruleId, version: ruleVersion };
  return [{ type: 'assigned', organisation, unit, person: '', category, communeCode, rule, ...noted(args) }];
}

/** A confidential case never reaches the body complained of, whoever hands it on. */
function mayHave(organisation: string, confidential: boolean): void {
  if (confidential && !confidentialBody(organisation))
    throw invalidField(
      'organisation',
      'confidential',
      'a confidential case is for IGAT or the governor’s named officer',
    );
}

/** A body that a supervisor named as the competent one keeps the case until a supervisor names another. */
function mayLeave({ organisation, designated }: Complaint, to: string): void {
  if (designated !== undefined && designated === organisation && to !== organisation)
    throw new AppError('command-not-allowed', 'a supervisor has named this body as the competent one');
}

/** Reopening and late rating share one window after the answer. */
function withinWindow({ answeredAt }: Complaint, { now, policy }: Circumstances, what: string): void {
  if (answeredAt === undefined) throw new AppError('command-not-allowed', `${what} is for an answered case`);
  if (now.getTime() > answeredAt.getTime() + policy.reopenWithinDays * DAY_MS)
    throw new AppError(
      'command-not-allowed',
      `${what} was possible for ${policy.reopenWithinDays} days after the answer`,
    );
}

/** Where nothing is validated, the handler signs. */
const signature = (world: Circumstances): Signature => ({
  ...(world.validationRequired ? world.signature : undefined),
  capacity: (world.validationRequired ? world.signature?.capacity : undefined) ?? 'handler',
  at: world.now,
});

function knownTarget(args: CommandArguments, { target }: Circumstances): void {
  if (target === undefined) throw invalidField('organisation', 'unknown', 'no such organisation');
  if (!target.onPlatform)
    throw invalidField('organisation', 'not-on-platform', 'this body is not on the platform: use redirect');
  if (!target.takesComplaints)
    throw invalidField(
      'organisation',
      'no-complaints',
      'this body keeps registers of civil status, and handles no complaints',
    );
  if (args.unit !== undefined && args.unit !== '' && !target.units.includes(args.unit)) {
    throw invalidField('unit', 'unknown', `no such unit; there are: ${target.units.join(', ')}`);
  }
}

function refusalOf(complaint: Complaint, args: CommandArguments): Refusal {
  const missingFields = args.missingFields ?? [];
  const reasonCode = args.reasonCode ?? 'unclear';
  if (reasonCode === 'not-competent') {
    throw invalidField('reasonCode', 'not-competent', 'never a bare refusal: transfer the case or redirect the person');
  }
  if (reasonCode === 'not-to-template') {
    if (['web', 'mobile', 'open311'].includes(complaint.channel)) {
      throw invalidField('reasonCode', 'own-form', 'a deposit that our own form accepted is to the template');
    }
    if (missingFields.length === 0) throw invalidField('missingFields', 'required', 'name the missing fields');
    const paths = formAt(complaint.kind, complaint.receivedAt).fields.map(({ path }) => path);
    const foreign = missingFields.filter((path) => !paths.includes(path));
    if (foreign.length > 0)
      throw invalidField(
        'missingFields',
        'unknown',
        `not fields of the form: ${foreign.join(', ')}; it has ${paths.join(', ')}`,
      );
  }
  return { reasonCode, legalBasis: args.legalBasis ?? '', text: text(args), missingFields };
}

const text = (args: CommandArguments): string => (args.text ?? '').trim();

/** Words among colleagues that go with a command. */
const noted = (args: CommandArguments): { note?: string } => (text(args) === '' ? {} : { note: text(args) });
