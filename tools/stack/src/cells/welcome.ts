import type { Cells } from './start.ts';

/** What a person sees when all cells are ready. */
export function welcome({ hub, cells, national }: Cells, seconds: number): string {
  const lines = [...cells].map(
    ([code, { settings }]) =>
      `  cell ${code}          http://localhost:${settings.ports.gateway}   data ${settings.data}`,
  );
  const { gateway, mailbox, issuer } = hub.settings.ports;
  return `
Jamaa (جماعة) is ready after ${seconds.toFixed(1)} s: ${cells.size} cells and the hub.

  national         ${national}   locates, routes, asks all cells
  hub              http://localhost:${gateway}   reference data, figures of the nation
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
