import { required } from '../options.ts';
import { json } from '../table.ts';
import type { Command } from './command.ts';

/** Appoints the account from which all others of a cell are made; the cell refuses a second one, but in the place of one never signed in to. */
export const firstAdministrator: Command = async ({ ask, options, print }) => {
  const request = {
    email: required(options, 'email'),
    name: required(options, 'name'),
    cell: required(options, 'cell'),
    operator: required(options, 'operator'),
    language: options.language ?? '',
    replace: options.replace,
  };
  const made = await ask('directory', (clients, call) => clients.directory.appointFirstAdministrator(request, call));
  if (options.json) print(json(made));
  else {
    if (made.replacedAccountId !== '')
      print(`directory: ${made.replacedAccountId}, to which nobody has signed in, administers nothing any more`);
    print(
      `directory: ${made.accountId} administers ${made.scope} at ${made.organisation}, from the first sign-in with the verified e-mail on`,
    );
  }
};
