import { arabicOrders } from './ar-orders.ts';
import { arabicSupervision } from './ar-supervision.ts';
import type { TemplateTexts } from './texts.ts';

const remedies =
  'إذا لم تقتنعوا بهذا القرار، يمكنكم اللجوء إلى مؤسسة وسيط المملكة، أو الطعن فيه أمام المحكمة الإدارية المختصة داخل الآجال القانونية.';
const followUp = 'يمكنكم تتبع ملفكم على العنوان {portal} باستعمال المرجع ورمز التتبع المسلم لكم عند الإيداع.';

const days = '{days, plural, zero {اليوم} one {يوم واحد} two {يومان} few {# أيام} many {# يوما} other {# يوم}}';

/** Administrative Arabic as Moroccan authorities write it. Phrases avoid agreeing in gender with the kind of deposit. */
export const arabicTexts: TemplateTexts = {
  receipt: {
    subject: 'وصل إيداع {aCase} - المرجع {reference}',
    body: [
      'يشرفنا إخباركم بأنه تم تسجيل {yourCase} بتاريخ {receivedAt} تحت المرجع {reference}.',
      '= reference category commune receivedAt due',
      '{hasDue, select, yes {آخر أجل قانوني للجواب هو نهاية يوم {due}. {dueExplanation}} other {}}',
      '{electronic, select, yes {يعد الإيداع الإلكتروني في حد ذاته إشعارا بالتوصل طبقا للمرسوم رقم 2.17.265.} other {تعد هذه الرسالة إشعارا بالتوصل طبقا للمرسوم رقم 2.17.265.}}',
      `${followUp} المرجو الاحتفاظ بهذا الرمز وعدم إطلاع الغير عليه.`,
      '{hasCode, select, yes {لتأكيد هذا العنوان، أدخلوا الرمز {code} في صفحة التتبع قبل الساعة {codeUntil}. لا تطلعوا عليه أحدا.} other {}}',
      'تجدون رفقته الوصل في صيغة قابلة للطبع.',
    ],
    sms: 'تم تسجيل {yourCase} تحت المرجع {reference}.{hasDue, select, yes { آخر أجل للجواب: {dueShort}.} other {}}{hasCode, select, yes { رمز التأكيد: {code}.} other {}} التتبع: {portal}',
  },
  'confirmation-code': {
    subject: 'رمز التأكيد - المرجع {reference}',
    body: [
      'للتأكد من أن هذا العنوان عنوانكم، أدخلوا الرمز التالي في صفحة التتبع {portal} قبل الساعة {codeUntil}:',
      '> {code}',
      '= reference',
      'لا تطلعوا عليه أحدا. إذا لم تطلبوا شيئا، المرجو تجاهل هذه الرسالة: معالجة ملفكم مستمرة.',
    ],
    sms: 'الملف {reference}: رمز التأكيد {code}، صالح إلى الساعة {codeUntil}. لا تطلعوا عليه أحدا.',
  },
  'recovery-code': {
    subject: 'رمز تتبع جديد - المرجع {reference}',
    body: [
      'طلب رمز تتبع جديد لملفكم. للحصول عليه، أدخلوا هذا الرمز الذي يستعمل مرة واحدة على العنوان {portal} قبل الساعة {codeUntil}:',
      '> {code}',
      '= reference',
      'سيتوقف حينها العمل برمز التتبع القديم. إذا لم تطلبوا شيئا، المرجو تجاهل هذه الرسالة وعدم إطلاع أحد على هذا الرمز.',
    ],
    sms: 'الملف {reference}: الرمز {code} للحصول على رمز تتبع جديد، قبل الساعة {codeUntil}. لا تطلعوا عليه أحدا.',
  },
  disposed: {
    subject: 'المآل المخصص لملفكم ({aCase}) - المرجع {reference}',
    body: [
      '{retained, select, yes {يشرفنا إخباركم بأنه تم الأخذ ب{yourCase}، للأسباب التالية:} other {بعد الدراسة، لم يتم الأخذ ب{yourCase}، للأسباب التالية:}}',
      '> {text}',
      'نشكركم على مساهمتكم في تحسين المرافق العمومية المحلية.',
      '= reference category',
    ],
    sms: 'الملف {reference}: {retained, select, yes {تم الأخذ ب{yourCase}} other {لم يتم الأخذ ب{yourCase}}}. الأسباب: {portal}',
  },
  assigned: {
    subject: 'إحالة ملفكم على الجهة المختصة - المرجع {reference}',
    body: [
      'نخبركم بأنه تمت إحالة {yourCase} على الجهة المختصة: {organisation}{hasUnit, select, yes { ({unit})} other {}}.',
      '= reference category due',
      followUp,
    ],
    sms: 'ملفكم {reference} معروض الآن على: {organisation}.',
  },
  'complement-asked': {
    subject: 'طلب معلومات تكميلية - المرجع {reference}',
    body: [
      'تتوقف معالجة {yourCase} على معلومات أو وثائق تكميلية، نطلب منكم موافاتنا بها:',
      '> {text}',
      '{hasComplementDue, select, yes {المرجو الجواب قبل نهاية يوم {complementDue}. في غياب جواب داخل هذا الأجل، يغلق الملف، ويبقى من حقكم إيداع طلب جديد.} other {}}',
      'يمكنكم الجواب على العنوان {portal} باستعمال المرجع ورمز التتبع المسلم لكم عند الإيداع.',
      '= reference complementDue',
    ],
    sms: 'الملف {reference}: نطلب منكم معلومات تكميلية{hasComplementDue, select, yes { قبل نهاية {complementDueShort}} other {}}. للجواب: {portal}',
  },
  answered: {
    subject: 'الجواب عن ملفكم - المرجع {reference}',
    body: [
      'جوابا عن {yourCase}، يشرفنا إفادتكم بما يلي:',
      '> {text}',
      'يمكنكم تقييم هذا الجواب، أو طلب إعادة فتح الملف داخل الأجل المحدد لذلك، على العنوان {portal}.',
      remedies,
      '= reference category organisation',
    ],
    sms: 'صدر الجواب عن ملفكم {reference}. للاطلاع عليه وتقييمه: {portal}',
  },
  refused: {
    subject: 'قرار بشأن ملفكم - المرجع {reference}',
    body: [
      'بعد دراسة {yourCase}، يؤسفنا إخباركم بأنه تعذر قبولها للسبب التالي: {reason}.',
      '> {text}',
      '{hasMissing, select, yes {البيانات الناقصة: {missing}.} other {}}',
      '{hasLegalBasis, select, yes {السند القانوني: {legalBasis}.} other {}}',
      remedies,
      '= reference category organisation',
    ],
    sms: 'تعذر قبول ملفكم {reference}. السبب وطرق الطعن: {portal}. يمكنكم اللجوء إلى وسيط المملكة أو المحكمة الإدارية.',
  },
  redirected: {
    subject: 'توجيه ملفكم إلى الجهة المختصة - المرجع {reference}',
    body: [
      'تبين بعد دراسة {yourCase} أن البت في الموضوع يرجع إلى جهة أخرى: {body}.',
      '> {text}',
      '{hasAddress, select, yes {عنوان هذه الجهة: {address}.} other {}}',
      '{hasLegalBasis, select, yes {السند القانوني: {legalBasis}.} other {}}',
      remedies,
      '= reference body address',
    ],
    sms: 'ملفكم {reference} من اختصاص جهة أخرى. العنوان وطرق الطعن (وسيط المملكة، المحكمة الإدارية): {portal}',
  },
  transferred: {
    subject: 'نقل ملفكم إلى جهة أخرى - المرجع {reference}',
    body: [
      'نخبركم بأنه تم نقل {yourCase} إلى الجهة المختصة: {organisation}{hasUnit, select, yes { ({unit})} other {}}.',
      'يحتفظ الملف بمرجعه{hasDue, select, yes { وبأجله القانوني الذي ينتهي بنهاية يوم {due}} other {}}، ولا يلزمكم أي إجراء جديد.',
      '= reference category due',
      followUp,
    ],
    sms: 'نقل ملفكم {reference} إلى: {organisation}. يحتفظ بمرجعه وأجله.',
  },
  'handed-over': {
    subject: 'إحالة ملفكم إلى جهة أخرى - المرجع الجديد {reference}',
    body: [
      'نخبركم بأن {yourCase}، التي كانت تحمل المرجع {oldReference}، أحيلت إلى مصالح الجهة المختصة، وأصبحت تحمل المرجع {reference}.',
      'يبقى رمز التتبع كما هو{hasDue, select, yes {، وكذلك الأجل القانوني الذي ينتهي بنهاية يوم {due} ويحتسب من تاريخ الإيداع الأول} other {}}، ولا يلزمكم أي إجراء جديد.',
      '= reference category commune due',
      followUp,
    ],
    sms: 'أحيل ملفكم {oldReference} إلى الجهة المختصة، مرجعه الجديد {reference}. رمز التتبع والأجل كما هما.',
  },
  'closed-no-feedback': {
    subject: 'إغلاق ملفكم - المرجع {reference}',
    body: [
      'بعد مرور الأجل المحدد على الجواب دون ملاحظة من جانبكم، تم إغلاق الملف المتعلق ب{yourCase}.',
      'يبقى الجواب رهن إشارتكم على العنوان {portal}، ويمكنكم طلب إعادة فتح الملف داخل الأجل المحدد لذلك.',
      '= reference category',
    ],
    sms: 'أغلق ملفكم {reference} بعد الجواب عنه. للاطلاع: {portal}',
  },
  'closed-with-lead': {
    subject: 'إغلاق الملف الذي ضم إليه ملفكم - المرجع {reference}',
    body: [
      'تم إغلاق الملف الذي ضمت إليه {yourCase} لعدم توفر ما يكفي من المعلومات لمعالجته.',
      'إذا كان المشكل ما زال قائما، يبقى من حقكم إيداع طلب جديد في أي وقت على العنوان {portal}.',
      remedies,
      '= reference category',
    ],
    sms: 'أغلق الملف الذي ضم إليه ملفكم {reference}. إذا بقي المشكل قائما يمكنكم إيداع طلب جديد: {portal}',
  },
  'closed-no-complement': {
    subject: 'إغلاق ملفكم لعدم التوصل بالتكملة - المرجع {reference}',
    body: [
      'لم نتوصل داخل الأجل المحدد بالمعلومات التكميلية المطلوبة منكم، فتم إغلاق الملف المتعلق ب{yourCase}.',
      'يبقى من حقكم إيداع طلب جديد في أي وقت على العنوان {portal}.',
      remedies,
      '= reference category',
    ],
    sms: 'أغلق ملفكم {reference} لعدم التوصل بالتكملة المطلوبة. يمكنكم إيداع طلب جديد: {portal}',
  },
  reopened: {
    subject: 'إعادة فتح ملفكم - المرجع {reference}',
    body: [
      'استجابة لطلبكم، تمت إعادة فتح الملف المتعلق ب{yourCase} وستتم دراسته من جديد.',
      '{hasDue, select, yes {الأجل القانوني للجواب: نهاية يوم {due}.} other {}}',
      followUp,
      '= reference category',
    ],
    sms: 'أعيد فتح ملفكم {reference} بناء على طلبكم. التتبع: {portal}',
  },
  withdrawn: {
    subject: 'سحب ملفكم - المرجع {reference}',
    body: [
      'بناء على طلبكم، تم تسجيل سحب {yourCase} وتوقفت معالجة الملف.',
      'يبقى من حقكم إيداع طلب جديد في أي وقت على العنوان {portal}.',
      '= reference category',
    ],
    sms: 'تم تسجيل سحب ملفكم {reference} بناء على طلبكم.',
  },
  'due-moved': {
    subject: 'أجل جديد لملفكم - المرجع {reference}',
    body: [
      'تغير الأجل القانوني للجواب على {yourCase}، وأصبح ينتهي بنهاية يوم {due}.',
      '> {text}',
      '= reference category due',
      followUp,
    ],
    sms: 'ملفكم {reference}: الأجل القانوني للجواب أصبح ينتهي يوم {dueShort}. التتبع: {portal}',
  },
  warned: {
    subject: 'تنبيه: قرب انتهاء الأجل - المرجع {reference}',
    body: [
      `يقترب {clock} للملف ذي المرجع {reference} من نهايته يوم {due}. المدة المتبقية: ${days}.`,
      'المرجو اتخاذ ما يلزم داخل الأجل على العنوان {portal}.',
      '= reference clock due organisation unit',
    ],
    sms: `تنبيه: الملف {reference}، ينتهي {clock} يوم {dueShort}. المدة المتبقية: ${days}.`,
  },
  breached: {
    subject: 'تجاوز الأجل - المرجع {reference}',
    body: [
      `انقضى {clock} للملف ذي المرجع {reference} يوم {due} دون البت فيه. مدة التأخير: ${days}.`,
      'المرجو معالجة الملف فورا على العنوان {portal}. سيعرض على السلطة الأعلى وفق مسطرة التصعيد.',
      '= reference clock due organisation unit',
    ],
    sms: `تجاوز الأجل: الملف {reference}، انقضى {clock} يوم {dueShort}. مدة التأخير: ${days}.`,
  },
  escalated: {
    subject: 'تصعيد ملف متأخر - المرجع {reference}',
    body: [
      `يعرض عليكم، بصفة {level}، الملف ذو المرجع {reference} الذي انقضى {clock} المتعلق به يوم {due}. مدة التأخير: ${days}.`,
      'يوجد الملف في لائحة التصعيدات الخاصة بكم على العنوان {portal}.',
      '= reference clock due organisation unit level',
    ],
    sms: `تصعيد: الملف {reference} متأخر، وقد انقضى {clock} يوم {dueShort}. مدة التأخير: ${days}.`,
  },
  ...arabicSupervision,
  ...arabicOrders,
  urgent: {
    subject: 'خطر: ملف مستعجل - المرجع {reference}',
    body: [
      'ورد على مصالحكم الملف المستعجل ذو المرجع {reference}، وهو يتعلق بخطر على الأشخاص. المرجو التدخل فورا.',
      'يوجد الملف ومكانه على العنوان {portal}.',
      '= reference organisation unit',
    ],
    sms: 'خطر: ملف مستعجل {reference}. المرجو التدخل فورا: {portal}',
  },
};
