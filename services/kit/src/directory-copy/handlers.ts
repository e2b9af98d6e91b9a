import { directoryEvents } from '@jamaa/proto/catalog';
import type { Connection } from 'mongoose';
import { type EventHandler, on } from '../consumer/received.ts';
import { accountCopyOf, organisationCopyOf } from './rows.ts';
import { storeAccounts, storeOrganisations } from './store.ts';

/** Keeps the copy up to date; `changed` tells this process at once what the others find by watching. */
export const copyHandlers = (connection: Connection, changed: () => void): readonly EventHandler[] => [
  on(directoryEvents.organisationChanged, async ({ data }, effect) => {
    if (data.organisation === undefined) return;
    await storeOrganisations(connection, effect.session, [organisationCopyOf(data.organisation)]);
    effect.afterCommit(changed);
  }),
  on(directoryEvents.accountChanged, async ({ data }, effect) => {
    if (data.account === undefined) return;
    await storeAccounts(connection, effect.session, [accountCopyOf(data.account)]);
    effect.afterCommit(changed);
  }),
];
