/** Side of a square, degrees of latitude and longitude: about 1.1 km by 0.95 km in Morocco. */
const SIDE = 0.01;

interface Point {
  readonly longitude: number;
  readonly latitude: number;
}

const at = (x: number, y: number): string => `${x}:${y}`;
const indexOf = (degrees: number): number => Math.floor(degrees / SIDE);

/** The square of a point. */
export const cellOf = ({ longitude, latitude }: Point): string => at(indexOf(longitude), indexOf(latitude));

/** The squares that a circle of at most a kilometre around a point may touch: its own and the ones it comes near to. */
export function cellsAround({ longitude, latitude }: Point, metres: number): string[] {
  const reachY = metres / 110_574;
  const reachX = metres / (111_320 * Math.cos((latitude * Math.PI) / 180));
  const cells = new Set<string>();
  for (const dx of [-reachX, 0, reachX])
    for (const dy of [-reachY, 0, reachY]) cells.add(at(indexOf(longitude + dx), indexOf(latitude + dy)));
  return [...cells];
}

/** Metres between two points near each other, on a sphere flattened into a plane. */
export function metresBetween(a: Point, b: Point): number {
  const latitude = ((a.latitude + b.latitude) / 2) * (Math.PI / 180);
  return Math.hypot((a.longitude - b.longitude) * 111_320 * Math.cos(latitude), (a.latitude - b.latitude) * 110_574);
}
