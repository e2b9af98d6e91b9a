import { createCallerSigner, createRpcClient, type RpcClient } from '@jamaa/kit';
import { intakeEvents } from '@jamaa/proto/catalog';
import { ComplaintWithdrawn } from '@jamaa/proto/intake/v1/events';
import { NotificationsServiceClient, RenderReceiptRequest } from '@jamaa/proto/notifications/v1/notifications';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createWorld, type World } from './support/world.ts';

/** Who may ask for the delivery log and for receipts, and what they get. */
describe('over gRPC', () => {
  let world: World;
  let client: RpcClient<NotificationsServiceClient>;
  let person: { token: string };
  let service: { token: string };
  let staff: { token: string };

  beforeAll(async () => {
    world = await createWorld();
    const context = await world.serve();
    client = createRpcClient(NotificationsServiceClient, `127.0.0.1:${context.served.rpcPort}`);
    const gateway = await createCallerSigner(world.suite.secretsDir, 'gateway');
    const intake = await createCallerSigner(world.suite.secretsDir, 'intake');
    person = { token: await gateway.mint({ kind: 'anonymous', client: 'web' }, 'notifications') };
    staff = {
      token: await gateway.mint({ kind: 'account', subject: 's', client: 'web', acr: 'strong' }, 'notifications'),
    };
    service = { token: await intake.mint({ kind: 'service', service: 'intake' }, 'notifications') };
  });
  afterAll(async () => {
    client.close();
    await world.close();
  });

  it('staff see the delivery log of a case, without personal data; the anonymous do not', async () => {
    const filed = world.file({ phone: '' });
    await world.intake.publish(filed.id, [
      intakeEvents.withdrawn,
      ComplaintWithdrawn.fromPartial({ complaint: filed.complaint }),
    ]);
    const [row] = await world.settled(filed.id, 1);
    const { deliveries } = await client.call.listDeliveries({ complaintId: filed.id }, staff);
    expect(deliveries).toMatchObject([
      {
        key: row?._id,
        template: 'withdrawn',
        channel: 'email',
        language: 'ar',
        state: 'sent',
        attempts: 1,
        recipient: 'complainant',
      },
    ]);
    expect(JSON.stringify(deliveries)).not.toContain(filed.email);
    await expect(client.call.listDeliveries({ complaintId: filed.id }, person)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(client.call.listDeliveries({ complaintId: '' }, staff)).rejects.toMatchObject({
      fields: [{ path: 'complaint_id' }],
    });
  });

  it('a person gets the receipt of the case they bring; by id alone only a service does', async () => {
    const filed = world.file();
    const { complaint } = world.intake.contacts.get(filed.id) ?? {};
    const ask = (more: Partial<RenderReceiptRequest>, as: { token: string }) =>
      client.call.renderReceipt(RenderReceiptRequest.fromPartial(more), as);
    for (const answer of [
      await ask({ complaint, language: 'fr' }, person),
      await ask({ complaintId: filed.id }, service),
    ])
      expect(answer.pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await expect(ask({ complaintId: filed.id }, person)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(ask({ complaintId: filed.id }, staff)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(ask({ complaintId: 'unknown' }, service)).rejects.toMatchObject({ code: 'not-found' });
    await expect(ask({ complaint, language: 'en' }, person)).rejects.toMatchObject({
      fields: [{ path: 'language' }],
    });
    await expect(ask({}, service)).rejects.toMatchObject({ fields: [{ path: 'complaint_id' }] });
  });
});
