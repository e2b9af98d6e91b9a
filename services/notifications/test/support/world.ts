import { join } from 'node:path';
import { connectMongo, migrate, newId, readConfig } from '@jamaa/kit';
import { type Child, createSuite, type Suite, startChild, until } from '@jamaa/kit/testing';
import { GetAccountContactResponse, Organisation } from '@jamaa/proto/directory/v1/directory';
import { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import { GetContactResponse } from '@jamaa/proto/intake/v1/intake';
import type { Connection } from 'mongoose';
import { config } from '../../src/config.ts';
import { createContext, type NotificationsContext } from '../../src/context.ts';
import { migrationPlan } from '../../src/migration-plan.ts';
import { type MessageRow, messageRows } from '../../src/store/messages.ts';
import { type Mailbox, smsKey, startMailbox } from './mailbox.ts';
import {
  type DirectoryPeer,
  type IntakePeer,
  type OrdersPeer,
  type PeerOfTheTest,
  startDirectoryPeer,
  startIntakePeer,
  startOrdersPeer,
  startSlaPeer,
} from './peers.ts';

/** Everything around the service: broker, database, mailbox, and peers of the test. */
export interface World {
  readonly suite: Suite;
  readonly mailbox: Mailbox;
  readonly intake: IntakePeer;
  readonly directory: DirectoryPeer;
  readonly sla: PeerOfTheTest;
  readonly orders: OrdersPeer;
  readonly database: Connection;
  /** A case with its contact, known to the intake of the test. */
  file(wanted?: Wanted): Case;
  rows(complaintId: string): Promise<MessageRow[]>;
  /** Waits until every message of a case has come to an end, and there are so many. */
  settled(complaintId: string, count: number): Promise<MessageRow[]>;
  /** Runs the service in this process. */
  serve(more?: Record<string, string>): Promise<NotificationsContext>;
  /** Runs the service as a process of its own. */
  spawn(more?: Record<string, string>): Child;
  close(): Promise<void>;
}

export interface Wanted {
  readonly language?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly name?: string;
  readonly reachable?: boolean;
  readonly text?: string;
  readonly erased?: string;
  readonly confidential?: boolean;
  /** The one-time code that intake tells for e-mail. */
  readonly code?: string;
  readonly urgent?: boolean;
}

export interface Case {
  readonly id: string;
  readonly complaint: ComplaintSnapshot;
  readonly email: string;
  readonly phone: string;
}

const main = join(import.meta.dirname, '../../src/main.ts');
const OVER: readonly string[] = ['sent', 'failed', 'uncertain', 'suppressed'];

export async function createWorld(): Promise<World> {
  const suite = await createSuite();
  await migrate(migrationPlan, suite.env('notifications'));
  const [mailbox, intake, directory, sla, orders] = await Promise.all([
    startMailbox(),
    startIntakePeer(suite),
    startDirectoryPeer(suite),
    startSlaPeer(suite),
    startOrdersPeer(suite),
  ]);
  knownOrganisations(directory);
  const env = suite.env('notifications');
  const database = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
  const contexts: NotificationsContext[] = [];
  const children: Child[] = [];
  const variables = (more: Record<string, string> = {}): Record<string, string> =>
    suite.variables('notifications', {
      INTAKE_ADDRESS: intake.address,
      DIRECTORY_ADDRESS: directory.address,
      DOCUMENT_ORDERS_ADDRESS: orders.address,
      SMTP_URL: mailbox.smtpUrl,
      SMS_URL: mailbox.smsUrl,
      SMS_KEY: smsKey,
      MAIL_FROM: 'chikayat@jamaa.example',
      PORTAL_URL: 'https://jamaa.example',
      SEND_RETRY_BASE_MS: '2',
      // Long enough for a busy machine: a hand-over that is cut off would rightly go twice.
      SEND_TIMEOUT_MS: '6000',
      ...more,
    });
  const rows = (complaintId: string): Promise<MessageRow[]> => messageRows(database).find({ complaintId }).toArray();
  return {
    suite,
    mailbox,
    intake,
    directory,
    sla,
    orders,
    database,
    file: (wanted = {}) => fileCase(intake, wanted),
    rows,
    settled: (complaintId, count) =>
      until(
        `${count} messages of ${complaintId} are through`,
        async () => {
          const found = await rows(complaintId);
          return found.length === count && found.every((row) => OVER.includes(row.state)) && found;
        },
        40_000,
      ),
    async serve(more) {
      const context = await createContext(readConfig(config, variables(more)));
      contexts.push(context);
      return context;
    },
    spawn(more) {
      const child = startChild(main, variables(more));
      children.push(child);
      return child;
    },
    async close() {
      await Promise.all(children.map((child) => child.kill('SIGKILL')));
      for (const { platform } of contexts) await platform.close();
      for (const { platform } of [intake, directory, sla, orders]) {
        await platform.mongo.dropDatabase();
        await platform.close();
      }
      await database.dropDatabase();
      await database.close();
      await mailbox.stop();
    },
  };
}

function fileCase(intake: IntakePeer, wanted: Wanted): Case {
  const id = newId();
  const email = wanted.email ?? `amina.${id.slice(-8)}@courriel.example`;
  const phone = wanted.phone ?? `+2126${String(Number.parseInt(id.slice(-7), 16) % 100_000_000).padStart(8, '0')}`;
  const complaint = ComplaintSnapshot.fromPartial({
    id,
    reference: `03-26-${id.slice(-6).toUpperCase()}-C`,
    version: 1,
    state: 'COMPLAINT_STATE_RECEIVED',
    kind: 'COMPLAINT_KIND_RECLAMATION',
    category: 'ECL',
    communeCode: '03.231.01.0',
    channel: 'CHANNEL_WEB',
    language: wanted.language ?? 'ar',
    receivedAt: new Date('2026-11-02T09:05:00Z'),
    acknowledgedAt: new Date('2026-11-02T09:05:00Z'),
    dueAt: new Date('2027-01-01T23:00:00Z'),
    organisation: 'commune:03.231.01.0',
    unit: 'technical',
    confidential: wanted.confidential ?? false,
    reachable: wanted.reachable ?? true,
    urgent: wanted.urgent ?? false,
  });
  intake.contacts.set(
    id,
    GetContactResponse.fromPartial({
      complaint: {
        snapshot: complaint,
        commune: { code: '03.231.01.0', name: { ar: 'فاس', fr: 'Fès' } },
        categoryName: { ar: 'الإنارة العمومية', fr: 'Éclairage public' },
        dueExplanation: { ar: 'الأجل: 60 يوما.', fr: 'Délai : 60 jours calendaires.' },
        refusal: { reasonCode: 'before-court', legalBasis: '2-17-265', text: '', missingFields: [] },
      },
      name: wanted.name ?? 'أمينة برادة',
      email,
      phone,
      language: complaint.language,
      text: wanted.text ?? '',
      erased: wanted.erased ?? '',
      codes:
        wanted.code === undefined
          ? []
          : [{ way: 'email', code: wanted.code, expiresAt: new Date('2026-11-02T09:15:00Z') }],
    }),
  );
  return { id, complaint, email, phone };
}

function knownOrganisations(directory: DirectoryPeer): void {
  const organisation = (id: string, kind: string, ar: string, fr: string): void =>
    void directory.organisations.set(
      id,
      Organisation.fromPartial({
        id,
        kind,
        name: { ar, fr },
        address: { ar: 'شارع محمد الخامس', fr: 'Avenue Mohammed V' },
        units: [{ code: 'technical', name: { ar: 'المصلحة التقنية', fr: 'Service technique' } }],
      }),
    );
  organisation('commune:03.231.01.0', 'commune', 'فاس', 'Fès');
  organisation('srm:03', 'srm', 'الشركة الجهوية متعددة الخدمات فاس - مكناس', 'SRM Fès-Meknès');
  organisation('etat:dgsn', 'etat', 'المديرية العامة للأمن الوطني', 'Direction générale de la sûreté nationale');
  const account = (id: string, language: string): void =>
    void directory.accounts.set(
      id,
      GetAccountContactResponse.fromPartial({
        name: `Agent ${id}`,
        email: `${id}@province.example`,
        phone: '',
        language,
      }),
    );
  account('gouverneur-1', 'fr');
  account('gouverneur-2', 'ar');
}
