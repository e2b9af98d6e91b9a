import { AppError } from '@jamaa/kit';
import type { TerritoryIndex } from '@jamaa/territory';
import type { Request, Response } from 'express';
import { negotiateLanguage } from '../http/language.ts';
import { problemOf } from '../http/problem.ts';
import type { CellFailure } from './cells/failure.ts';

const national = { ar: 'المصالح الوطنية', fr: 'Services nationaux' };

/** Nothing in a request tells its cell. `known`: where the endpoint could have been told. */
export function cellRequired(cells: readonly string[], known: readonly string[]): AppError {
  const elsewhere = known.length === 0 ? '' : ` (or ${known.join(', ')})`;
  const message =
    `send the header Jamaa-Cell with the code of the région${elsewhere}: it comes back with every answer of a cell; ` +
    'GET /v1/locate tells it of a point, GET /v1/me the bodies one works for';
  return new AppError('cell-required', message, {
    fields: [{ path: 'Jamaa-Cell', code: 'required', message: `one of ${cells.join(', ')}` }],
  });
}

/** Tells which région does not answer, by name, and that others do. */
export function createCellProblems(territory: TerritoryIndex) {
  const nameOf = (code: string) => (code === '00' ? national : (territory.get(code)?.name ?? { ar: code, fr: code }));
  return function sendUnavailable(
    request: Request,
    response: Response,
    failures: readonly Pick<CellFailure, 'code' | 'retryAfter' | 'sent'>[],
  ): void {
    const cells = failures.map(({ code }) => ({ code, name: nameOf(code) }));
    const language = negotiateLanguage(request);
    const names = { ar: cells.map(({ name }) => name.ar).join('، '), fr: cells.map(({ name }) => name.fr).join(', ') };
    const uncertain = !['GET', 'HEAD'].includes(request.method) && failures.some(({ sent }) => sent);
    const detail = {
      ar: `${names.ar}: لا جواب حاليا؛ الجهات الأخرى غير معنية.${uncertain ? ' قد يكون الطلب قد نُفِّذ: أعيدوه بنفس Idempotency-Key.' : ''}`,
      fr: `${names.fr}: pas de réponse pour le moment ; les autres régions ne sont pas concernées.${uncertain ? ' La demande a pu être exécutée : répétez-la avec la même Idempotency-Key.' : ''}`,
      en: `${names.fr}: no answer for now; other régions are not concerned.${uncertain ? ' It may have been carried out: repeat it with the same Idempotency-Key.' : ''}`,
    };
    const problem = { ...problemOf(new AppError('cell-unavailable', detail[language]), language), cells };
    response.setHeader('Retry-After', String(Math.max(1, ...failures.map(({ retryAfter }) => retryAfter))));
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
}

export type SendUnavailable = ReturnType<typeof createCellProblems>;
