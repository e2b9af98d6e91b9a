/**
 * Named places at which a crash test kills its own process. A failpoint costs one Set look-up when none is armed.
 * They are refused in production by {@link armFailpoints}.
 */
const armed = new Map<string, number>();

/** Arms failpoints from `name` or `name@n` (the n-th hit kills), comma-separated. @throws in production when any is given. */
export function armFailpoints(list: string, environment: string): void {
  armed.clear();
  const names = list
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.length > 0 && environment === 'production') throw new Error('FAILPOINTS must be empty in production');
  for (const entry of names) {
    const [name = '', count = '1'] = entry.split('@');
    armed.set(name, Number(count));
  }
}

/** Kills this process with SIGKILL when the failpoint is armed and its count is reached; says so on stderr before. */
export function failpoint(name: string): void {
  const left = armed.get(name);
  if (left === undefined) return;
  if (left > 1) {
    armed.set(name, left - 1);
    return;
  }
  process.stderr.write(`failpoint hit: ${name}\n`);
  process.kill(process.pid, 'SIGKILL');
  // The signal is asynchronous: nothing after the failpoint may run.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000);
}
