import { existsSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/**
 * Lets a process wait for the others on a busy machine. Where Linux schedules by session (autogroup), a priority counts within its
 * session only, and each process of the stack leads one of its own: the session is then told the same.
 * @throws Error of the system; nothing that works depends on it
 */
export function lowerPriority(pid: number): void {
  const priority = constants.priority.PRIORITY_BELOW_NORMAL;
  setPriority(pid, priority);
  const session = `/proc/${pid}/autogroup`;
  if (existsSync(session)) writeFileSync(session, String(priority));
}
