import { type Channel, electronicChannels, type Kind } from '../domain/vocabulary.ts';
import { type Random, weighted } from './random.ts';

/** How often people complain of what, in towns and in the country: our estimate, shaped by what communes publish. */
const shares: Readonly<Record<string, readonly [urban: number, rural: number]>> = {
  VOI: [15, 9],
  ECL: [14, 12],
  DEC: [13, 6],
  DPS: [6, 4],
  ASS: [6, 3],
  EAU: [6, 12],
  ELE: [4, 7],
  INO: [2, 3],
  ESV: [4, 1],
  MOB: [1.5, 0.5],
  CIR: [3, 1],
  STA: [2, 0.2],
  TRB: [2.5, 0.8],
  TRT: [1, 0.5],
  ODP: [4, 1],
  AMB: [3, 2],
  URB: [3, 3],
  CON: [3, 3],
  ECO: [1, 0.5],
  NUI: [3, 1],
  HYG: [3, 2],
  ANI: [2.5, 2.5],
  ABA: [0.4, 0.8],
  CIV: [2, 3],
  LEG: [0.8, 1],
  CIM: [0.4, 0.5],
  TAX: [1.2, 0.8],
  FON: [0.5, 1.5],
  SOC: [1, 4],
  RUR: [0.1, 13],
  SPO: [1, 1],
  ACC: [1.5, 2],
  COR: [0.5, 0.7],
  INF: [0.3, 0.2],
  AUT: [2, 3],
};

const drawUrban = weighted(Object.entries(shares).map(([code, [urban]]) => [code, urban] as const));
const drawRural = weighted(Object.entries(shares).map(([code, [, rural]]) => [code, rural] as const));

/** Rain brings floods and broken roads, summer brings thirst, fires and insects. */
const seasonal: Readonly<Record<string, readonly number[]>> = {
  INO: [1, 0.9, 0.7, 0.5, 0.2, 0.1, 0.1, 0.1, 0.4, 0.7, 1, 1],
  EAU: [0.5, 0.5, 0.5, 0.6, 0.7, 0.9, 1, 1, 0.9, 0.7, 0.5, 0.5],
  HYG: [0.4, 0.4, 0.5, 0.6, 0.8, 1, 1, 1, 0.9, 0.7, 0.5, 0.4],
  RUR: [1, 1, 0.9, 0.6, 0.5, 0.4, 0.4, 0.4, 0.5, 0.6, 0.9, 1],
};

export function drawCategory(random: Random, urban: boolean, at: Date): string {
  for (;;) {
    const code = urban ? drawUrban(random) : drawRural(random);
    const months = seasonal[code];
    if (months === undefined || random.chance(months[at.getUTCMonth()] ?? 1)) return code;
  }
}

export const drawKind: (random: Random) => Kind = weighted<Kind>([
  ['reclamation', 93],
  ['observation', 4],
  ['suggestion', 3],
]);

export const drawChannel: (random: Random, urban: boolean) => Channel = (() => {
  const shares = (web: number, mobile: number, desk: number, call: number) =>
    weighted<Channel>([
      ['web', web],
      ['mobile', mobile],
      ['desk', desk],
      ['call-centre', call],
    ]);
  const [town, country] = [shares(46, 32, 13, 9), shares(28, 32, 30, 10)];
  return (random: Random, urban: boolean) => (urban ? town : country)(random);
})();

export const isElectronic = (channel: Channel): boolean => electronicChannels.includes(channel);
