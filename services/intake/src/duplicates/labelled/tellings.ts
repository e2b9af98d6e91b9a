/** One problem of the street, told by different people: some tellings to tune by, others only to measure. */
export interface Problem {
  readonly name: string;
  readonly category: string;
  readonly train: readonly string[];
  readonly test: readonly string[];
}

const problem = (name: string, category: string, train: readonly string[], test: readonly string[]): Problem => ({
  name,
  category,
  train,
  test,
});

/** Several problems of one category stand here on purpose: they happen in one street, and are not the same. */
export const problems: readonly Problem[] = [
  problem(
    'lamp out',
    'ECL',
    [
      'مصباح الإنارة العمومية معطل',
      'le lampadaire ne s’allume plus',
      'البولة ديال الزنقة محروقة',
      'lbola dial zen9a mahrou9a',
    ],
    [
      'الضوء طافي هادي سيمانة والزنقة مظلمة',
      'éclairage public en panne, on ne voit rien la nuit',
      'المصابيح لا تشتغل ليلا',
      'lbola taf7a f derb, dlam bzaf',
    ],
  ),
  problem(
    'pole leaning',
    'ECL',
    ['عمود كهرباء مائل وقد يسقط', 'un poteau penche dangereusement', 'البوطو غادي يطيح'],
    ['عمود حديدي آيل للسقوط على المارة', 'poteau incliné prêt à tomber', 'lpoto mayel ghadi yti7 3la nas, 3afakom'],
  ),
  problem(
    'pothole',
    'VOI',
    [
      'حفرة كبيرة وسط الطريق',
      'un grand nid-de-poule au milieu de la chaussée',
      'كاينة حفرة كبيرة فالطريق',
      'kayna 7ofra kbira f triq',
    ],
    [
      'حفر عميقة تكسر عجلات السيارات',
      'gros trou sur la route, les voitures l’évitent',
      'واحد الحفرة خايبة حدا الدار',
      '7ofra khayba wast tri9',
    ],
  ),
  problem(
    'open manhole',
    'VOI',
    ['بالوعة بدون غطاء تهدد المارة', 'une bouche d’égout sans couvercle', 'الريكار محلول'],
    ['غطاء البالوعة مسروق والأطفال في خطر', 'regard ouvert sans plaque, très dangereux', 'بلاعة مفتوحة بلا غطا'],
  ),
  problem(
    'broken pavement',
    'VOI',
    ['الرصيف مكسر ولا يصلح للمشي', 'le trottoir est défoncé', 'الطروطوار مهرس كامل', 'trottoir mheres kamel 3afakom'],
    [
      'الرصيف متهدم والمسنون يتعثرون',
      'trottoir cassé, les piétons marchent sur la route',
      'الطروطوار خاسر وما بقاش صالح',
    ],
  ),
  problem(
    'waste not collected',
    'DEC',
    ['لم تجمع النفايات منذ أيام', 'les ordures ne sont plus ramassées', 'الزبل ما تجمعش', 'zbel ma tjma3ch'],
    [
      'الأزبال متراكمة والرائحة كريهة',
      'déchets non collectés depuis plusieurs jours',
      'الزبل عامر فالحومة',
      'zbel 3amer f l7ouma',
    ],
  ),
  problem(
    'container broken',
    'DEC',
    ['حاوية مكسورة بلا عجلات', 'le bac est cassé, il n’a plus de roues', 'الطارو مهرس'],
    ['الحاوية محروقة ويجب تغييرها', 'bac brûlé à remplacer', 'الطارو تحرق بدلوه'],
  ),
  problem(
    'rubble',
    'DPS',
    ['مخلفات بناء مرمية في الخلاء', 'des gravats déversés sur un terrain vague', 'الردم مليوح حدا الديور'],
    ['أنقاض وأتربة تسد الممر', 'gravats de chantier abandonnés', 'الردم ديال البناء قدام الدار'],
  ),
  problem(
    'water leak',
    'EAU',
    ['تسرب ماء من قناة مكسورة', 'fuite d’eau sur la conduite principale', 'الما كيسيل من القادوس'],
    ['أنبوب مكسور والماء يضيع في الشارع', 'une canalisation cassée, l’eau coule jour et nuit', 'الماء تيتسرب من قناة'],
  ),
  problem(
    'tree fallen',
    'ESV',
    ['شجرة سقطت على الرصيف', 'un arbre est tombé', 'الشجرة طاحت'],
    ['أغصان شجرة كبيرة تسد المدخل', 'branches d’arbre cassées', 'الشجرة طاحت فوق طوموبيل'],
  ),
  problem(
    'bench broken',
    'MOB',
    ['كرسي الحديقة مكسر', 'le banc est cassé', 'الكراسي مهرسين'],
    ['مقاعد عمومية مكسورة', 'bancs publics dégradés', 'korsi mheres f jnan, 3afakom'],
  ),
  problem(
    'playground broken',
    'MOB',
    ['أرجوحة الأطفال مكسورة', 'la balançoire de l’aire de jeux est cassée', 'الألعاب ديال الدراري خاسرين'],
    ['ألعاب الأطفال خطيرة وصدئة', 'toboggan fendu, jeux dangereux', 'الزحليقة مهرسة'],
  ),
  problem(
    'traffic lights',
    'CIR',
    ['إشارات المرور معطلة', 'les feux tricolores sont en panne', 'الفوروج ديال المرور خاسر'],
    ['الإشارة الضوئية لا تعمل والحوادث كثيرة', 'feu rouge éteint au carrefour', 'إشارة المرور طافية'],
  ),
  problem(
    'sign down',
    'CIR',
    ['لوحة التشوير ساقطة', 'le panneau de signalisation est tombé', 'البلاكة طايحة'],
    ['علامة قف غير موجودة', 'panneau arraché par un camion', 'لوحة طايحة فالأرض'],
  ),
  problem(
    'rats',
    'HYG',
    ['فئران كثيرة قرب المنازل', 'des rats sortent des bouches', 'الطوبات بزاف'],
    ['جرذان تخرج كل ليلة', 'invasion de rongeurs', 'الفيران عامرين فالحومة'],
  ),
  problem(
    'stray dogs',
    'ANI',
    ['كلاب ضالة تهاجم التلاميذ', 'une meute de chiens errants', 'الكلاب بزاف'],
    ['كلاب كثيرة تخيف السكان ليلا', 'chiens errants agressifs', 'klab dayrin f derb, khatar 3la drari, 3afakom'],
  ),
];

/** What people say around it. */
export const around = {
  before: ['السلام عليكم، ', 'Bonjour, ', 'سيدي المسؤول، ', '', '', ''],
  where: [' أمام المدرسة', ' près de la mosquée', ' حدا السوق', ' قرب المستشفى', ' devant le café', '', '', ''],
  after: ['، نرجو التدخل في أقرب وقت', '. Merci d’intervenir.', ' منذ أسبوع', ' depuis trois jours', '، شكرا', '', ''],
} as const;
