import { timingSafeEqual } from 'node:crypto';
import { json, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { Faults } from '../faults.ts';
import type { SmsMessage } from '../message.ts';
import type { MessageStore } from '../store/store.ts';
import { readInput, sendProblem } from './problem.ts';

const smsSchema = z.strictObject({
  id: z.string().min(1).max(200),
  to: z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be an E.164 number such as +212661234567'),
  from: z.string().min(1).max(32).optional(),
  text: z.string().min(1).max(1_600),
});

const requireKey = (key: string): RequestHandler => {
  const expected = Buffer.from(`Bearer ${key}`);
  return (request, response, next) => {
    const given = Buffer.from(request.get('authorization') ?? '');
    if (given.length === expected.length && timingSafeEqual(given, expected)) return next();
    response.set('www-authenticate', 'Bearer');
    return sendProblem(response, 401, 'authorization: the bearer key is missing or wrong');
  };
};

const statusOf = ({ key, providerReference, attempts, receivedAt }: SmsMessage) => ({
  id: key,
  providerReference,
  status: 'delivered',
  attempts,
  acceptedAt: receivedAt,
});

/**
 * The SMS provider's API: POST /sms/messages (202, or 200 for an id that is there already) and
 * GET /sms/messages/{id} by the sender's own id.
 */
export const createSmsRoutes = (store: MessageStore, faults: Faults, key: string): Router => {
  const router = Router();
  router.use(requireKey(key), json({ limit: '16kb' }));

  router.post('/messages', async (request, response) => {
    const sms = readInput(smsSchema, request.body ?? {}, response);
    if (!sms) return;
    const fault = await faults.take('sms');
    if (fault === 'refuse') return sendProblem(response, 422, 'refused, ordered by a test');
    if (fault === 'temporary') {
      response.set('retry-after', '1');
      return sendProblem(response, 503, 'temporary failure, ordered by a test');
    }
    const { message, created } = store.addSms({ key: sms.id, to: [sms.to], from: sms.from, text: sms.text });
    if (fault === 'drop-after-accept') {
      request.socket.destroy();
      return;
    }
    response.status(created ? 202 : 200).json(statusOf(message));
  });

  router.get('/messages/:id', (request, response) => {
    const message = store.findSms(request.params.id);
    if (message) response.json(statusOf(message));
    else sendProblem(response, 404, 'id: no such message');
  });
  return router;
};
