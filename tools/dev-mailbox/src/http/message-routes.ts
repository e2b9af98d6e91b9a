import { type Response, Router } from 'express';
import { z } from 'zod';
import type { EmailMessage, Message } from '../message.ts';
import type { MessageStore } from '../store/store.ts';
import { sendAttachment } from './attachment.ts';
import { readInput, sendProblem } from './problem.ts';

const limitSchema = z
  .string()
  .regex(/^[1-9]\d{0,3}$/, 'must be a number from 1 to 9999')
  .transform(Number);

export const searchSchema = z.strictObject({
  to: z.string().max(320).optional(),
  channel: z.enum(['email', 'sms']).optional(),
  text: z.string().max(500).optional(),
  limit: limitSchema.default(50),
});

const toJson = (message: Message) =>
  message.channel === 'sms'
    ? message
    : {
        ...message,
        attachments: message.attachments.map((attachment, index) => ({
          ...attachment,
          url: `/messages/${message.id}/attachments/${index}`,
        })),
      };

const findEmail = (store: MessageStore, id: string, response: Response): EmailMessage | undefined => {
  const message = store.find(id);
  if (message?.channel === 'email') return message;
  sendProblem(response, 404, 'id: no such e-mail');
  return undefined;
};

/** The JSON view of the mailbox, for tests and scripts. */
export const createMessageRoutes = (store: MessageStore): Router => {
  const router = Router();

  router.get('/', (request, response) => {
    const search = readInput(searchSchema, request.query, response);
    if (!search) return;
    const found = store.search(search);
    response.json({ ...found, messages: found.messages.map(toJson) });
  });

  router.delete('/', (_request, response) => {
    store.clear();
    response.status(204).end();
  });

  router.get('/:id', (request, response) => {
    const message = store.find(request.params.id);
    if (message) response.json(toJson(message));
    else sendProblem(response, 404, 'id: no such message');
  });

  router.get('/:id/attachments/:index', (request, response) => {
    const message = findEmail(store, request.params.id, response);
    if (!message) return;
    const attachment = /^\d{1,4}$/.test(request.params.index) && message.attachments[Number(request.params.index)];
    if (attachment) sendAttachment(response, attachment, store.readAttachment(message, Number(request.params.index)));
    else sendProblem(response, 404, 'index: no such attachment');
  });
  return router;
};
