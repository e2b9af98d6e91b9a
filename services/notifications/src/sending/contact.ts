import { AppError, type Peer } from '@jamaa/kit';
import type { DirectoryServiceClient } from '@jamaa/proto/directory/v1/directory';
import type { DocumentOrdersServiceClient } from '@jamaa/proto/document_orders/v1/document_orders';
import type { Complaint, IntakeServiceClient, OneTimeCode } from '@jamaa/proto/intake/v1/intake';
import { codeIn, type Template } from '../domain/templates.ts';
import type { MessageRow } from '../store/messages.ts';

/** Who a message goes to, asked for at the moment of sending; lives in memory for one attempt. */
export interface Contact {
  readonly name: string;
  readonly email: string;
  /** E.164, or empty. */
  readonly phone: string;
  readonly language: string;
  /** The person's data has been erased. */
  readonly erased: boolean;
  /** The case and what was written in it, for messages to the complainant. */
  readonly complaint?: Complaint;
  readonly text: string;
  /** Live one-time codes, by the way they go. */
  readonly codes: readonly OneTimeCode[];
}

type Asked = Pick<MessageRow, 'recipient' | 'complaintId' | 'version' | 'language'> & { readonly template?: Template };

const purposeOf = ({ template }: Asked): string => (template === undefined ? '' : (codeIn(template)?.purpose ?? ''));

export interface Contacts {
  of(row: Asked): Promise<Contact>;
}

/** @throws AppError of the peer: `not-found` when there is no such person or case. */
export function createContacts(
  intake: Peer<IntakeServiceClient>,
  directory: Peer<DirectoryServiceClient>,
  orders: Peer<DocumentOrdersServiceClient> | undefined,
): Contacts {
  return {
    async of(row) {
      if (row.recipient.kind === 'account') {
        const account = await directory.call('getAccountContact', { accountId: row.recipient.accountId });
        return { ...account, phone: e164(account.phone), erased: false, text: '', codes: [] };
      }
      if (row.recipient.kind === 'orderer') {
        if (orders === undefined) throw new AppError('unavailable', 'no document-orders is configured');
        const found = await orders.call('getOrderContact', { orderId: row.complaintId });
        return { ...found, phone: e164(found.phone), erased: false, text: '', codes: [] };
      }
      const { complaintId, version } = row;
      const { complaint, name, phone, email, language, text, erased, codes } = await intake.call('getContact', {
        complaintId,
        version,
        codePurpose: purposeOf(row),
      });
      if (complaint === undefined) throw new AppError('not-found', 'intake told no case with the contact');
      const chosen = row.language ?? language;
      return { name, phone: e164(phone), email, language: chosen, erased: erased !== '', complaint, text, codes };
    },
  };
}

/** The same for one round of sending: who is asked about several times there is asked for once. */
export function askedOnce(contacts: Contacts): Contacts {
  const asked = new Map<string, Promise<Contact>>();
  return {
    of(row) {
      const { recipient, complaintId, version, language } = row;
      const who =
        recipient.kind === 'account' ? [recipient.accountId] : [complaintId, version, language, purposeOf(row)];
      const key = JSON.stringify(who);
      const contact = asked.get(key) ?? contacts.of(row);
      asked.set(key, contact);
      return contact;
    },
  };
}

/** Numbers are kept in E.164 by their owners; spaces are forgiven, anything else is no number to send to. */
function e164(phone: string): string {
  const digits = phone.replaceAll(/[\s.-]/g, '');
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : '';
}
