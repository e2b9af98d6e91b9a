import { readFile } from 'node:fs/promises';
import { Erasure } from '@jamaa/proto/intake/v1/intake';
import type { Ask } from '../ask.ts';
import { Failure } from '../failure.ts';
import { required } from '../options.ts';
import { json } from '../table.ts';
import type { Command } from './command.ts';

const PAGE = 200;

/** The whole deletion register, with the ids of what was erased. */
async function registerOf(ask: Ask): Promise<Erasure[]> {
  const rows: Erasure[] = [];
  for (;;) {
    const request = { after: rows.at(-1)?.number ?? 0n, limit: PAGE };
    const page = await ask('intake', (clients, call) => clients.intake.listErasures(request, call));
    if (!page.intact)
      throw new Failure(
        1,
        `the deletion register is broken after row ${request.after}: see docs/operations/erasure.md`,
      );
    rows.push(...page.erasures);
    if (page.end) return rows;
  }
}

/** Writes the register to standard output, to be kept apart from the backups. */
export const erasuresExport: Command = async ({ ask, print }) => {
  print(json((await registerOf(ask)).map((row) => Erasure.toJSON(row))));
};

/** After a restore: what the exported register (`--file`), or the service's own one, says was erased is erased again. */
export const erasuresReapply: Command = async ({ options, ask, print, tell }) => {
  const operator = required(options, 'operator');
  const rows = options.file === undefined ? await registerOf(ask) : await read(options.file);
  const total = { rows: rows.length, erased: 0, untouched: 0 };
  for (let at = 0; at < rows.length; at += PAGE) {
    const request = { erasures: rows.slice(at, at + PAGE), operator };
    const done = await ask('intake', (clients, call) => clients.intake.reapplyErasures(request, call));
    total.erased += done.erased;
    total.untouched += done.untouched;
    tell(`${Math.min(at + PAGE, rows.length)} of ${rows.length} rows`);
  }
  print(
    options.json
      ? json(total)
      : `${total.rows} rows: ${total.erased} cases erased again, ${total.untouched} were erased already or are not there`,
  );
};

async function read(file: string): Promise<Erasure[]> {
  try {
    const rows: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (!Array.isArray(rows)) throw new Error('not a list');
    return rows.map((row) => Erasure.fromJSON(row));
  } catch (error) {
    throw new Failure(2, `${file} is no exported register: ${error instanceof Error ? error.message : String(error)}`);
  }
}
