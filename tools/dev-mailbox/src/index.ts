export type { Fault, QueuedFault } from './faults.ts';
export type { Attachment, Channel, EmailMessage, Message, SmsMessage } from './message.ts';
export type { Found } from './store/store.ts';
