import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { verdict } from './shapes.ts';

type Verdict = z.infer<typeof verdict>;
interface Both {
  readonly ar: string;
  readonly fr: string;
}

const VERDICTS: Readonly<Record<Verdict['verdict'] | 'unknown', Both & { readonly tone: 'good' | 'care' | 'bad' }>> = {
  valid: { tone: 'good', ar: 'وثيقة صحيحة وسارية', fr: 'Document authentique et en vigueur' },
  replaced: {
    tone: 'care',
    ar: 'وثيقة صحيحة، غير أن الرسم تغير بعد تسليمها: يلزم طلب نسخة جديدة',
    fr: 'Document authentique, mais l’acte a changé depuis : demandez une nouvelle copie',
  },
  revoked: { tone: 'bad', ar: 'وثيقة ملغاة', fr: 'Document annulé' },
  altered: {
    tone: 'bad',
    ar: 'الملف مغير: ليس هو الملف الذي سلم',
    fr: 'Fichier altéré : ce n’est pas celui qui a été délivré',
  },
  unknown: {
    tone: 'bad',
    ar: 'هذا الرمز لا يوجد على أي وثيقة من وثائقنا',
    fr: 'Ce code ne figure sur aucun de nos documents',
  },
};

const style = `body{margin:0;font:1.05rem/1.6 system-ui,"Noto Sans Arabic",sans-serif;color:#1d2521;background:#f4f6f5}
main{max-width:44rem;margin:0 auto;padding:1.2rem;background:#fff;min-height:100vh}
h1{font-size:1.3rem;margin:0 0 1rem}h1 span{display:block}[lang=fr]{direction:ltr;unicode-bidi:isolate}
.verdict{border-inline-start:.5rem solid;padding:.6rem 1rem;font-size:1.15rem;font-weight:700}
.verdict span{display:block}.good{border-color:#00563f;background:#e8f3ee;color:#00402f}
.care{border-color:#8a5a00;background:#fdf3df;color:#5c3c00}.bad{border-color:#a4262c;background:#fbeaea;color:#7a1a1f}
dl{margin:1.2rem 0}div.row{border-bottom:1px solid #d5dbd8;padding:.45rem 0}
dt{color:#46504b;font-size:.9rem}dd{margin:0;font-weight:600}p{font-size:.95rem}`;

/** Nothing runs on it, and nothing comes from elsewhere. */
export const pageHeaders = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  // The address holds the code of the paper.
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex',
  Vary: 'Accept',
} as const;

/** What somebody reads who has scanned the code on a document: Arabic first. */
export function verdictPage({ verdict: said, fields, revokedAt, replacedAt }: Verdict): string {
  const at = (revokedAt ?? replacedAt)?.slice(0, 10);
  const rows = fields.map(
    ({ label, value }) => `<div class="row"><dt>${both(label)}</dt><dd dir="auto">${asText(value)}</dd></div>`,
  );
  return page(
    said,
    `${at === undefined ? '' : `<p><time datetime="${at}">${at}</time></p>`}
<h2>ما تقوله الوثيقة <span lang="fr">· Ce que dit le document</span></h2>
<dl>${rows.join('')}</dl>
<p>تقارن هذه البيانات بما هو مكتوب في الوثيقة. <span lang="fr">Comparez avec le document : tout doit être identique.</span></p>`,
  );
}

export const unknownPage = (): string =>
  page(
    'unknown',
    '<p>لا يعتد بهذه الوثيقة. يتصل بمكتب الحالة المدنية. <span lang="fr">Ce document est sans valeur. Adressez-vous au bureau de l’état civil.</span></p>',
  );

const page = (said: keyof typeof VERDICTS, body: string): string => {
  const { tone, ar, fr } = VERDICTS[said];
  return `<!doctype html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${ar} · ${fr}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1><span>التحقق من وثيقة للحالة المدنية</span><span lang="fr">Vérification d’un document d’état civil</span></h1>
<div class="verdict ${tone}" role="status"><span>${ar}</span><span lang="fr">${fr}</span></div>
${body}
</main>
</body>
</html>`;
};

const both = ({ ar, fr }: Both): string => `${asText(ar)} <span lang="fr">· ${asText(fr)}</span>`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const asText = (text: string): string => text.replaceAll(/[&<>"']/g, (one) => ENTITIES[one] ?? one);
