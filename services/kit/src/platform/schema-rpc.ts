import type { SchemaServiceServer, SchemaVersion, VersionsRequest } from '@jamaa/proto/platform/v1/platform';
import { runningReleases } from '../migrations/releases.ts';
import type { SchemaStep } from '../migrations/steps.ts';
import { readVersions, type VersionRow, versionOf } from '../migrations/versions.ts';
import type { Methods, RpcCall } from '../rpc/server.ts';
import { operatorsOnly } from './operators.ts';
import type { Platform } from './platform.ts';

const taken = ({ _id: id, name, kind, state, at, by, release, digest }: VersionRow): SchemaVersion => ({
  id,
  name,
  kind,
  state,
  at,
  by,
  release,
  digest,
});

const due = ({ id, name, kind }: SchemaStep): SchemaVersion => ({
  id,
  name,
  kind,
  state: 'due',
  at: undefined,
  by: '',
  release: '',
  digest: '',
});

export const schemaMethods = ({ mongo, release, schema }: Platform): Methods<SchemaServiceServer> => ({
  async versions(_request: VersionsRequest, call: RpcCall) {
    operatorsOnly(call);
    const rows = await readVersions(mongo);
    const steps = [
      ...[...rows.values()].map(taken),
      ...schema.steps.filter((step) => !rows.has(step.id)).map(due),
    ].sort((a, b) => a.id - b.id);
    const running = (await runningReleases(mongo)).map(({ _id: instance, ...row }) => ({
      instance,
      release: row.release,
      min: row.min,
      max: row.max,
      since: row.since,
    }));
    return { release, min: schema.min, max: schema.max, version: versionOf(rows), steps, running };
  },
});
