import { AppError } from '@jamaa/kit';
import { type Request, type RequestHandler, Router } from 'express';
import type { Route } from '../http/route.ts';
import { patternOf, refuseOthers } from '../http/router.ts';
import type { National, Passage } from './answer.ts';
import type { Cell } from './cells/cell.ts';
import { readBody, wholeBody } from './incoming.ts';
import { answerAny, answerOne } from './one.ts';
import type { Asked, Place, Told } from './places.ts';
import { cellRequired } from './problems.ts';
import type { Row } from './row.ts';
import { answerAll, answerFirst, answerList } from './several.ts';

/** The endpoints of the API, each led to its cell by its row of the table. */
export function createNationalRouter(
  routes: readonly Route[],
  table: Readonly<Record<string, Row>>,
  national: National,
): Router {
  const router = Router({ caseSensitive: true });
  for (const [path, methods] of Map.groupBy(routes, (one) => one.path)) {
    for (const one of methods) {
      const row = table[one.operationId];
      if (row === undefined) throw new Error(`no row for ${one.operationId}`);
      router[one.method](patternOf(path), lead(one, row, national));
    }
    refuseOthers(router, patternOf(path), methods);
  }
  return router;
}

function lead(one: Route, row: Row, national: National): RequestHandler {
  const withBody = one.method !== 'get' && one.method !== 'head';
  const reads =
    withBody && (row.way !== 'one' && row.way !== 'hub' ? true : row.places.some((place) => place.readsBody));
  const looks = row.places.some((place) => place.readsBody) || row.list?.pages === 'body';
  return async (request, response) => {
    const bytes = reads ? await wholeBody(request, one) : undefined;
    const body = bytes !== undefined && looks ? await readBody(request, bytes) : undefined;
    const passage: Passage = { one, row, request, response, bytes, body };
    const asked: Asked = { params: request.params, query: request.query, body, territory: national.territory };
    const told = tellingOf(row.places, asked);
    if (told === 'unreadable') return await answerAny(national, passage);
    const cell = told === undefined ? headerCell(request, row, national) : national.cells.get(told.region);
    // A région that there is not: any cell refuses it in the words of the API.
    if (cell === undefined && told !== undefined) return await answerAny(national, passage);
    await (cell === undefined ? answerUntold(national, passage, asked) : answerOne(national, passage, cell));
  };
}

/** The first place that says something. */
function tellingOf(places: readonly Place[], asked: Asked): Told {
  for (const place of places) {
    const told = place.of(asked);
    if (told !== undefined) return told;
  }
  return undefined;
}

/** The cell that the caller names, where a row leaves it to the caller. @throws AppError for a cell that there is not */
function headerCell(request: Request, { way }: Row, { cells }: National): Cell | undefined {
  const named = request.get('jamaa-cell');
  if (named === undefined || way === 'reference-data' || way === 'hub' || way === 'all') return undefined;
  const cell = cells.get(named);
  if (cell === undefined) throw cellRequired([...cells.keys()], []);
  return cell;
}

async function answerUntold(national: National, passage: Passage, asked: Asked): Promise<void> {
  const { row } = passage;
  const cells = [...national.cells.values()];
  switch (row.way) {
    case 'one':
      throw cellRequired(
        [...national.cells.keys()],
        row.places.map(({ name }) => name),
      );
    case 'reference-data': {
      const mine = tellingOf(row.tells ?? [], asked);
      return await answerAny(national, passage, typeof mine === 'object' ? mine.region : '');
    }
    case 'hub': {
      const hub = national.cells.get('00');
      if (hub === undefined) throw new AppError('cell-unavailable', 'there is no hub');
      return await answerOne(national, passage, hub);
    }
    case 'fan-out':
      return await answerList(national, passage, cells);
    case 'first':
      return await answerFirst(national, passage, cells);
    case 'all':
      return await answerAll(national, passage);
  }
}
