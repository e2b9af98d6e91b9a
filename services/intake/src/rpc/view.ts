import { Complaint as ComplaintMessage, type ContactStatus } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import type { Standing } from '../domain/access.ts';
import { isFor } from '../domain/audience.ts';
import { categoryOf } from '../domain/categories.ts';
import { emergencyNumbersAt } from '../domain/emergency.ts';
import { commandsFor } from '../domain/table.ts';
import { leavingTraining } from '../domain/training.ts';
import type { Joined } from '../joining/chain.ts';
import { joinedView, mayBeRated } from '../joining/joined-view.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { toComplaint } from '../store/complaints.ts';
import { snapshotOf } from '../store/snapshot.ts';
import { maskComplainant, maskRepresentative, openComplainant, openRepresentative } from './people.ts';
import { explanationViews, handOverView, signatureView, timelineView } from './steps-view.ts';

/**
 * A case as one reader may see it. The complainant sees no names of agents; contact data is masked to all but who filed it signed in.
 * Who took the deposit today sees the name.
 */
export async function complaintView(
  intake: Pick<Intake, 'keyring' | 'directory'>,
  row: ComplaintRow,
  standing: Standing,
  joined: Joined = { coReporters: 0, coReports: [] },
): Promise<ComplaintMessage> {
  const complaint = toComplaint(row);
  // One answer to all: a merged case shows what the one that leads it was given.
  const told = joined.lead ?? row;
  const staff = [...standing.actors].some((actor) => actor !== 'complainant') || !standing.actors.has('complainant');
  const works = isFor('body', standing.actors);
  const snapshot = snapshotOf(complaint, row.version);
  const organisation = row.organisation === '' ? undefined : await intake.directory.organisation(row.organisation);
  const unit = organisation?.units.find((one) => one.code === row.unit);
  const person = staff || standing.actors.has('complainant') ? openComplainant(intake.keyring, row) : undefined;
  const representative = person === undefined ? undefined : openRepresentative(intake.keyring, row);
  // To staff a contact is masked: looking at it is an act of its own, with a reason.
  const unmasked = standing.owns === true;
  const named = (name: string) => (standing.took === true ? { name } : {});
  const allowed = commandsFor(row.state, standing.actors, row.kind, row.handOver !== undefined).filter(
    (name) =>
      (name !== 'rate' || mayBeRated(row, joined)) &&
      !(row.training === true && leavingTraining.includes(name)) &&
      (name !== 'approve' || standing.proposed !== true || organisation?.smallCommuneProfile === true),
  );
  return ComplaintMessage.fromPartial({
    snapshot: staff ? snapshot : { ...snapshot, handler: '' },
    commune: { code: row.commune.code, name: { ar: row.commune.ar, fr: row.commune.fr } },
    ...(row.location === undefined
      ? {}
      : { location: { longitude: row.location.coordinates[0], latitude: row.location.coordinates[1] } }),
    description: row.description,
    address: row.address ?? '',
    ...(row.dueExplanation === undefined ? {} : { dueExplanation: row.dueExplanation }),
    timeline: timelineView(row.timeline, standing.actors, staff),
    ...(categoryOf(row.category) === undefined ? {} : { categoryName: categoryOf(row.category)?.name }),
    answer: told.answer ?? '',
    ...(told.refusal === undefined
      ? {}
      : { refusal: { ...told.refusal, missingFields: [...told.refusal.missingFields] } }),
    score: row.score ?? 0,
    ...(person === undefined
      ? {}
      : { complainant: unmasked ? person : { ...maskComplainant(person), ...named(person.name) } }),
    ...(representative === undefined
      ? {}
      : {
          representative: unmasked
            ? representative
            : { ...maskRepresentative(representative), ...named(representative.name) },
        }),
    contact: contactStatus(row),
    ...(row.disposition === undefined ? {} : { disposition: row.disposition }),
    callerRelation: row.callerRelation ?? '',
    paperNumber: row.paperNumber ?? '',
    allowedCommands: row.anonymisedAt === undefined ? allowed : [],
    ...(row.anonymisedAt === undefined ? {} : { anonymisedAt: row.anonymisedAt }),
    updatedAt: row.updatedAt,
    ...joinedView(row, joined, staff),
    redirectedTo: told.redirect?.body ?? '',
    complementQuestion: row.complement?.question ?? '',
    ...(row.complement === undefined ? {} : { complementDueAt: row.complement.dueAt }),
    ruleId: row.rule?.id ?? '',
    ruleVersion: row.rule?.version ?? 0,
    ...(organisation?.name === undefined ? {} : { organisationName: organisation.name }),
    ...(unit?.name === undefined ? {} : { unitName: unit.name }),
    proposedAnswer: staff && row.proposal !== undefined && row.proposal.refusal === undefined ? row.proposal.text : '',
    ...(staff && row.proposal?.refusal !== undefined
      ? { proposedRefusal: { ...row.proposal.refusal, missingFields: [...row.proposal.refusal.missingFields] } }
      : {}),
    actors: [...standing.actors],
    attachments: [...(row.attachments ?? [])],
    ...(row.deposit === undefined ? {} : { deposit: row.deposit }),
    ...(row.signature === undefined ? {} : { signature: signatureView(row.signature) }),
    ...(works && row.returned !== undefined
      ? { returnRemark: row.returned.remark, returnedAnswer: row.returned.answer }
      : {}),
    explanations: isFor('staff', standing.actors) ? explanationViews(row.explanations ?? []) : [],
    designated: staff ? (row.designated ?? '') : '',
    emergencyNumbers: row.urgent ? [...emergencyNumbersAt(row.receivedAt)] : [],
    ...(row.handOver === undefined ? {} : { handOver: handOverView(row.handOver) }),
    importedFrom: row.imported?.source ?? '',
    oldReference: row.imported?.reference ?? '',
  });
}

/** Which of the ways that were given have been confirmed. */
export function contactStatus({ sealed, contactConfirmed }: ComplaintRow): ContactStatus {
  const status = (way: 'phone' | 'email'): string =>
    sealed?.[way] === undefined ? '' : contactConfirmed?.[way] === undefined ? 'unconfirmed' : 'confirmed';
  return { phone: status('phone'), email: status('email') };
}
