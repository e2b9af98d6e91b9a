// Says whether this container's process turns: exit code 0 or 1, as HEALTHCHECK wants it. The image has no shell and no curl.
const port = process.env.ADMIN_PORT ?? '9090';
const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(4_000) }).catch(
  (error) => error.message,
);
if (answer.ok !== true) {
  process.stderr.write(`${answer.status ?? answer}\n`);
  process.exitCode = 1;
}
