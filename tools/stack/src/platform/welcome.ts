import { join } from 'node:path';
import type { StackSettings } from './plans.ts';

/** What a person sees when everything is ready: addresses, accounts, and a first request to try. */
export function welcome(s: StackSettings, seconds: number): string {
  const { gateway, issuer, mailbox, portal, bank, post } = s.ports;
  return `
Jamaa (جماعة) is ready after ${seconds.toFixed(1)} s.

  API              http://localhost:${gateway}            documentation: http://localhost:${gateway}/docs
  mailbox          http://localhost:${mailbox}            every e-mail and SMS that was sent
  national portal  http://localhost:${portal}            a double of it: deposit there, follow here
  bank             http://localhost:${bank}            a double of it: every payment of a document order
  post office      http://localhost:${post}            a double of it: every envelope, and what happens to it
  sign-in          http://localhost:${issuer}            development accounts only
  logs             ${join(s.data, 'logs')}

Accounts: citizen.amina, clerk.sefrou, gestionnaire.sefrou, technical.sefrou, validator.sefrou, governor.sefrou, admin
          trainer.formation and others to practise with   (all of them: npm run -s token)

File a first complaint:

  curl -s http://localhost:${gateway}/v1/complaints -H 'Content-Type: application/json' -d '{
    "kind": "reclamation", "category": "ECL", "language": "ar",
    "description": "مصباح الإنارة العمومية معطل أمام المدرسة منذ أسبوع",
    "location": {"longitude": -4.83, "latitude": 33.83},
    "complainant": {"name": "أمينة العلوي", "phone": "0612345678", "email": "amina@example.org"}}'

Ctrl-C stops everything; the data stays for the next start.
`;
}
