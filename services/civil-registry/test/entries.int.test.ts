import {
  appendEvents,
  createPlatform,
  createRpcClient,
  encodeEvent,
  inTransaction,
  journalRows,
  migrate,
  newId,
  type Platform,
  readConfig,
  serve,
} from '@jamaa/kit';
import { createSuite, type Suite, until, writeDevelopmentSecrets } from '@jamaa/kit/testing';
import { civilRegistryEvents, intakeEvents } from '@jamaa/proto/catalog';
import { CivilRegistryServiceClient } from '@jamaa/proto/civil_registry/v1/civil_registry';
import { ComplaintSubmitted } from '@jamaa/proto/intake/v1/events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { config } from '../src/config.ts';
import { type CivilRegistryContext, createContext } from '../src/context.ts';
import { migration } from '../src/store/indexes.ts';

/** Given intake's real journal and relay, and this service behind its gRPC door. */
describe('entries', () => {
  let suite: Suite;
  let intake: Platform;
  let context: CivilRegistryContext;
  let client: ReturnType<typeof createRpcClient<CivilRegistryServiceClient>>;

  const submit = async (id: string): Promise<void> => {
    const event = encodeEvent(intakeEvents.submitted, ComplaintSubmitted.fromPartial({ complaint: { id } }));
    const head = { type: 'complaint', id, version: 0 };
    await inTransaction(intake.mongo, async (session) => appendEvents(session, head, [event], intake.clock.now()));
    intake.relay.poke();
  };
  const entries = () => context.platform.mongo.collection<{ _id: string }>('entries');
  const opened = async (): Promise<string> => {
    const id = newId();
    await submit(id);
    await until('the entry is there', () => entries().findOne({ _id: id }));
    return id;
  };
  const finish = async (complaintId: string) => {
    const token = await intake.signer.mint({ kind: 'service', service: 'intake' }, 'civil-registry');
    return client.call.finish({ complaintId }, { token });
  };

  beforeAll(async () => {
    suite = await createSuite();
    await writeDevelopmentSecrets(suite.secretsDir, ['gateway', 'intake', 'civil-registry']);
    await migrate({ service: 'intake', indexes: [], consumes: [] }, suite.env('intake'));
    intake = await createPlatform({ service: 'intake', env: suite.env('intake'), indexes: [] });
    const served = await serve(intake, []);
    const address = `127.0.0.1:${served.rpcPort}`;
    const env = readConfig(config, suite.variables('civil-registry', { INTAKE_ADDRESS: address }));
    await migrate(migration, env);
    context = await createContext(env);
    client = createRpcClient(CivilRegistryServiceClient, `127.0.0.1:${context.served.rpcPort}`);
  });
  afterAll(async () => {
    client.close();
    await context.platform.mongo.dropDatabase();
    await intake.mongo.dropDatabase();
    await context.platform.close();
    await intake.close();
  });

  it('opens one entry for a submitted complaint', async () => {
    const id = await opened();
    expect(await entries().findOne({ _id: id })).toMatchObject({ state: 'open', version: 0 });
  });

  it('finishes an entry once: state and event together', async () => {
    const id = await opened();
    expect(await finish(id)).toEqual({ complaintId: id, state: 'finished', version: 1 });
    await expect(finish(id)).rejects.toMatchObject({ code: 'command-not-allowed' });
    const journal = journalRows(context.platform.mongo);
    const published = await until('published', () => journal.findOne({ aggregateId: id, pending: { $exists: false } }));
    expect(published).toMatchObject({ type: civilRegistryEvents.finished.type, version: 1 });
    expect(await journal.countDocuments({ aggregateId: id })).toBe(1);
  });

  it('refuses an unknown complaint, a request without one, and people', async () => {
    await expect(finish(newId())).rejects.toMatchObject({ code: 'not-found' });
    await expect(finish('')).rejects.toMatchObject({
      code: 'validation-failed',
      fields: [expect.objectContaining({ path: 'complaintId' })],
    });
    await expect(client.call.finish({ complaintId: newId() }, { token: '' })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });
});
