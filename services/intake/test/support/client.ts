import { type Caller, createCallerSigner, createRpcClient, newId, type Rpc } from '@jamaa/kit';
import type { Suite } from '@jamaa/kit/testing';
import { CommandArguments, IntakeServiceClient, SubmitRequest } from '@jamaa/proto/intake/v1/intake';
import type { Staff } from './directory.ts';

type Method = keyof Rpc<IntakeServiceClient>;
type Request<K extends Method> = Parameters<Rpc<IntakeServiceClient>[K]>[0];

export interface Filed {
  readonly reference: string;
  readonly trackingCode: string;
  readonly id: string;
}

/** Intake's methods as the gateway and services call them. */
export interface Client {
  as(caller: Caller): <K extends Method>(method: K, request: Request<K>) => ReturnType<Rpc<IntakeServiceClient>[K]>;
  /** Files a broken street light in Sefrou. */
  submit(change?: Parameters<typeof SubmitRequest.fromPartial>[0], caller?: Caller): Promise<Filed>;
  /** Gives a command as a member of staff, or as the complainant by the tracking code. */
  give(
    by: Staff | { trackingCode: string },
    filed: Pick<Filed, 'reference'>,
    command: string,
    args?: Partial<CommandArguments>,
    idempotencyKey?: string,
  ): ReturnType<Rpc<IntakeServiceClient>['execute']>;
  close(): void;
}

export const anonymous: Caller = { kind: 'anonymous', client: 'portal' };
export const service = (name: string): Caller => ({ kind: 'service', service: name });
export const person = (subject: string): Caller => ({ kind: 'account', subject, client: 'portal', acr: 'strong' });

const streetLight = {
  kind: 'COMPLAINT_KIND_RECLAMATION',
  category: 'ECL',
  language: 'ar',
  description: 'مصباح الإنارة العمومية معطل أمام المدرسة منذ أسبوع',
  location: { longitude: -4.83, latitude: 33.83 },
  complainant: { name: 'أمينة العلوي', phone: '0612345678', email: 'amina@example.org' },
  channel: 'CHANNEL_WEB',
} as const;

export async function connectIntake(suite: Suite, address: string): Promise<Client> {
  const client = createRpcClient(IntakeServiceClient, address);
  const gateway = await createCallerSigner(suite.secretsDir, 'gateway');
  const as: Client['as'] = (caller) => (method, request) => {
    const run = async (): Promise<unknown> => {
      const signer = caller.kind === 'service' ? await createCallerSigner(suite.secretsDir, caller.service) : gateway;
      const send = client.call[method] as (request: unknown, options: object) => Promise<unknown>;
      return send(request, { token: await signer.mint(caller, 'intake'), deadlineMs: 15_000 });
    };
    return run() as never;
  };
  return {
    as,
    async submit(change = {}, caller = anonymous) {
      const request = SubmitRequest.fromPartial({ idempotencyKey: newId(), ...streetLight, ...change });
      const { complaint, trackingCode } = await as(caller)('submit', request);
      return { reference: complaint?.snapshot?.reference ?? '', id: complaint?.snapshot?.id ?? '', trackingCode };
    },
    give(by, { reference }, command, args = {}, idempotencyKey = '') {
      const caller = typeof by === 'string' ? person(by) : anonymous;
      return as(caller)('execute', {
        reference,
        trackingCode: typeof by === 'string' ? '' : by.trackingCode,
        idempotencyKey,
        expectedVersion: 0,
        command,
        arguments: CommandArguments.fromPartial(args),
      });
    },
    close: () => client.close(),
  };
}

/** The code of the error with which a call ends; `ok` when it does not. */
export const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    (error: { code?: string }) => error.code ?? 'no code',
  );

/** What a list is asked for when nothing is said, but for `change`. */
export const listRequest = (change: { search?: string; sort?: string; cursor?: string; limit?: number }) => ({
  territory: '',
  organisation: '',
  unit: '',
  states: [],
  category: '',
  overdue: false,
  search: '',
  sort: '',
  cursor: '',
  limit: 0,
  mine: false,
  queue: '',
  ...change,
});
