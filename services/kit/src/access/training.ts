/**
 * Territory of training bodies. No commune lies in it, so that a role held there, an administrator's too, reaches nothing of the
 * kingdom wherever a scope decides.
 */
export const trainingTerritory = '99';

/** Whether an organisation's id is that of a training ground: `formation`, `formation:<name>`. Its cases count nowhere. */
export const isTrainingBody = (organisation: string): boolean =>
  organisation === 'formation' || organisation.startsWith('formation:');
