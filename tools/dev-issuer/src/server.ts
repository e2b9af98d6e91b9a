import { createServer } from 'node:http';
import { openAccounts } from './accounts.ts';
import type { IssuerConfig } from './config.ts';
import { loadKeys } from './keys.ts';
import { closeServer, listen, type RunningTool } from './process.ts';
import { createProvider } from './provider.ts';
import { addRoutes } from './routes.ts';

/**
 * Starts the issuer and answers when it takes requests.
 * @throws StartError when the port, the accounts file or the key file cannot be used
 */
export const startIssuer = async (config: IssuerConfig): Promise<RunningTool> => {
  const warn = (message: string) => process.stderr.write(`dev-issuer: ${message}\n`);
  const accounts = openAccounts(config.accountsFile, warn);
  const keys = await loadKeys(config.dataDirectory);
  const server = createServer();
  const port = await listen(server, config.port, config.host);
  // The issuer's name holds the port, which is known only now when the system chose it.
  const issuer = config.url ?? `http://localhost:${port}`;
  const provider = createProvider(issuer, accounts, keys, config.audience);
  provider.on('server_error', (_ctx, error) => warn(error.stack ?? error.message));
  addRoutes(provider, accounts);
  server.on('request', provider.callback());
  return { listening: { http: `http://localhost:${port}`, issuer }, close: () => closeServer(server) };
};
