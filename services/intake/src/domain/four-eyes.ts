import type { Complaint } from './complaint.ts';

/** Whether somebody would approve what they proposed themselves: outside the small communes another one must (our rule). */
export const isOwnProposal = ({ proposal }: Pick<Complaint, 'proposal'>, actor: string): boolean =>
  proposal !== undefined && actor !== '' && proposal.by === actor;
