import { invalidField } from '@jamaa/kit';
import type { RenderFormRequest, RenderFormResponse } from '@jamaa/proto/notifications/v1/notifications';
import { renderForm as render } from '../receipt/form.ts';
import type { Pages } from '../receipt/pages.ts';

/** A blank form as PDF, for anybody who brings it as intake tells it. */
export const renderForm =
  (pages: Pages) =>
  async ({ form, language }: RenderFormRequest): Promise<RenderFormResponse> => {
    if (form === undefined) throw invalidField('form', 'required', 'the form as intake tells it');
    const tongue = (['ar', 'fr'] as const).find((one) => one === language);
    if (tongue === undefined) throw invalidField('language', 'unknown', 'one of ar, fr');
    return { pdf: render(pages, form, tongue) };
  };
