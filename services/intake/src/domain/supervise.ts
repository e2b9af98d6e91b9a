import { AppError, invalidField } from '@jamaa/kit';
import type { Circumstances, CommandArguments, Complaint, ComplaintEvent, Explanation } from './complaint.ts';
import { complementDueAt } from './complement.ts';
import type { Decider } from './decide.ts';
import type { CommandName } from './table.ts';

/** Days for an explanation where the demand does not say (our rule). */
const EXPLANATION_DAYS = 10;

type Acts = 'remind' | 'demand-explanation' | 'explain' | 'explanation-overdue' | 'inspection-note' | 'designate';

interface Checks {
  knownTarget(args: CommandArguments, world: Circumstances): void;
  mayHave(organisation: string, confidential: boolean): void;
  staysApart(complaint: Complaint, to: string): void;
}

/**
 * What supervision does to a case beside looking: relance, demand of explanation, note of inspection, naming the competent body
 * (organic laws 111-14, 112-14, 113-14: the gouverneur for communes and provinces, the wali for régions). None changes its state.
 */
export const supervisionDeciders = ({
  knownTarget,
  mayHave,
  staysApart,
}: Checks): Record<Acts & CommandName, Decider> => ({
  remind(complaint, args, world) {
    const { as, accounts } = overBody(complaint, world);
    return [{ type: 'reminded', by: as, text: text(args), accounts }];
  },
  'demand-explanation'(complaint, args, world) {
    const { as, accounts } = overBody(complaint, world);
    const explanation: Explanation = {
      organisation: complaint.organisation,
      by: world.actor,
      byOrganisation: as,
      question: text(args),
      askedAt: world.now,
      dueAt: complementDueAt(args, EXPLANATION_DAYS, world.now),
    };
    return [{ type: 'explanationDemanded', explanation, accounts }];
  },
  explain(complaint, args, { supervision }) {
    const organisation = openDemands(complaint).find((one) => supervision?.explains.includes(one.organisation));
    if (organisation === undefined)
      throw new AppError('command-not-allowed', 'no explanation is demanded of this body');
    const accounts = supervision?.accounts ?? [];
    return [{ type: 'explained', organisation: organisation.organisation, text: text(args), accounts }];
  },
  'explanation-overdue'(complaint, _args, { now, supervision }) {
    const late = lateDemands(complaint, now);
    return late.map(
      ({ organisation, dueAt }): ComplaintEvent => ({
        type: 'explanationOverdue',
        organisation,
        dueAt,
        accounts: supervision?.accounts ?? [],
      }),
    );
  },
  'inspection-note': (complaint, args, world) => [
    { type: 'inspectionNoted', by: world.supervision?.as ?? complaint.organisation, text: text(args) },
  ],
  designate(complaint, args, world) {
    const { as, bodies, accounts, reachesTarget } = overBody(complaint, world);
    const organisation = args.organisation ?? '';
    if (bodies.length < 2)
      throw new AppError('command-not-allowed', 'the competent body is named when two bodies have had the case');
    knownTarget(args, world);
    mayHave(organisation, complaint.confidential);
    staysApart(complaint, organisation);
    if (!reachesTarget && !bodies.includes(organisation))
      throw invalidField('organisation', 'outside', 'a body that had the case, or one of your own territory');
    const named: ComplaintEvent = { type: 'designated', by: as, organisation, text: text(args), accounts };
    const unit = args.unit ?? '';
    const stays = organisation === complaint.organisation && (unit === '' || unit === complaint.unit);
    return stays ? [named] : [named, { type: 'transferred', organisation, unit }];
  },
});

/** Explanations that are still owed. */
export const openDemands = ({ explanations = [] }: Pick<Complaint, 'explanations'>): readonly Explanation[] =>
  explanations.filter(({ answeredAt }) => answeredAt === undefined);

/** Owed ones whose date has passed and whose supervisor has not been told yet. */
export const lateDemands = (complaint: Pick<Complaint, 'explanations'>, now: Date): readonly Explanation[] =>
  openDemands(complaint).filter(({ dueAt, overdueAt }) => overdueAt === undefined && dueAt <= now);

/** @throws AppError `command-not-allowed` while nobody has the case, `forbidden` for a body outside the actor's territory */
function overBody({ organisation }: Complaint, { supervision }: Circumstances) {
  if (organisation === '') throw new AppError('command-not-allowed', 'no body has this case yet');
  if (supervision?.as === undefined) throw new AppError('forbidden', 'this body is not of your territory');
  return { ...supervision, as: supervision.as };
}

const text = (args: CommandArguments): string => (args.text ?? '').trim();
