/** Builds the pinned tools that check charts and rules when that has not been done yet, so that no test waits for a compiler. */
export default async function setup() {
  const { chartTools } = await import('./tools/charts/src/chart-tools.ts');
  const { prometheusTools } = await import('./tools/prometheus/src/tools.ts');
  const say = (line) => process.stderr.write(`jamaa: ${line}\n`);
  await chartTools(say);
  await prometheusTools(say);
}
