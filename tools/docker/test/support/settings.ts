import { portsFrom, type StackSecrets } from '@jamaa/stack';
import { alone } from '../../../stack/src/platform/place.ts';

const folder = '/var/lib/jamaa/secrets';
const secrets: StackSecrets = {
  folder,
  password: (user) => `word-of-${user}`,
  file: (name) => `${folder}/${name}`,
};

/** The stack of `npm start` on its usual ports, with made-up passwords: what it tells its processes is compared, nothing runs. */
export const settings = {
  ports: portsFrom(8080),
  secrets,
  data: '/var/lib/jamaa',
  logLevel: 'info',
  place: alone,
  passOn: {},
};
