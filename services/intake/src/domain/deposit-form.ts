import type { DepositForm } from './complaint.ts';
import type { Submission } from './submission.ts';

export const forms = ['written', 'oral', 'audio', 'video'] as const;
export const manners = ['individual', 'collective'] as const;

/** More is a petition, which has a procedure of its own (organic law 44-14). */
const MAX_SIGNATORIES = 100_000;

/**
 * A deposit is written, oral, or sound or film, by one person or several (Decree 2-17-265). What is told orally is written down by the
 * desk or the call centre, read back and confirmed (our rule); sound and film come as a file.
 */
export function checkDeposit(
  { deposit, channel, files = 0 }: Submission,
  wrong: (path: string, code: string, message: string) => void,
): DepositForm {
  const usual = channel === 'call-centre' ? 'oral' : 'written';
  const form = forms.find((one) => one === (deposit?.form || usual));
  const manner = manners.find((one) => one === (deposit?.manner || 'individual'));
  const readBack = deposit?.readBack === true;
  const signatories = deposit?.signatories ?? 0;
  if (form === undefined) wrong('form', 'unknown', `one of ${forms.join(', ')}`);
  if (manner === undefined) wrong('manner', 'unknown', `one of ${manners.join(', ')}`);
  if (form === 'oral') {
    if (channel !== 'desk' && channel !== 'call-centre')
      wrong('form', 'channel', 'an oral deposit is taken down at the desk or by the call centre');
    if (!readBack) wrong('readBack', 'required', 'read it back to the person, and say that it was confirmed');
  } else if (channel === 'call-centre' && form !== undefined)
    wrong('form', 'channel', 'what is told by telephone is oral');
  else if (readBack) wrong('readBack', 'form', 'only an oral deposit is read back');
  if ((form === 'audio' || form === 'video') && files === 0)
    wrong('attachments', 'required', `a deposit by ${form} comes with its file`);
  if (manner === 'collective' && (signatories < 2 || signatories > MAX_SIGNATORIES))
    wrong('signatories', 'range', `a collective deposit has between 2 and ${MAX_SIGNATORIES} signatories`);
  if (manner === 'individual' && signatories > 1)
    wrong('signatories', 'manner', 'only a collective deposit has several signatories');
  return {
    form: form ?? 'written',
    manner: manner ?? 'individual',
    signatories: manner === 'collective' ? signatories : 1,
    readBack,
  };
}
