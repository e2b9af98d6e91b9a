import { readFile } from 'node:fs/promises';
import { OrderErasure } from '@jamaa/proto/document_orders/v1/document_orders';
import { Erasure } from '@jamaa/proto/intake/v1/intake';
import type { Ask } from '../ask.ts';
import { Failure } from '../failure.ts';
import { type Options, required } from '../options.ts';
import { json } from '../table.ts';
import type { Command } from './command.ts';

const PAGE = 200;
/** Who keeps a deletion register of people. Rows of both say the same. */
const keepers = ['intake', 'document-orders'] as const;
type Keeper = (typeof keepers)[number];

/** @throws Failure with exit code 2 */
function keeperOf({ service = 'intake' }: Options): Keeper {
  const found = keepers.find((one) => one === service);
  if (found === undefined) throw new Failure(2, `--service is one of ${keepers.join(', ')}`);
  return found;
}

/** The whole deletion register, with the ids of what was erased. */
async function registerOf(ask: Ask, keeper: Keeper): Promise<Erasure[]> {
  const rows: Erasure[] = [];
  for (;;) {
    const request = { after: rows.at(-1)?.number ?? 0n, limit: PAGE };
    const page = await ask(keeper, (clients, call) =>
      keeper === 'intake' ? clients.intake.listErasures(request, call) : clients.orders.listErasures(request, call),
    );
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
export const erasuresExport: Command = async ({ ask, options, print }) => {
  print(json((await registerOf(ask, keeperOf(options))).map((row) => Erasure.toJSON(row))));
};

/** After a restore: what the exported register (`--file`), or the service's own one, says was erased is erased again. */
export const erasuresReapply: Command = async ({ options, ask, print, tell }) => {
  const [operator, keeper] = [required(options, 'operator'), keeperOf(options)];
  const rows = options.file === undefined ? await registerOf(ask, keeper) : await read(options.file);
  const total = { rows: rows.length, erased: 0, untouched: 0, open: [] as string[] };
  for (let at = 0; at < rows.length; at += PAGE) {
    const some = rows.slice(at, at + PAGE);
    const done = await ask(keeper, async (clients, call) => {
      if (keeper === 'intake') {
        const answer = await clients.intake.reapplyErasures({ erasures: some, operator }, call);
        return { ...answer, open: [] };
      }
      const erasures = some.map((row) => OrderErasure.fromPartial(row));
      return clients.orders.reapplyErasures({ erasures, operator }, call);
    });
    total.erased += done.erased;
    total.untouched += done.untouched;
    total.open.push(...done.open);
    tell(`${Math.min(at + PAGE, rows.length)} of ${rows.length} rows`);
  }
  print(
    options.json
      ? json(total)
      : `${total.rows} rows: ${total.erased} erased again, ${total.untouched} were erased already or are not there`,
  );
  if (total.open.length > 0)
    throw new Failure(1, `not over in the restored database, end them and apply again: ${total.open.join(', ')}`);
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
