import { AppError, invalidField } from '@jamaa/kit';
import type { CommandArguments, Complaint } from './complaint.ts';
import type { CommandName } from './table.ts';
import { notInTraining } from './training.ts';

/** A move to the cell of another région that is not settled yet: the case is open here, and its clocks run. */
export interface HandOver {
  /** Id of the transfer: the other cell takes a case once for it. */
  readonly id: string;
  readonly region: string;
  readonly commune: string;
  /** Body there that it is for; empty: routing there decides. */
  readonly organisation: string;
  readonly at: Date;
  /** It is to be called off; whether that is in time, the other cell says. */
  readonly cancelling?: true | undefined;
  /** The other cell could not be reached. */
  readonly delayed?: true | undefined;
}

/** Why a cell does not take a case. */
export const handOverRefusals = [
  'unknown-commune',
  'foreign-commune',
  'unknown-category',
  'unknown-organisation',
] as const;
export type HandOverRefusal = (typeof handOverRefusals)[number];

type Transfer = Pick<HandOver, 'id' | 'region'>;

export type HandOverEvent =
  | (Omit<HandOver, 'at' | 'cancelling' | 'delayed'> & {
      readonly type: 'handOverRequested';
      readonly note?: string | undefined;
    })
  | (Transfer & { readonly type: 'handOverDelayed' })
  | (Transfer & { readonly type: 'handOverCancelAsked' | 'handOverCancelled'; readonly note?: string | undefined })
  | (Transfer & { readonly type: 'handOverRefused'; readonly reason: HandOverRefusal })
  | (Transfer & { readonly type: 'handedOver'; readonly reference: string; readonly files: number });

/** What a hand-over depends on. */
export interface Destination {
  /** For a new transfer. */
  readonly id: string;
  /** The commune named, or the one of the body named. */
  readonly commune?: string | undefined;
  /** Région of the body named, empty for one of the whole country. */
  readonly bodyRegion?: string | undefined;
  /** The commune is of this cell. */
  readonly own: boolean;
  /** The other cell's address is known. */
  readonly known: boolean;
  /** The pending one may have reached the other cell. */
  readonly sent: boolean;
}

/**
 * What may happen to a case while another cell is asked to take it: nothing that would change what it takes, or end the case here while
 * it goes on there. Supervision and notes stay with this one.
 */
export const duringHandOver: readonly CommandName[] = [
  'route',
  'cancel-hand-over',
  'note',
  'remind',
  'demand-explanation',
  'explain',
  'explanation-overdue',
  'inspection-note',
];

/** @throws AppError `command-not-allowed` for what must wait until the hand-over is settled, and for calling off none */
export function mayDuringHandOver({ handOver }: Pick<Complaint, 'handOver'>, command: CommandName): void {
  if (handOver === undefined && command === 'cancel-hand-over')
    throw new AppError('command-not-allowed', 'no hand-over of this case is pending');
  if (handOver !== undefined && !duringHandOver.includes(command))
    throw new AppError(
      'command-not-allowed',
      `the case is being handed over to région ${handOver.region}; possible meanwhile: ${duringHandOver.slice(1).join(', ')}`,
    );
}

/** @throws AppError `validation-failed` naming `commune` or `organisation` */
export function requested(
  complaint: Complaint,
  args: CommandArguments,
  to: Destination | undefined,
  note: { readonly note?: string },
): HandOverEvent[] {
  notInTraining(complaint, 'hand-over');
  const { organisation = '' } = args;
  const commune = to?.commune;
  if (to === undefined || commune === undefined)
    throw invalidField('commune', 'required', 'name the commune it belongs to, or a body of one commune');
  const region = commune.slice(0, 2);
  if (to.own)
    throw invalidField('commune', 'own-region', 'this place is of this cell: correct the place, or transfer the case');
  if (organisation !== '' && to.bodyRegion !== region)
    throw invalidField('organisation', 'region', `this body is not of région ${region}`);
  if (!to.known)
    throw invalidField('commune', 'no-cell', `no cell of région ${region} is known here: redirect the person instead`);
  return [{ type: 'handOverRequested', id: to.id, region, commune, organisation, ...note }];
}

/** At once as long as the other cell cannot have heard of it; else the other cell is asked whether it is in time. */
export function calledOff(
  { handOver }: Complaint,
  to: Destination | undefined,
  note: { readonly note?: string },
): HandOverEvent[] {
  if (handOver === undefined) throw new Error('calling off needs a hand-over');
  const { id, region } = handOver;
  if (handOver.cancelling === true)
    throw new AppError('command-not-allowed', 'it is being called off already; the other cell has not answered yet');
  return [{ type: to?.sent === false ? 'handOverCancelled' : 'handOverCancelAsked', id, region, ...note }];
}

/** What the other cell says became of a transfer. */
export interface HandOverAnswer {
  readonly outcome: 'accepted' | 'refused' | 'cancelled' | 'unknown';
  readonly reference: string;
  readonly reason: HandOverRefusal | '';
}

/** What an answer of the other cell does to the case; nothing when the transfer is settled already. Pure. */
export function settled(
  { handOver, attachments = [] }: Complaint,
  id: string,
  answer: HandOverAnswer,
): HandOverEvent[] {
  if (handOver?.id !== id) return [];
  const { region } = handOver;
  const { outcome, reference, reason } = answer;
  if (outcome === 'accepted') return [{ type: 'handedOver', id, region, reference, files: attachments.length }];
  if (outcome === 'cancelled') return [{ type: 'handOverCancelled', id, region }];
  if (outcome === 'refused' && reason !== '') return [{ type: 'handOverRefused', id, region, reason }];
  return [];
}

const refusals: Readonly<Record<HandOverRefusal, string>> = {
  'unknown-commune': 'الجماعة غير معروفة هناك — commune inconnue là-bas',
  'foreign-commune': 'الجماعة تابعة لجهة أخرى — commune d’une autre région',
  'unknown-category': 'الصنف غير معمول به هناك — catégorie non servie là-bas',
  'unknown-organisation': 'الهيئة غير معروفة هناك — organisme inconnu là-bas',
};

/** What staff read beside a step of a hand-over. */
export function handOverNote(event: HandOverEvent): string | undefined {
  switch (event.type) {
    case 'handOverRefused':
      return `لم تقبل جهة ${event.region} الإحالة: ${refusals[event.reason]}`;
    case 'handOverDelayed':
      return `يتعذر الاتصال بجهة ${event.region}، وتعاد المحاولة تلقائيا — Région ${event.region} injoignable, nouvel essai automatique`;
    case 'handedOver':
      return undefined;
    default:
      return event.note;
  }
}

/** What the complainant reads. */
export const handedOverMessage = (reference: string): string =>
  `يعالج ملفكم الآن تحت المرجع ${reference}، ويبقى رمز التتبع والأجل القانوني كما هما — Votre dossier est désormais traité sous la référence ${reference} ; code de suivi et délai légal inchangés`;
