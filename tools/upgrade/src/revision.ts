import type { Previous } from './previous.ts';
import { run } from './run.ts';

/**
 * The commit of the previous release in a repository: that of its tag, or the pinned one where tags were not fetched.
 * @throws Error in one line when neither is there, or when the tag points elsewhere
 */
export async function revisionOf(repository: string, { version, commit }: Previous): Promise<string> {
  const find = async (name: string): Promise<string | undefined> => {
    const { code, stdout } = await run('git', ['rev-parse', '--verify', '--quiet', `${name}^{commit}`], repository);
    return code === 0 ? stdout.trim() : undefined;
  };
  const tagged = await find(`refs/tags/v${version}`);
  if (tagged !== undefined && tagged !== commit) {
    throw new Error(`tag v${version} is at ${tagged}, tools/upgrade/previous.json says ${commit}`);
  }
  const found = tagged ?? (await find(commit));
  if (found === undefined) {
    throw new Error(
      `the previous release, v${version} (${commit.slice(0, 12)}), is not in this clone: git fetch --unshallow --tags`,
    );
  }
  return found;
}
