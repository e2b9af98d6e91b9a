interface Locked {
  readonly version?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
}

export interface Lockfile {
  readonly packages: Readonly<Record<string, Locked>>;
}

/**
 * Packages that the one release runs with, and the other has not or has in a version that may break it: another major, or another minor before
 * the first major. Those for development and those of other systems do not count.
 */
export function incompatible(wanted: Lockfile, installed: Lockfile): string[] {
  return Object.entries(wanted.packages)
    .filter(([path, one]) => path.startsWith('node_modules/') && !one.link && !one.dev && !one.optional)
    .flatMap(([path, { version = '' }]) => {
      const name = path.slice('node_modules/'.length);
      const other = installed.packages[path]?.version;
      return other !== undefined && series(other) === series(version)
        ? []
        : [`${name} ${version} → ${other ?? 'none'}`];
    });
}

function series(version: string): string {
  const [major = '', minor = ''] = version.split('.');
  return major === '0' ? `0.${minor}` : major;
}
