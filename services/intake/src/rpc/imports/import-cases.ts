import { AppError, invalidField, type RpcCall } from '@jamaa/kit';
import type { ImportCasesRequest, ImportCasesResponse, ImportLine } from '@jamaa/proto/intake/v1/imports';
import type { Intake } from '../../context.ts';
import type { Cells } from '../../domain/imports/columns.ts';
import { followPortal } from '../../imports/follow-portal.ts';
import { importLines } from '../../imports/import-lines.ts';
import { PORTAL, portalRegister } from '../../imports/registers.ts';
import { outcomeView } from './view.ts';

const MOST = 200;

/** Cases of the national portal, each once however often it is told. Only its connector may tell them. */
export const importCases =
  (intake: Intake) =>
  async ({ source, lines }: ImportCasesRequest, { caller }: RpcCall): Promise<ImportCasesResponse> => {
    if (caller.kind !== 'service' || caller.service !== 'national-portal')
      throw new AppError('forbidden', 'only the connector to the national portal brings its cases');
    if (source !== PORTAL) throw invalidField('source', 'unknown', PORTAL);
    if (lines.length > MOST) throw invalidField('lines', 'too-many', `at most ${MOST}`);
    if (intake.territory.index() === undefined) throw new AppError('unavailable', 'the territory is not loaded yet');
    const register = portalRegister(intake, caller);
    const numbered = lines.map((line, index) => ({ line: index + 1, cells: cellsOf(line) }));
    const reports = await importLines(intake, register, numbered);
    for (const [index, report] of reports.entries()) {
      const line = numbered[index];
      if (line !== undefined && report.complaintId !== undefined && report.outcome === 'refused')
        reports[index] = await followPortal(intake, line, caller);
    }
    for (const { outcome } of reports) intake.telemetry.importLines.inc({ outcome });
    return { outcomes: reports.map(outcomeView) };
  };

const cellsOf = ({ line: _line, refusalCode, ...cells }: ImportLine): Cells => ({
  ...cells,
  refusal_code: refusalCode,
});
