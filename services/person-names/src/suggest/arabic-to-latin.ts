import { type Unit, vocalise } from './arabic-word.ts';

const sun = 'تثدذرزسشصضطظن';

interface Spelling {
  /** Short vowels inside as they are most often, or as E. */
  readonly short?: 'E';
  readonly qaf?: 'Q';
  readonly article?: '';
}

/** Best first: what clerks write when no usual spelling is known. */
const spellings: readonly Spelling[] = [{}, { short: 'E' }, { qaf: 'Q' }, { article: '' }];

function spell(units: readonly Unit[], { short, qaf }: Spelling): string {
  const text = units
    .map(({ kind, letter, latin }, at) => {
      if (letter === 'ق') return qaf ?? latin;
      if (kind === 'inserted') return latin === 'A' ? (short ?? latin) : latin;
      const between =
        units[at - 1]?.kind !== 'consonant' && units[at + 1] !== undefined && units[at + 1]?.kind !== 'consonant';
      return latin === 'S' && at > 0 && between ? 'SS' : latin;
    })
    .join('');
  return text.replace(/(?<=.)([AI]N)$/u, '$1E');
}

function word(text: string, how: Spelling): string {
  const [, rest = ''] = /^ال(.{2,})$/u.exec(text) ?? [];
  if (rest !== '') return `${how.article ?? 'EL '}${spell(vocalise(rest), how)}`;
  const [, prefix = '', name = ''] = /^(بن|بو)(.{3,})$/u.exec(text) ?? [];
  if (prefix !== '') return (prefix === 'بن' ? 'BEN' : 'BOU') + spell(vocalise(name), how);
  return spell(vocalise(text), how);
}

/** عبد with a name of God: the article takes the sound of a sun letter. */
function servant(name: string, how: Spelling): string {
  const bare = name.replace(/^ال/u, '');
  const said = name === 'الله' ? 'LAH' : spell(vocalise(bare), how);
  if (!sun.includes(bare.slice(0, 1))) return `ABDEL${said}`;
  return said.startsWith('CH') ? `ABDE${said}` : `ABDE${said.slice(0, 1)}${said}`;
}

/** A Map: a name may be called like a member of every object. */
const fixed: ReadonlyMap<string, string> = new Map([
  ['آيت', 'AIT'],
  ['ايت', 'AIT'],
  ['أيت', 'AIT'],
  ['بن', 'BEN'],
  ['ابن', 'BEN'],
  ['بو', 'BOU'],
  ['ولد', 'OULD'],
  ['بنت', 'BENT'],
]);

/** Latin spellings of one Arabic name with its particles (a group of words), by rules alone, best first. */
export function latinOfArabic(group: readonly string[]): string[] {
  return spellings.map((how) => {
    let text = '';
    for (const [at, one] of group.entries()) {
      if (at > 0 && group[at - 1] === 'عبد') text += servant(one, how);
      else if (one === 'عبد' && at < group.length - 1) continue;
      else if (at > 0 && one === 'الدين') text += 'EDDINE';
      else if (at > 0 && one === 'الله') text += 'ALLAH';
      else text += `${at > 0 ? ' ' : ''}${fixed.get(one) ?? word(one, how)}`;
    }
    return text.trim();
  });
}
