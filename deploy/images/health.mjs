// Says whether a container is well: its admin port answers, or the address given does. Exit code 0 or 1, as HEALTHCHECK wants it; the
// image has no shell and no curl.
const port = process.env.ADMIN_PORT ?? '9090';
const url = process.argv[2] ?? `http://127.0.0.1:${port}/healthz`;
const answer = await fetch(url, { signal: AbortSignal.timeout(4_000) }).catch((error) => error.message);
if (answer.ok !== true) {
  process.stderr.write(`${answer.status ?? answer}\n`);
  process.exitCode = 1;
}
