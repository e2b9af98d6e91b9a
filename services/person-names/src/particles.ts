/** Words that belong to the next one: joined or apart, the name is the same. Folded. */
export const joinsNext: ReadonlySet<string> = new Set(
  `el al l ait ben bent bin bint ibn bou abou abu abd ould ouled oulad id bni beni
   ال بن ابن بنت بو ابو عبد ولد ايت اولاد بني ⴰⵢⵜ ⴱⵏ ⴱⵓ ⵓⵍⴷ`.split(/\s+/),
);

/** Words that belong to the one before: NOUR EDDINE, فتح الله. Folded. */
export const joinsPrevious: ReadonlySet<string> = new Set(
  'eddine eddin eddyn addine dine din allah ellah ullah الدين الله'.split(' '),
);

/** The article before a letter that it takes the sound of: ES SAADI, ECH CHARIF. */
export const assimilated: ReadonlySet<string> = new Set('es ez en er et ed ech esh as az an ar at ad ach'.split(' '));

/** What a clerk leaves out before a name without making it another: articles, "of the tribe of", "daughter of". Folded. */
export const silent: ReadonlySet<string> = new Set(
  'el l ait id bent bint ould ouled oulad ال بنت ولد ايت اولاد ⴰⵢⵜ ⵓⵍⴷ'.split(' '),
);

/**
 * Titles that are no part of a first name (decree 2-22-04; the list is ours until its text is verified, see {@link nameRules}). They
 * stand in old acts and are left out by whoever searches. Folded.
 */
export const titles: ReadonlySet<string> = new Set(
  `moulay mouley moulai mly sidi sidy si lalla lala lla haj hajj hadj haji alhaj elhaj elhajj elhadj haja hajja hadja elhaja elhajja elhadja
   مولاي سيدي السيد السيده للا لاله لالا حاج الحاج حاجه الحاجه ⵎⵓⵍⴰⵢ ⵙⵉⴷⵉ ⵍⴰⵍⵍⴰ ⵍⵃⴰⵊⵊ ⵍⵃⴰⵊⵊⴰ`.split(/\s+/),
);

/** Titles that clerks write together with the name: MOULAYALI. Folded. */
export const joinedTitles: readonly string[] = ['moulay', 'mouley', 'lalla', 'مولاي'];

/** First names of two words that are one name, folded and joined, with the words they are made of. */
export const compounds: readonly (readonly [RegExp, readonly [string, string]])[] = [
  [/^fatim[ae]?t?[ae]?(?:e|a|i)?l?z+[aeou]*h?ra[ah]?$/u, ['fatima', 'zahra']],
  [/^فاطمه?(?:ال)?ز(?:ه|و)ر(?:ه|ا)$/u, ['فاطمه', 'زهرا']],
];
