import type { GetImportTemplateResponse } from '@jamaa/proto/intake/v1/imports';
import { template } from '../../domain/imports/columns.ts';

/** A file to fill in; everybody may have it. */
export const getImportTemplate = () => async (): Promise<GetImportTemplateResponse> => ({
  csv: Buffer.from(template(), 'utf8'),
});
