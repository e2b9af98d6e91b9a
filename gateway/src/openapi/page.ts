import { readFileSync } from 'node:fs';
import { type RequestHandler, Router } from 'express';

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Jamaa · جماعة · API</title>
<script src="/docs/rapidoc.js"></script>
</head>
<body>
<rapi-doc spec-url="/openapi.json" theme="light" render-style="read" show-header="false" allow-server-selection="false"
  primary-color="#0b6e4f" regular-font="system-ui, 'Noto Sans', 'Noto Sans Arabic', sans-serif" load-fonts="false"
  allow-spec-file-download="true" schema-style="table"></rapi-doc>
<noscript><p>The document itself: <a href="/openapi.json">/openapi.json</a></p></noscript>
</body>
</html>`;

/** A readable page of the OpenAPI document, without anything from elsewhere. */
export function docsPage(scriptFile: string): RequestHandler {
  const script = readFileSync(scriptFile);
  const router = Router();
  router.use((_request, response, next) => {
    // The viewer styles its elements inline; scripts stay our own.
    response.setHeader(
      'Content-Security-Policy',
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'",
    );
    next();
  });
  router.get('/rapidoc.js', (_request, response) => void response.type('text/javascript').send(script));
  router.get('/', (_request, response) => void response.type('html').send(page));
  return router;
}
