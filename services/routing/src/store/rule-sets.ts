import { AppError, isDuplicateKey } from '@jamaa/kit';
import type { ClientSession, Connection, mongo } from 'mongoose';
import type { Rule } from '../domain/rule.ts';
import { seedRules } from '../domain/seed-rules.ts';
import { validateRules } from '../domain/validate.ts';

/**
 * One row of the collection `rules`: a whole set, never changed once written. In force is the highest version whose first day has
 * come.
 */
export interface RuleSetRow {
  _id: number;
  rules: readonly Rule[];
  /** First local day on which it decides; absent: from its publication on. */
  activeFrom?: string;
  publishedAt: Date;
  /** Who put it there: `seed`, or the operator's name. */
  publishedBy: string;
}

export const ruleSetCollection = 'rules';

const rows = (connection: Connection): mongo.Collection<RuleSetRow> =>
  connection.collection<RuleSetRow>(ruleSetCollection) as unknown as mongo.Collection<RuleSetRow>;

/** @throws AppError `validation-failed` with every reason for which the set is refused */
export function checkedRules(input: unknown): readonly Rule[] {
  const checked = validateRules(input);
  if (checked.ok) return checked.rules;
  const fields = checked.problems.map(({ path, message }) => ({ path, code: 'rule', message }));
  const reasons = fields.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new AppError('validation-failed', `rules refused: ${reasons}`, { fields });
}

/** Writes version 1 when the collection is empty; another process that does the same at once is no error. */
export async function seedWhenEmpty(connection: Connection, at: Date): Promise<void> {
  if ((await latestRuleSet(connection, 0)) !== undefined) return;
  await insert(connection, { _id: 1, rules: checkedRules(seedRules), publishedAt: at, publishedBy: 'seed' });
}

/**
 * Checks a set and writes it as the next version.
 * @throws AppError `validation-failed` when refused, `version-conflict` when somebody published at the same moment
 */
export async function publishRules(
  connection: Connection,
  input: unknown,
  by: { readonly at: Date; readonly operator: string },
): Promise<number> {
  const rules = checkedRules(input);
  const version = ((await latestRuleSet(connection, 0))?._id ?? 0) + 1;
  const row = { _id: version, rules, publishedAt: by.at, publishedBy: by.operator };
  if (!(await insert(connection, row))) throw new AppError('version-conflict', `version ${version} exists by now`);
  return version;
}

/** The set in force on a day, when it is newer than `above`. */
export async function ruleSetOn(connection: Connection, day: string, above: number): Promise<RuleSetRow | undefined> {
  const newer = rows(connection)
    .find({ _id: { $gt: above } })
    .sort({ _id: -1 });
  for await (const row of newer) if ((row.activeFrom ?? '') <= day) return row;
  return undefined;
}

/** The sets without their rules, newest first. */
export const publishedSets = (connection: Connection): Promise<Omit<RuleSetRow, 'rules'>[]> =>
  rows(connection)
    .find({ _id: { $gt: 0 } }, { projection: { rules: 0 } })
    .sort({ _id: -1 })
    .limit(200)
    .toArray();

export const publishedSet = (
  connection: Connection,
  version: number,
  session?: ClientSession,
): Promise<RuleSetRow | null> => rows(connection).findOne({ _id: version }, session === undefined ? {} : { session });

/** The newest set when it is newer than `above`, whether its day has come or not. */
export async function latestRuleSet(connection: Connection, above: number): Promise<RuleSetRow | undefined> {
  const [row] = await rows(connection)
    .find({ _id: { $gt: above } })
    .sort({ _id: -1 })
    .limit(1)
    .toArray();
  return row;
}

async function insert(connection: Connection, row: RuleSetRow): Promise<boolean> {
  try {
    await rows(connection).insertOne(row);
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
