/**
 * What a process needs of the environment of the one that starts it: where programs are, and where compiled code is kept. All else is
 * given to it by name.
 */
export function inherited(): Record<string, string> {
  const named = ['PATH', 'NODE_COMPILE_CACHE'].map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(named.filter((one): one is readonly [string, string] => one[1] !== undefined));
}
