import { AppError, inTransaction, isDuplicateKey, newId, type PersonKey } from '@jamaa/kit';
import type { Authority } from '../domain/authority.ts';
import { readAccountCsv } from '../domain/csv.ts';
import { crossCheck, type Reference, referenceProblems } from '../domain/import-check.ts';
import { decideImport, type LineOutcome } from '../domain/import-decide.ts';
import { type ImportLine, readImportLine } from '../domain/import-line.ts';
import type { Deps } from '../rpc/deps.ts';
import { emailIndexOf, openPerson, personKeyOf, sealPerson } from '../store/personal.ts';
import { type AccountChange, type AuditEntry, afterAccountCommit, writeAccounts } from '../store/write-accounts.ts';

export interface Import {
  readonly csv: Uint8Array;
  readonly dryRun: boolean;
  readonly authority: Authority;
  /** Name of who imports, for the audit trail. */
  readonly actor: string;
  /** Stops between two batches; what was committed stays, and the file can be imported again. */
  readonly signal: AbortSignal;
}

export interface ReportLine extends LineOutcome {
  /** Empty where no account stands behind the line. */
  readonly accountId: string;
}

/** Accounts per transaction. */
const BATCH = 200;

/** The lines of one e-mail, and what a new account for it would be sealed with. */
interface Person {
  readonly emailIndex: string;
  readonly lines: readonly ImportLine[];
  readonly fresh: { readonly id: string; readonly key: PersonKey };
}

/**
 * Imports accounts from a CSV and reports on every line, in order. Lines that can be taken are, whatever happens to the others.
 * @throws AppError for a file that cannot be read at all
 */
export async function importAccounts(deps: Deps, given: Import): Promise<ReportLine[]> {
  const report = new Map<number, ReportLine>();
  const refuse = (line: number, problems: readonly string[]): void =>
    void report.set(line, { line, outcome: 'refused', problems, accountId: '' });

  const raw = readAccountCsv(given.csv);
  const formed: ImportLine[] = [];
  for (const read of raw.map(readImportLine)) {
    if ('ok' in read) formed.push(read.ok);
    else refuse(read.line, read.problems);
  }
  const reference = await readReference(deps, formed);
  const sound = formed.filter((line) => {
    const problems = referenceProblems(line, reference, given.authority);
    if (problems.length > 0) refuse(line.line, problems);
    return problems.length === 0;
  });

  const people: Person[] = [];
  const repeats: { line: number; of: number }[] = [];
  for (const [email, lines] of Map.groupBy(sound, (line) => line.email)) {
    const { kept, repeated, refused } = crossCheck(lines);
    for (const [line, problems] of refused) refuse(line, problems);
    for (const [line, earlier] of repeated) repeats.push({ line, of: earlier.line });
    const fresh = { id: newId(), key: deps.keyring.newPersonKey() };
    people.push({ emailIndex: emailIndexOf(deps.keyring, email), lines: kept, fresh });
  }
  for (let at = 0; at < people.length; at += BATCH) {
    if (given.signal.aborted) throw new AppError('deadline-exceeded', 'the import was cut off; import the file again');
    for (const line of await importBatch(deps, given, people.slice(at, at + BATCH))) report.set(line.line, line);
  }
  for (const { line, of } of repeats) {
    const earlier = report.get(of);
    const refused = earlier?.outcome === 'refused';
    const problems = [`says the same as line ${of}`];
    report.set(line, {
      line,
      outcome: refused ? 'refused' : 'unchanged',
      problems,
      accountId: earlier?.accountId ?? '',
    });
  }
  const lines = raw.flatMap(({ line }) => report.get(line) ?? []);
  if (!given.dryRun) for (const { outcome } of lines) deps.telemetry.importLines.inc({ outcome });
  return lines;
}

export async function readReference({ organisations }: Deps, lines: readonly ImportLine[]): Promise<Reference> {
  const ids = [...new Set(lines.map(({ grant }) => grant.organisation))];
  const scopes = [...new Set(lines.map(({ grant }) => grant.scope))];
  const [found, territories] = await Promise.all([organisations.findAll(ids), organisations.territories(scopes)]);
  const byId = new Map(found.map((row) => [row._id, row]));
  return { organisation: (id) => byId.get(id), territory: (code) => territories.has(code) };
}

async function importBatch(deps: Deps, given: Import, people: readonly Person[]): Promise<ReportLine[]> {
  const { platform } = deps;
  const at = platform.clock.now();
  const decide = async (): Promise<ReportLine[]> => {
    let lines: ReportLine[] = [];
    let changed = 0;
    await inTransaction(platform.mongo, async (session) => {
      const rows = await deps.accounts.byEmailIndexes(
        people.map(({ emailIndex }) => emailIndex),
        session,
      );
      const existing = new Map(rows.map((row) => [row.emailIndex, row]));
      const decided = people.map((person) => decidePerson(deps, given, person, existing.get(person.emailIndex)));
      lines = decided.flatMap((one) => one.lines);
      const changes = given.dryRun ? [] : decided.flatMap(({ change }) => change ?? []);
      changed = changes.length;
      await writeAccounts(platform.mongo, session, changes, { actor: given.actor, at });
    });
    if (changed > 0) afterAccountCommit(platform.relay);
    return lines;
  };
  // Another import may have created the same e-mail meanwhile: its account is there the second time.
  return decide().catch((error: unknown) => (isDuplicateKey(error) ? decide() : Promise.reject(error)));
}

type Row = Awaited<ReturnType<Deps['accounts']['byEmailIndexes']>>[number];

/** What the lines of one person make of their account; nothing is written here. */
export function decidePerson(
  { keyring }: Deps,
  { authority, dryRun }: Pick<Import, 'authority' | 'dryRun'>,
  { lines, fresh }: Person,
  row: Row | undefined,
): { lines: ReportLine[]; change?: AccountChange } {
  const existing = row === undefined ? undefined : { state: row, person: openPerson(keyring, row) };
  const { outcomes, next } = decideImport(existing, lines, authority);
  const id = row?._id ?? fresh.id;
  const told = outcomes.map((one) => ({
    ...one,
    accountId: row === undefined && (dryRun || next === undefined) ? '' : id,
  }));
  if (next === undefined) return { lines: told };
  const key = row === undefined ? fresh.key : personKeyOf(keyring, row);
  const { subject, language, active, grants } = next.state;
  const after = {
    _id: id,
    ...(subject === undefined ? {} : { subject }),
    language,
    active,
    grants,
    ...sealPerson(keyring, id, key, next.person),
  };
  const entries = outcomes.flatMap(({ line, outcome }): AuditEntry[] => {
    const told = lines.find((one) => one.line === line);
    if (told === undefined || outcome === 'refused' || outcome === 'unchanged') return [];
    const { role, organisation, unit, scope } = told.grant;
    return [{ action: `import-${outcome}`, facts: { line, role, organisation, unit, scope, ...dates(told) } }];
  });
  return { lines: told, change: { ...(row === undefined ? {} : { before: row }), after, entries } };
}

const dates = ({ grant }: ImportLine): Record<string, string> => ({
  ...(grant.validFrom === undefined ? {} : { validFrom: grant.validFrom.toISOString() }),
  ...(grant.validTo === undefined ? {} : { validTo: grant.validTo.toISOString() }),
});
