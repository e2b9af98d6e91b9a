/** Builds the pinned tools that check the charts when that has not been done yet, so that no test waits for a compiler. */
export default async function setup() {
  const { chartTools } = await import('./tools/charts/src/chart-tools.ts');
  await chartTools((line) => process.stderr.write(`jamaa: ${line}\n`));
}
