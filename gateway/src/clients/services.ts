import { type Caller, type CallerSigner, createRpcClient, type Rpc, type RpcCallOptions, tlsOf } from '@jamaa/kit';
import { AttachmentsServiceClient } from '@jamaa/proto/attachments/v1/attachments';
import { CivilRegistryServiceClient } from '@jamaa/proto/civil_registry/v1/civil_registry';
import { CivilDocumentsServiceClient } from '@jamaa/proto/civil_registry/v1/documents';
import { RegisterImportServiceClient } from '@jamaa/proto/civil_registry/v1/imports';
import { RegisterPagesServiceClient } from '@jamaa/proto/civil_registry/v1/pages';
import { CivilStatisticsServiceClient } from '@jamaa/proto/civil_registry/v1/statistics';
import { DirectoryServiceClient } from '@jamaa/proto/directory/v1/directory';
import { DocumentOrdersServiceClient } from '@jamaa/proto/document_orders/v1/document_orders';
import { GisServiceClient } from '@jamaa/proto/gis/v1/gis';
import { InsightsServiceClient } from '@jamaa/proto/insights/v1/insights';
import { IntakeServiceClient } from '@jamaa/proto/intake/v1/intake';
import { NotificationsServiceClient } from '@jamaa/proto/notifications/v1/notifications';
import { RoutingServiceClient } from '@jamaa/proto/routing/v1/routing';
import { SlaServiceClient } from '@jamaa/proto/sla/v1/sla';
import type { GatewayEnvironment } from '../config.ts';

/** A service's methods on behalf of one caller. */
export type OnBehalf<C> = {
  [K in keyof Rpc<C>]: Rpc<C>[K] extends (request: infer Q, options: never) => Promise<infer A>
    ? (request: Q) => Promise<A>
    : never;
};

export interface Services {
  readonly intake: OnBehalf<IntakeServiceClient>;
  readonly gis: OnBehalf<GisServiceClient>;
  readonly directory: OnBehalf<DirectoryServiceClient>;
  readonly routing: OnBehalf<RoutingServiceClient>;
  readonly sla: OnBehalf<SlaServiceClient>;
  readonly notifications: OnBehalf<NotificationsServiceClient>;
  readonly attachments: OnBehalf<AttachmentsServiceClient>;
  readonly insights: OnBehalf<InsightsServiceClient>;
  readonly 'civil-registry': OnBehalf<CivilRegistryServiceClient>;
  readonly 'civil-documents': OnBehalf<CivilDocumentsServiceClient>;
  readonly 'document-orders': OnBehalf<DocumentOrdersServiceClient>;
  readonly 'register-imports': OnBehalf<RegisterImportServiceClient>;
  readonly 'register-pages': OnBehalf<RegisterPagesServiceClient>;
  readonly 'civil-statistics': OnBehalf<CivilStatisticsServiceClient>;
}

export interface ServiceClients {
  for(caller: Caller): Services;
  close(): void;
}

/** Calls that may take longer than a request usually does. */
const deadlines: Readonly<Record<string, number>> = {
  importAccounts: 120_000,
  startImport: 120_000,
  resetTraining: 60_000,
  tryRuleSet: 60_000,
  // They look into a whole file, and put it where it stays.
  finishUpload: 120_000,
  getUpload: 120_000,
  appendUpload: 20_000,
  appendRegisterImport: 20_000,
  // It walks the whole register.
  closeRegister: 120_000,
  readRegister: 20_000,
  // A hundred acts are drawn.
  printRegister: 60_000,
  produceDocument: 20_000,
  // They wait for the civil registry, and for the post.
  produceItem: 30_000,
  handToPost: 20_000,
};

/** Doors that another service keeps open as well: its tokens are for that service. */
const audiences: Readonly<Record<string, string>> = {
  'civil-documents': 'civil-registry',
  'register-imports': 'civil-registry',
  'register-pages': 'civil-registry',
  'civil-statistics': 'civil-registry',
};

/** Clients of all services; each call carries a short-lived token for its target that says who calls. */
export function createServiceClients(env: GatewayEnvironment, signer: CallerSigner): ServiceClients {
  const tls = tlsOf(env);
  const clients = {
    intake: createRpcClient(IntakeServiceClient, env.INTAKE_ADDRESS, tls),
    gis: createRpcClient(GisServiceClient, env.GIS_ADDRESS, tls),
    directory: createRpcClient(DirectoryServiceClient, env.DIRECTORY_ADDRESS, tls),
    routing: createRpcClient(RoutingServiceClient, env.ROUTING_ADDRESS, tls),
    sla: createRpcClient(SlaServiceClient, env.SLA_ADDRESS, tls),
    notifications: createRpcClient(NotificationsServiceClient, env.NOTIFICATIONS_ADDRESS, tls),
    attachments: createRpcClient(AttachmentsServiceClient, env.ATTACHMENTS_ADDRESS, tls),
    insights: createRpcClient(InsightsServiceClient, env.INSIGHTS_ADDRESS, tls),
    'civil-registry': createRpcClient(CivilRegistryServiceClient, env.CIVIL_REGISTRY_ADDRESS, tls),
    'civil-documents': createRpcClient(CivilDocumentsServiceClient, env.CIVIL_REGISTRY_ADDRESS, tls),
    'document-orders': createRpcClient(DocumentOrdersServiceClient, env.DOCUMENT_ORDERS_ADDRESS, tls),
    'register-imports': createRpcClient(RegisterImportServiceClient, env.CIVIL_REGISTRY_ADDRESS, tls),
    'register-pages': createRpcClient(RegisterPagesServiceClient, env.CIVIL_REGISTRY_ADDRESS, tls),
    'civil-statistics': createRpcClient(CivilStatisticsServiceClient, env.CIVIL_REGISTRY_ADDRESS, tls),
  };
  const onBehalf = (target: keyof typeof clients, caller: Caller): unknown =>
    new Proxy(
      {},
      {
        get: (_object, method: string) => async (request: unknown) => {
          const token = await signer.mint(caller, audiences[target] ?? target);
          const call = Reflect.get(clients[target].call, method) as (
            request: unknown,
            options: RpcCallOptions,
          ) => Promise<unknown>;
          return call(request, deadlines[method] === undefined ? { token } : { token, deadlineMs: deadlines[method] });
        },
      },
    );
  return {
    for: (caller) =>
      Object.fromEntries(
        Object.keys(clients).map((name) => [name, onBehalf(name as keyof typeof clients, caller)]),
      ) as unknown as Services,
    close: () => {
      for (const client of Object.values(clients)) client.close();
    },
  };
}
