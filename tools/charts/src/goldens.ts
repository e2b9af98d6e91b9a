/** Renderings that are kept in deploy/goldens, by the cell that stands for them. */
export const goldens: Readonly<Record<string, string>> = {
  small: '12',
  medium: '02',
  large: '03',
  national: 'national',
};
