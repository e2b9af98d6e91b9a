import type { IncomingMessage } from 'node:http';
import type { Instrumentation } from '@opentelemetry/instrumentation';
import { ExpressInstrumentation, ExpressLayerType } from '@opentelemetry/instrumentation-express';
import { GrpcInstrumentation } from '@opentelemetry/instrumentation-grpc';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { MongoDBInstrumentation } from '@opentelemetry/instrumentation-mongodb';
import { MongooseInstrumentation } from '@opentelemetry/instrumentation-mongoose';

const ADMIN_PATHS = new Set(['/healthz', '/readyz', '/metrics']);

function isAdminRequest(request: IncomingMessage): boolean {
  return ADMIN_PATHS.has(request.url?.split('?', 1)[0] ?? '');
}

/**
 * HTTP, Express, gRPC, mongoose and the driver below it. Database calls and outgoing requests are only traced
 * inside a trace: a relay that polls would otherwise start a new one at every turn.
 */
export function instrumentations(): Instrumentation[] {
  return [
    new HttpInstrumentation({ ignoreIncomingRequestHook: isAdminRequest, requireParentforOutgoingSpans: true }),
    new ExpressInstrumentation({ ignoreLayersType: [ExpressLayerType.MIDDLEWARE, ExpressLayerType.ROUTER] }),
    new GrpcInstrumentation(),
    // A mongoose span stands for its driver call; calls made on the driver itself have their own.
    new MongooseInstrumentation({ suppressInternalInstrumentation: true, requireParentSpan: true }),
    new MongoDBInstrumentation({ requireParentSpan: true, dbStatementSerializer: () => '' }),
  ];
}
