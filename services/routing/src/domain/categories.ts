/** Codes of the catalogue of themes. Rules may name only these; a request with another code goes to qualification. */
export const categoryCodes: readonly string[] = [
  ...['VOI', 'ECL', 'DEC', 'DPS', 'ASS', 'EAU', 'ELE', 'INO', 'ESV', 'MOB', 'CIR', 'STA', 'TRB', 'TRT', 'ODP', 'AMB'],
  ...['URB', 'CON', 'ECO', 'NUI', 'HYG', 'ANI', 'ABA', 'CIV', 'LEG', 'CIM', 'TAX', 'FON', 'SOC', 'RUR', 'SPO', 'ACC'],
  ...['COR', 'INF', 'AUT'],
];

/** Corruption and abuse: confidential whatever the complainant or the clerk ticked. */
export const alwaysConfidential = (category: string): boolean => category === 'COR';
