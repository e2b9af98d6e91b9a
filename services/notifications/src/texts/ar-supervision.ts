import type { TemplateTexts } from './texts.ts';

/** What staff are told about acts of supervision. What was written stays on the platform. */
export const arabicSupervision = {
  reminded: {
    subject: 'تذكير من سلطة المراقبة الإدارية - المرجع {reference}',
    body: [
      'تذكركم السلطة المكلفة بالمراقبة الإدارية بالملف ذي المرجع {reference}.',
      'المرجو اتخاذ ما يلزم بشأنه دون تأخير على العنوان {portal}.',
      '= reference organisation',
    ],
    sms: 'تذكير من سلطة المراقبة بشأن الملف {reference}: {portal}',
  },
  'explanation-demanded': {
    subject: 'طلب توضيح - المرجع {reference}',
    body: [
      'تطلب منكم السلطة المكلفة بالمراقبة الإدارية توضيحا بشأن الملف ذي المرجع {reference}، قبل نهاية يوم {due}.',
      'يمكن الاطلاع على الطلب وتقديم التوضيح على العنوان {portal}.',
      '= reference due organisation',
    ],
    sms: 'طلب توضيح بشأن الملف {reference} قبل نهاية {dueShort}: {portal}',
  },
  'explanation-overdue': {
    subject: 'عدم التوصل بالتوضيح المطلوب - المرجع {reference}',
    body: [
      'لم يرد التوضيح المطلوب بشأن الملف ذي المرجع {reference} داخل أجله الذي انقضى يوم {due}.',
      '= reference due organisation',
    ],
    sms: 'لم يرد التوضيح بشأن الملف {reference}، انقضى أجله يوم {dueShort}.',
  },
  explained: {
    subject: 'التوصل بالتوضيح المطلوب - المرجع {reference}',
    body: [
      'ورد التوضيح الذي طلبتموه بشأن الملف ذي المرجع {reference}. يمكن الاطلاع عليه على العنوان {portal}.',
      '= reference organisation',
    ],
    sms: 'ورد التوضيح بشأن الملف {reference}: {portal}',
  },
  designated: {
    subject: 'تعيين هيئتكم جهة مختصة - المرجع {reference}',
    body: [
      'عينت السلطة المكلفة بالمراقبة الإدارية هيئتكم جهة مختصة بالملف ذي المرجع {reference}. لا يمكن نقله إلى جهة أخرى إلا بقرار منها.',
      'المرجو معالجته على العنوان {portal}.',
      '= reference organisation',
    ],
    sms: 'عينت هيئتكم جهة مختصة بالملف {reference}: {portal}',
  },
} as const satisfies Partial<TemplateTexts>;
