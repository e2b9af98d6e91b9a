/** A service's name in every spelling that code needs. */
export interface Names {
  /** `mail-room`: folder, package, event types, durable consumer. */
  readonly name: string;
  /** `mail_room`: protobuf package, metrics, database. */
  readonly snake: string;
  /** `mailRoom` */
  readonly camel: string;
  /** `MailRoom` */
  readonly pascal: string;
}

/** Words of the platform that would collide. */
const taken: ReadonlySet<string> = new Set([
  'kit',
  'deadlines',
  'territory',
  'person-names',
  'gateway',
  'observability',
  'ops',
  'platform',
  'proto',
  'dev',
  'admin',
  'migration',
]);

/** @throws Error that says what a good name is */
export function namesOf(name: string): Names {
  if (!/^[a-z]+(-[a-z]+)*$/.test(name) || name.length > 40) {
    throw new Error(`bad name "${name}": lower-case words joined by hyphens, letters only, 40 at most (mail-room)`);
  }
  if (taken.has(name)) throw new Error(`bad name "${name}": the platform uses it for something else`);
  const words = name.split('-');
  const pascal = words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('');
  return {
    name,
    snake: words.join('_'),
    camel: `${pascal.charAt(0).toLowerCase()}${pascal.slice(1)}`,
    pascal,
  };
}
