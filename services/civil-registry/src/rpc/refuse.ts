import { AppError, type FieldProblem } from '@jamaa/kit';

/** @throws AppError `validation-failed` naming every field that is wrong, if any is */
export function refuse(fields: readonly FieldProblem[]): void {
  if (fields.length === 0) return;
  throw new AppError('validation-failed', fields.map(({ path, message }) => `${path}: ${message}`).join('; '), {
    fields,
  });
}
