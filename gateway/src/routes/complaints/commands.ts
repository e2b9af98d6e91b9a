import { ExecuteRequest } from '@jamaa/proto/intake/v1/intake';
import { z } from 'zod';
import { versionOf } from '../../http/etag.ts';
import { type Route, route } from '../../http/route.ts';
import { attachmentClaims, complaint, problem, reference } from '../schemas.ts';
import { complaintBody } from './complaint-body.ts';

const text = z.string().max(10_000);
const code = z.string().max(60);
const day = z.string().max(10);
const assignment = {
  organisation: code.optional().meta({
    description: 'Who handles it; may be left out when category or commune is corrected: routing decides anew',
  }),
  unit: code.optional(),
  person: code.optional(),
  category: z.string().max(8).optional(),
  commune: z.string().max(20).optional(),
  text: text.optional(),
};

/** Every command that people give, with its arguments; the rules about who, when and what are intake's. */
const commands = {
  acknowledge: {
    summary: 'Acknowledge a paper or oral deposit',
    body: z.strictObject({ paperNumber: code.optional() }),
  },
  qualify: { summary: 'Decide who handles a case that no rule could place', body: z.strictObject(assignment) },
  assign: {
    summary: 'Give a case to another unit or person, or correct its category or place',
    body: z.strictObject(assignment),
  },
  take: { summary: 'Take a case of one’s unit', body: z.strictObject({}) },
  release: { summary: 'Give a taken case back to the unit', body: z.strictObject({ text: text.optional() }) },
  'ask-complement': {
    summary: 'Ask the citizen for what is missing; internal targets pause, the legal delay does not',
    body: z.strictObject({
      text,
      days: z.int().min(1).max(60).optional(),
      until: day.optional().meta({ description: 'Last day for it, instead of days', example: '2026-11-20' }),
    }),
  },
  complement: {
    summary: 'Give what was asked for',
    body: z.strictObject({ text, attachments: attachmentClaims.optional() }),
  },
  'propose-answer': {
    summary: 'Propose an answer; it leaves at once where no validation is required',
    body: z.strictObject({ text }),
  },
  dispose: {
    summary: 'Retain an observation or a suggestion, or not, and say why; it is closed by that',
    body: z.strictObject({ retained: z.boolean(), text }),
  },
  'return-answer': { summary: 'Send a proposal back to its author with a remark', body: z.strictObject({ text }) },
  approve: { summary: 'Approve the proposed answer or refusal', body: z.strictObject({}) },
  refuse: {
    summary: 'Propose a refusal, with reason code and legal basis',
    body: z.strictObject({
      reasonCode: z.enum([
        'before-court',
        'with-prosecutor',
        'not-competent',
        'insulting',
        'not-to-template',
        'unclear',
      ]),
      legalBasis: z.string().max(500),
      text,
      missingFields: z.array(z.string().max(60)).max(20).optional(),
    }),
  },
  transfer: {
    summary: 'Hand the case to another body on the platform; reference and legal delay stay',
    body: z.strictObject({ organisation: code, unit: code.optional(), text: text.optional() }),
  },
  'hand-over': {
    summary:
      'Hand the case to the cell of another région: open here until that cell has taken it, under a new reference',
    body: z.strictObject({
      commune: z.string().max(20).optional().meta({
        description: 'Where it belongs; may be left out when the body named is of one commune',
        example: '06.141.01.0',
      }),
      organisation: code.optional().meta({ description: 'Body there that it is for; else routing there decides' }),
      text: text.optional(),
    }),
  },
  'cancel-hand-over': {
    summary: 'Keep a case whose hand-over is pending; when it may have left already, the other cell is asked first',
    body: z.strictObject({ text: text.optional() }),
  },
  redirect: {
    summary: 'Send the citizen to a body outside, with its address',
    body: z.strictObject({ body: code, address: z.string().max(500).optional(), text }),
  },
  rate: {
    summary: 'Say how satisfied one is with the answer',
    body: z.strictObject({ score: z.int().min(1).max(5), text: text.optional() }),
  },
  reopen: { summary: 'Reopen an answered case, once', body: z.strictObject({ text }) },
  withdraw: { summary: 'Withdraw one’s case', body: z.strictObject({ text: text.optional() }) },
  merge: {
    summary: 'Merge into another case as co-reporter',
    body: z.strictObject({ into: reference, text: text.optional() }),
  },
  unmerge: { summary: 'Take a case out of a merge', body: z.strictObject({ text: text.optional() }) },
  note: {
    summary: 'Write an internal note, read by those who work on the case alone',
    body: z.strictObject({ text }),
  },
  remind: {
    summary: 'Supervision reminds the body that has the case (relance)',
    body: z.strictObject({ text: text.optional() }),
  },
  'demand-explanation': {
    summary: 'Supervision demands an explanation of the body that has the case, within a delay of its own',
    body: z.strictObject({ text, days: z.int().min(1).max(60).optional() }),
  },
  explain: {
    summary: 'The body gives the explanation that was demanded: its président, directeur des services or coordinator',
    body: z.strictObject({ text }),
  },
  'inspection-note': {
    summary: 'Write a note of inspection, read by supervision and inspection alone',
    body: z.strictObject({ text }),
  },
  designate: {
    summary: 'Supervision names the competent body of a case that went back and forth; it cannot hand it on',
    body: z.strictObject({ organisation: code, unit: code.optional(), text: text.optional() }),
  },
} as const satisfies Record<string, { summary: string; body: z.ZodObject }>;

export const commandRoutes: readonly Route[] = Object.entries(commands).map(([command, { summary, body }]) =>
  route({
    method: 'post',
    path: `/v1/complaints/{reference}/${command}`,
    operationId: command.replaceAll(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase()),
    tag: 'commands',
    summary,
    quota: 'write',
    access: 'public',
    params: z.object({ reference }),
    body: body as z.ZodObject,
    headers: z.object({
      'Tracking-Code': z.string().max(60).optional(),
      'Idempotency-Key': z.string().max(255).optional(),
      'If-Match': z.string().max(20).optional().meta({ description: 'ETag of the case, for example "v3"' }),
    }),
    answers: {
      200: { description: 'The case after the command', schema: complaint },
      403: { description: 'The caller may not give this command', schema: problem },
      404: { description: 'No such case, or not for this caller', schema: problem },
      409: { description: 'The state does not allow it', schema: problem },
      412: { description: 'The case has changed since the ETag given', schema: problem },
      422: { description: 'An argument is wrong', schema: problem },
    },
    async handle({ params, body: args, services, header }) {
      const { complaint: after } = await services.intake.execute(
        ExecuteRequest.fromPartial({
          reference: (params as { reference: string }).reference,
          trackingCode: header('tracking-code'),
          idempotencyKey: header('idempotency-key'),
          expectedVersion: versionOf(header('if-match')),
          command,
          arguments: args as object,
        }),
      );
      if (after === undefined) throw new Error('intake answered no complaint');
      const answer = complaintBody(after);
      return { status: 200, body: answer, headers: { ETag: `"v${answer.version}"` } };
    },
  }),
);
