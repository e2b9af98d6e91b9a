import mapshaper from 'mapshaper';

interface Piece {
  readonly ours: string | null;
  readonly theirs: string | null;
  readonly area: number;
}

/**
 * Overlays two partitions of the country.
 * @param ours GeoJSON whose features have a member `ours`, @param theirs one with `theirs`
 * @returns intersection over union of the two wholes, and of every pair that overlaps
 */
export async function overlap(
  ours: object,
  theirs: object,
): Promise<{ whole: number; pair(ours: string, theirs: string): number }> {
  const output = await mapshaper.applyCommands(
    '-i ours.json theirs.json combine-files -clean target=* overlap-rule=min-area -union name=pieces target=ours,theirs ' +
      "-each 'area = this.area' -o pieces.json target=pieces format=json",
    { 'ours.json': JSON.stringify(ours), 'theirs.json': JSON.stringify(theirs) },
  );
  const pieces: Piece[] = JSON.parse(String(output['pieces.json']));
  const area = (keep: (piece: Piece) => boolean) => pieces.filter(keep).reduce((sum, piece) => sum + piece.area, 0);
  return {
    whole: area((piece) => piece.ours !== null && piece.theirs !== null) / area(() => true),
    pair: (a, b) => area((p) => p.ours === a && p.theirs === b) / area((p) => p.ours === a || p.theirs === b),
  };
}
