const DEFAULT_PORT = '19260';

/** First port of the platform of the drills; what addresses the platform reads it from the environment. */
export function takePort(given: string | undefined): number {
  const port = given ?? process.env['JAMAA_E2E_PORT'] ?? DEFAULT_PORT;
  process.env['JAMAA_E2E_PORT'] = port;
  return Number(port);
}
