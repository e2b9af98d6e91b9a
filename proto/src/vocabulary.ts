import { Channel as ChannelEnum, ComplaintKind, ComplaintState } from '../gen/jamaa/intake/v1/complaint.ts';
import { wordsOf } from './words.ts';

/** Words that several services and the API share; the contract lists them. */
export const kinds = wordsOf('COMPLAINT_KIND', ComplaintKind);
export type Kind = (typeof kinds)[number];

export const states = wordsOf('COMPLAINT_STATE', ComplaintState);
export type State = (typeof states)[number];

export const channels = wordsOf('CHANNEL', ChannelEnum);
export type Channel = (typeof channels)[number];
