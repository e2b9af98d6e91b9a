import type { ComplainantDraft } from '../domain/submission.ts';
import type { Channel } from '../domain/vocabulary.ts';
import type { Random } from './random.ts';
import { firstNames, lastNames } from './words/names.ts';

/**
 * A person who does not exist: names from lists, a telephone number of the range 0600 0…, which is well formed and belongs to
 * no series we know to be in service, an address under `.example`, a national card of the letters ZZ.
 */
export function makePerson(random: Random, language: string, channel: Channel): ComplainantDraft {
  const [first, last] = [random.pick(firstNames), random.pick(lastNames)];
  const latin = language === 'fr' || random.chance(0.15);
  // Who calls has a telephone, and the desk asks for the card.
  const phone =
    random.chance(0.94) || channel === 'call-centre' ? `06000${String(random.below(100_000)).padStart(5, '0')}` : '';
  const mailbox = `${first[1]}.${last[1]}.${random.below(1000)}`
    .normalize('NFKD')
    .replaceAll(/[^\w.]/g, '')
    .toLowerCase();
  return {
    name: latin ? `${first[1]} ${last[1]}` : `${first[0]} ${last[0]}`,
    phone,
    email: phone === '' || random.chance(0.38) ? `${mailbox}@courriel.example` : '',
    identity:
      random.chance(0.3) || channel === 'desk'
        ? { type: 'cin', number: `ZZ${100_000 + random.below(900_000)}` }
        : undefined,
  };
}
