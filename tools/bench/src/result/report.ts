import type { Summary } from '../load/samples.ts';
import { tableOf } from './table.ts';

/** The result for people: headline, steps, errors. The JSON holds everything. */
export function report(result: Readonly<Record<string, unknown>>): string {
  const { flow, rows, acts, done, seconds, perSecond, memoryMb, transactionsPerFlow, cpuMsPerFlow } = result;
  const stored = acts === undefined ? `${rows} stored complaints` : `${acts} stored acts`;
  const lines = [`${flow}${rows === undefined ? '' : ` at ${stored}`}`];
  if (perSecond !== undefined) lines.push(`${done} in ${seconds} s: ${perSecond} a second`);
  const steps = Object.entries((result['steps'] ?? {}) as Record<string, Summary>);
  if (steps.length > 0) {
    const rowsOf = steps.map(([name, s]) => [name, s.count, s.p50, s.p95, s.p99, s.max]);
    lines.push('', tableOf(['ms', 'count', 'p50', 'p95', 'p99', 'max'], rowsOf));
  }
  const errors = Object.entries((result['errors'] ?? {}) as Record<string, number>);
  if (result['errors'] !== undefined)
    lines.push('', errors.length === 0 ? 'no errors' : tableOf(['error', 'count'], errors));
  const rest = Object.entries(result).filter(([name]) => !told.has(name));
  if (rest.length > 0) lines.push('', ...rest.map(([name, value]) => `${name}: ${JSON.stringify(value)}`));
  if (transactionsPerFlow !== undefined) lines.push(`transactions a flow: ${JSON.stringify(transactionsPerFlow)}`);
  if (cpuMsPerFlow !== undefined) lines.push(`processor ms a flow: ${JSON.stringify(cpuMsPerFlow)}`);
  if (memoryMb !== undefined) lines.push(`memory: ${JSON.stringify(memoryMb)}`);
  return lines.join('\n');
}

const told = new Set(
  'flow rows acts done seconds perSecond steps errors memoryMb transactionsPerFlow cpuMsPerFlow machine versions commit command at'.split(
    ' ',
  ),
);
