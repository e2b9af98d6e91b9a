/** What is left to people, by a code that tools may rely on. */
interface Action {
  readonly code: string;
  readonly ar: string;
  readonly fr: string;
}

const action = (code: string, ar: string, fr: string): Action => ({ code, ar, fr });

const actions = {
  refile: action(
    'file-again',
    'الشكاية مفقودة: تُسجل من جديد مع ذكر الرقم القديم عند اتصال صاحبها به؛ لا يُعطى الرقم لغيره',
    "Dossier perdu : à déposer de nouveau, en citant l'ancien numéro, dès que la personne se présente ; le numéro n'est plus attribué",
  ),
  redo: action(
    'do-again',
    'الملف كما كان عند نقطة الاسترجاع: تُعاد الإجراءات المذكورة',
    "Le dossier est tel qu'au point de restauration : refaire les actes énumérés",
  ),
  paper: action(
    'compare-with-paper',
    'رسم موقع على الورق وغير موجود في السجل: يُصرح بآخر رقم ورقي ثم يُستورد الرسم',
    "Acte signé sur papier, absent du registre : déclarer le dernier numéro du papier, puis importer l'acte",
  ),
  declare: action(
    'declare-again',
    'التصريح مفقود: يُتصل بالمصرح لإعادته',
    'Déclaration perdue : rappeler le déclarant pour la refaire',
  ),
  order: action(
    'compare-with-bank',
    'الطلب مفقود: تُراجع كشوف البنك ويُتصل بصاحبه',
    'Commande perdue : comparer avec les relevés de la banque et rappeler la personne',
  ),
  follows: action('none', 'لا شيء: يتبع ملفه من تلقاء نفسه', 'Rien : suit son dossier de lui-même'),
  look: action('look', 'يُراجع يدويا', 'À examiner'),
} as const;

/** By the service whose aggregate it is and what it is: other services keep something of the same cases, which follows them. */
const owned: Readonly<Record<string, Action>> = {
  'intake complaint': actions.refile,
  'civil-registry act': actions.paper,
  'civil-registry declaration': actions.declare,
  'document-orders order': actions.order,
};
const followers = ['routing', 'sla', 'notifications'];

/** What to do for what was lost of an aggregate: all of it, or its last steps. Clocks, routes and messages follow their cases. */
export function actionFor(service: string, kind: string, restored: boolean): Action {
  if (followers.includes(service)) return actions.follows;
  const whole = owned[`${service} ${kind}`];
  if (whole === undefined) return actions.look;
  return restored ? actions.redo : whole;
}

export const isWork = ({ code }: Action): boolean => code !== actions.follows.code;
