import type { Request } from 'express';

/** Language of titles: what the client prefers, Arabic when it says nothing. */
export function negotiateLanguage(request: Pick<Request, 'acceptsLanguages'>): 'ar' | 'fr' | 'en' {
  const found = request.acceptsLanguages(['ar', 'fr', 'en']);
  return found === 'fr' || found === 'en' ? found : 'ar';
}
