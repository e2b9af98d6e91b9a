import type { TemplateTexts } from './texts.ts';

const follow = 'يمكنكم تتبع طلبكم في حسابكم على العنوان {portal}.';

/** What who ordered documents is told. Which documents, and why, stays on the platform. */
export const arabicOrders = {
  'order-paid': {
    subject: 'تأكيد الأداء - طلب الوثائق {reference}',
    body: [
      'نؤكد لكم التوصل بأداء طلبكم للوثائق، وقد أحيل على مكتب الحالة المدنية المعني.',
      '= reference amount',
      follow,
    ],
    sms: 'طلب الوثائق {reference}: تم التوصل بمبلغ {amount} وأحيل الطلب على مكتب الحالة المدنية.',
  },
  'order-complement-asked': {
    subject: 'معلومات مطلوبة - طلب الوثائق {reference}',
    body: [
      'يطلب منكم مكتب الحالة المدنية معلومات لإنجاز إحدى الوثائق المطلوبة. المرجو الجواب في حسابكم على العنوان {portal}.',
      'في غياب الجواب داخل ثلاثين يوما، ترفض الوثيقة ويرجع ثمنها.',
      '= reference',
    ],
    sms: 'طلب الوثائق {reference}: يطلب المكتب معلومات منكم داخل 30 يوما. الجواب في حسابكم: {portal}',
  },
  'order-item-rejected': {
    subject: 'تعذر إنجاز وثيقة - طلب الوثائق {reference}',
    body: [
      'تعذر على مكتب الحالة المدنية إنجاز إحدى الوثائق المطلوبة. السبب مبين في حسابكم على العنوان {portal}.',
      'سيرجع ثمنها إلى البطاقة التي أديتم بها.',
      '= reference',
    ],
    sms: 'طلب الوثائق {reference}: تعذر إنجاز وثيقة وسيرجع ثمنها. السبب في حسابكم: {portal}',
  },
  'order-refunded': {
    subject: 'إرجاع مبلغ - طلب الوثائق {reference}',
    body: [
      'تم إرجاع المبلغ التالي إلى البطاقة التي أديتم بها. قد يظهر في حسابكم البنكي بعد أيام.',
      '= reference amount',
      follow,
    ],
    sms: 'طلب الوثائق {reference}: تم إرجاع مبلغ {amount} إلى بطاقتكم.',
  },
  'order-posted': {
    subject: 'إيداع الوثائق لدى البريد - الطلب {reference}',
    body: ['سلمت وثائقكم إلى البريد المضمون تحت الرقم التالي:', '= reference trackingNumber', follow],
    sms: 'طلب الوثائق {reference}: سلمت وثائقكم إلى البريد المضمون تحت الرقم {trackingNumber}.',
  },
  'order-notice-left': {
    subject: 'ترك إشعار بالمرور - الطلب {reference}',
    body: [
      'مر ساعي البريد ولم يجدكم، وترك إشعارا. المرجو سحب الرسالة من مكتب البريد المبين فيه.',
      '= reference',
      follow,
    ],
    sms: 'طلب الوثائق {reference}: ترك ساعي البريد إشعارا. المرجو سحب الرسالة من مكتب البريد.',
  },
  'order-delivered': {
    subject: 'تسليم الوثائق - الطلب {reference}',
    body: [
      'تم تسليم الرسالة التي تضم وثائقكم.',
      '= reference',
      'يمكن لأي كان التحقق من صحة كل وثيقة بواسطة الرمز المطبوع عليها.',
    ],
    sms: 'طلب الوثائق {reference}: تم تسليم الرسالة التي تضم وثائقكم.',
  },
  'order-returned': {
    subject: 'إرجاع الرسالة - الطلب {reference}',
    body: [
      'أعيدت الرسالة التي تضم وثائقكم إلى مكتب الحالة المدنية، وهي محفوظة لديه رهن إشارتكم.',
      '= reference',
      follow,
    ],
    sms: 'طلب الوثائق {reference}: أعيدت الرسالة إلى مكتب الحالة المدنية، وهي محفوظة لديه.',
  },
} as const satisfies Partial<TemplateTexts>;
