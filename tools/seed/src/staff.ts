import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { subjectOf } from '@jamaa/dev-issuer';

export interface StaffMember {
  readonly subject: string;
  readonly role: string;
  readonly organisation: string;
  readonly unit: string;
}

/** The demonstration accounts as the issuer will name them, so that seeded cases lie on their desks. */
export const demoStaff = async (root: string): Promise<readonly StaffMember[]> =>
  staffIn(await readFile(join(root, 'services/directory/data/demo-accounts.csv'), 'utf8'));

/** Grants of a CSV whose header names `email`, `organisation`, `unit`, `role`; the account is the mailbox before the @. */
export function staffIn(csv: string): readonly StaffMember[] {
  const [header = '', ...lines] = csv.trim().split(/\r?\n/);
  const columns = header.split(',');
  const at = (name: string): number => {
    const index = columns.indexOf(name);
    if (index < 0) throw new Error(`the accounts' CSV has no column ${name}`);
    return index;
  };
  const [email, organisation, unit, role] = [at('email'), at('organisation'), at('unit'), at('role')];
  return lines.map((line) => {
    const cells = line.split(',');
    const account = (cells[email] ?? '').split('@')[0] ?? '';
    return {
      subject: subjectOf(account),
      role: cells[role] ?? '',
      organisation: cells[organisation] ?? '',
      unit: cells[unit] ?? '',
    };
  });
}
