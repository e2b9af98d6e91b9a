import { required } from '../options.ts';
import { json } from '../table.ts';
import type { Command } from './command.ts';

/** Appoints the account from which all others of a cell are made; the cell refuses a second one. */
export const firstAdministrator: Command = async ({ ask, options, print }) => {
  const request = {
    email: required(options, 'email'),
    name: required(options, 'name'),
    cell: required(options, 'cell'),
    operator: required(options, 'operator'),
    language: options.language ?? '',
  };
  const made = await ask('directory', (clients, call) => clients.directory.appointFirstAdministrator(request, call));
  if (options.json) print(json(made));
  else
    print(
      `directory: ${made.accountId} administers ${made.scope} at ${made.organisation}, from the first sign-in with the verified e-mail on`,
    );
};
