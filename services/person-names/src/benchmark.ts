import { plainLikeness } from './benchmark/edit-distance.ts';
import { crowd, labelledSet } from './benchmark/labelled-set.ts';
import { allPairs, bestThreshold, byKeys, type Quality, qualityAt, sharing, wantedIn } from './benchmark/measure.ts';
import { DUPLICATE_THRESHOLD, duplicateScore, identityKeys, queryKeys } from './index.ts';

/** `node services/person-names/src/benchmark.ts`: prints what the README says, in about a minute. */
const [TRAIN, TEST, CROWD] = [1, 2, 3];
const NATION = 40_000_000;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const shown = ({ recall, precision, threshold }: Quality): string =>
  `recall ${percent(recall)}, precision ${percent(precision)} (threshold ${threshold.toFixed(2)})`;
const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

const keys = { stored: identityKeys, asked: queryKeys };
const train = labelledSet({ seed: TRAIN, size: 1_500, asked: 1_000 });
const plainThreshold = bestThreshold(allPairs(train, plainLikeness), wantedIn(train));

for (const [name, seed] of [
  ['train', TRAIN],
  ['test', TEST],
] as const) {
  const set = seed === TRAIN ? train : labelledSet({ seed, size: 1_500, asked: 1_000 });
  const wanted = wantedIn(set);
  const found = byKeys(set, keys, duplicateScore);
  console.log(
    `${name} (seed ${seed}): ${set.register.length} acts, ${set.declarations.length} declarations, ${wanted} of people in the register`,
  );
  console.log(`  keys, then duplicateScore  ${shown(qualityAt(DUPLICATE_THRESHOLD, found.pairs, wanted))}`);
  console.log(`  plain edit distance        ${shown(qualityAt(plainThreshold, allPairs(set, plainLikeness), wanted))}`);
  console.log(
    `  reached by keys            ${percent(found.reached)}; best threshold here ${bestThreshold(found.pairs, wanted).toFixed(2)}`,
  );
}

const acts = crowd({ seed: CROWD, size: 40_000, families: 4_000 });
const tokens = mean(acts.map((act) => identityKeys(act).length));
const others = sharing(acts, identityKeys, NATION);
const of = (kind: string): number => Math.round(others.get(kind) ?? 0);
console.log(
  `index: ${tokens.toFixed(1)} tokens an act; from ${acts.length} acts of 4,000 families to ${NATION} people, others that share by chance`,
);
console.log(
  `  names ${of('N')}; names and year ${of('Y')}; day and family name ${of('F')}, first name ${of('G')}, father ${of('P')}`,
);
console.log(`  so a declaration with a birth date is compared with about ${3 * of('Y') + of('F') + of('G') + of('P')}`);
