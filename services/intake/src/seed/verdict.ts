import type { RoutingVerdict } from '../domain/complaint.ts';

/** First days of the régional water and electricity societies (law 83-21), as routing's seed rules have them. */
const societies: Readonly<Record<string, string>> = {
  '06': '2024-10-01',
  '09': '2024-10-15',
  '07': '2024-11-01',
  '02': '2024-11-15',
  '04': '2025-06-01',
  '03': '2025-07-15',
  '12': '2025-10-06',
};

const units: Readonly<Record<string, string>> = {
  VOI: 'technical',
  ECL: 'technical',
  DEC: 'technical',
  DPS: 'technical',
  INO: 'technical',
  ESV: 'technical',
  MOB: 'technical',
  CIR: 'technical',
  STA: 'technical',
  TRB: 'technical',
  RUR: 'technical',
  EAU: 'technical',
  ASS: 'technical',
  HYG: 'hygiene',
  ANI: 'hygiene',
  ABA: 'hygiene',
  NUI: 'hygiene',
  CIV: 'civil-status',
  LEG: 'civil-status',
  CIM: 'civil-status',
  URB: 'urbanism-economy',
  CON: 'urbanism-economy',
  ECO: 'urbanism-economy',
  AMB: 'urbanism-economy',
  ODP: 'urbanism-economy',
  TAX: 'finance',
  FON: 'finance',
  SPO: 'administration',
  INF: 'administration',
  ACC: 'direction',
};
const networks: Readonly<Record<string, string>> = { EAU: 'water', ELE: 'electricity', ASS: 'sewerage' };

/** Where routing's rules for the whole country send a case: a short copy of their outcome, for seeds only. */
export function verdictFor(category: string, communeCode: string, receivedAt: Date): RoutingVerdict {
  const [region = '', provincePart = ''] = communeCode.split('.');
  const province = `${region}.${provincePart}`;
  const lower = category.toLowerCase();
  const assigned = (organisation: string, unit: string, ruleId: string): RoutingVerdict => ({
    outcome: 'assigned',
    organisation,
    unit,
    ruleId,
    ruleVersion: 1,
    reason: '',
  });
  const network = networks[category];
  const since = societies[region];
  if (network !== undefined && since !== undefined && receivedAt.toISOString().slice(0, 10) >= since) {
    return assigned(`srm:${region}`, network, `${lower}-srm-${region}`);
  }
  if (category === 'ELE') return assigned('onee', 'administration', 'ele-onee');
  if (category === 'TRT') return assigned(`gouverneur:${province}`, 'taxis', 'trt-gouverneur');
  if (category === 'SOC') return assigned(`province:${province}`, 'social', 'soc-province');
  const unit = units[category];
  if (unit !== undefined) return assigned(`commune:${communeCode}`, unit, `${lower}-commune`);
  const confidential = category === 'COR';
  return {
    outcome: 'qualification',
    organisation: confidential ? 'igat' : `commune:${communeCode}`,
    unit: confidential ? 'administration' : '',
    ruleId: confidential ? 'cor-igat' : `${lower}-commune`,
    ruleVersion: 1,
    reason: confidential
      ? 'Corruption et abus : l’IGAT, et l’agent nommément désigné du gouverneur'
      : 'Catégorie « autre » : le gestionnaire qualifie avant d’attribuer',
  };
}
