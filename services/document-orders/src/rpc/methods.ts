import type { Methods, Platform } from '@jamaa/kit';
import type { DocumentOrdersServiceServer } from '@jamaa/proto/document_orders/v1/document_orders';
import type { Telemetry } from '../telemetry.ts';
import { finish } from './finish.ts';

export const methods = (platform: Platform, telemetry: Telemetry): Methods<DocumentOrdersServiceServer> => ({
  finish: finish(platform, telemetry),
});
