import { describe, expect, it } from '@jest/globals';
import { inFolder } from './support/cells.ts';
import { commandsOf, pageOf, shell } from './support/pages.ts';

describe.each(['upgrade.md', 'rollback.md'])('docs/operations/%s', (name) => {
  it('has commands that succeed as they stand there', async () => {
    const commands = commandsOf(await pageOf(name));
    expect(commands.length).toBeGreaterThanOrEqual(2);
    await inFolder(async (home) => {
      for (const line of commands) {
        const { code, stdout, stderr } = await shell(home, line);
        expect([line, code, code === 0 ? '' : stdout + stderr]).toEqual([line, 0, '']);
      }
    });
  }, 240_000);
});
