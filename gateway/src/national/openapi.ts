import type { Route } from '../http/route.ts';
import { openApiDocument } from '../openapi/document.ts';
import { table } from './table/all.ts';

interface Operation {
  operationId?: string;
  parameters?: object[];
  responses?: Record<string, { headers?: object; content?: Record<string, { schema?: object }> }>;
}

const code = { type: 'string', pattern: '^\\d{2}$', example: '03' } as const;

const ours = {
  partial: { type: 'boolean', const: true, description: 'A cell did not answer in time: its entries are not here' },
  missing: { type: 'array', items: code, description: 'The cells that did not answer' },
};

const told = {
  'Jamaa-Cell': { description: 'The cell that has answered, for requests that come after it', schema: code },
};

const cellHeader = (required: boolean, description: string) => ({
  name: 'Jamaa-Cell',
  in: 'header',
  required,
  schema: code,
  description,
});

/** The API as the national gateway has it: the same document, with what it adds to requests and answers. */
export function nationalDocument(routes: readonly Route[]) {
  const document = openApiDocument(routes);
  for (const item of Object.values(document.paths ?? {}))
    for (const operation of Object.values(item) as Operation[]) describe(operation);
  return document;
}

function describe(operation: Operation): void {
  const row = table[operation.operationId ?? ''];
  if (row === undefined) return;
  const { way, places, list } = row;
  const by = places.map(({ name }) => name).join(', ');
  if (way === 'one' && !places.some(({ name }) => name.startsWith('{')))
    add(
      operation,
      cellHeader(
        places.length === 0,
        by === '' ? 'The cell: nothing else tells it' : `The cell, where ${by} does not tell it`,
      ),
    );
  if (way === 'fan-out' || way === 'first') add(operation, cellHeader(false, 'Asks this cell only'));
  for (const [status, answer] of Object.entries(operation.responses ?? {})) {
    if (Number(status) < 400 && way !== 'all') answer.headers = { ...answer.headers, ...told };
    const json = status === '200' && list !== undefined ? answer.content?.['application/json'] : undefined;
    if (json?.schema !== undefined) json.schema = { allOf: [json.schema, { type: 'object', properties: ours }] };
  }
}

function add(operation: Operation, parameter: object): void {
  operation.parameters = [...(operation.parameters ?? []), parameter];
}
