// Files a synthetic complaint, follows it until somebody is responsible, and withdraws it. Run by `helm test`; any failure is exit 1.
const { GATEWAY_URL: gateway, TOKEN: token, LONGITUDE: longitude, LATITUDE: latitude } = process.env;
const patienceMs = 90_000;
const run = `smoke-${Date.now()}-${Math.random().toString(36).slice(2)}`;

async function ask(method, path, headers, body) {
  const answer = await fetch(`${gateway}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

try {
  const filed = await ask(
    'POST',
    '/v1/complaints',
    { 'idempotency-key': run },
    {
      kind: 'observation',
      category: 'ECL',
      language: 'fr',
      description: 'Essai automatique de la plateforme (helm test) : à ignorer, retiré dans la minute.',
      location: { longitude: Number(longitude), latitude: Number(latitude) },
      // Of somebody enrolled in the training body: then it counts nowhere and reaches nobody.
      ...(token ? { addressee: 'formation' } : {}),
    },
  );
  console.log(`filed ${filed.reference}, ${filed.commune.name.fr}`);
  const path = `/v1/complaints/${filed.reference}`;
  const key = { 'tracking-code': filed.trackingCode };
  const end = Date.now() + patienceMs;
  let { status } = filed;
  while (status === 'received') {
    if (Date.now() > end) throw new Error(`${filed.reference} is still received after ${patienceMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    ({ status } = await ask('GET', path, key));
  }
  console.log(`followed to ${status}`);
  const after = await ask('POST', `${path}/withdraw`, { ...key, 'idempotency-key': `${run}-withdraw` }, {});
  if (after.status !== 'withdrawn') throw new Error(`withdrawn, but ${after.status}`);
  console.log('withdrawn: the cell works');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
