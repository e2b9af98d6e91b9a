import { HUB } from '@jamaa/kit';
import type { Ports } from '../layout.ts';
import type { Cells } from './start.ts';

/** What a person sees when all cells are ready. */
export function welcome({ gateways, national }: Cells, ports: Ports, seconds: number): string {
  const { [HUB]: hub, ...cells } = gateways;
  const lines = Object.entries(cells).map(([code, address]) => `  cell ${code}          ${address}`);
  const { mailbox, issuer } = ports;
  return `
Jamaa (جماعة) is ready after ${seconds.toFixed(1)} s: ${lines.length} cells and the hub.

  national         ${national}   locates, routes, asks all cells
  hub              ${hub}   reference data, figures of the nation
${lines.join('\n')}
  mailbox          http://localhost:${mailbox}
  sign-in          http://localhost:${issuer}

A complaint in Fès, through the national gateway, lands in cell 03:

  curl -s ${national}/v1/complaints -H 'Content-Type: application/json' -d '{
    "kind": "reclamation", "category": "ECL", "language": "ar",
    "description": "مصباح الإنارة العمومية معطل أمام المدرسة منذ أسبوع",
    "location": {"longitude": -4.83, "latitude": 33.83},
    "complainant": {"name": "أمينة العلوي", "phone": "0612345678", "email": "amina@example.org"}}'

Ctrl-C stops everything; the data stays for the next start.
`;
}
