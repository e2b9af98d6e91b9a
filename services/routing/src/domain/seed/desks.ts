import type { RuleInput } from '../rule.ts';
import { COMMUNES_83, COMMUNES_100, communal } from './shape.ts';

const otherCouncils = (unit: string): RuleInput['alternatives'] => [
  { organisation: 'province', unit },
  { organisation: 'region', unit },
];

/** Permits, hygiene, civil status, money: what a commune's other units decide. */
export const desks: readonly RuleInput[] = [
  communal(
    'AMB',
    'urbanism-economy',
    {
      ar: 'الأسواق والباعة الجائلون نشاط اقتصادي تنظمه الجماعة، وتستشار السلطة المحلية عن طريق عاملها',
      fr: 'Marchés et commerce ambulant : activité économique réglée par la commune, l’autorité locale consultée par son gouverneur',
    },
    { source: COMMUNES_100, consulted: ['gouverneur'] },
  ),
  communal(
    'URB',
    'urbanism-economy',
    {
      ar: 'رخص التعمير لدى مصلحة التعمير بالجماعة؛ وتستشار الوكالة الحضرية متى عينت قاعدة ترابية نفوذها',
      fr: 'Autorisations d’urbanisme : unité d’urbanisme ; l’agence urbaine est consultée là où une règle territoriale la nomme',
    },
    { source: 'Loi organique 113-14, art. 101 ; loi 12-90' },
  ),
  communal(
    'CON',
    'urbanism-economy',
    {
      ar: 'مخالفات البناء والمباني الآيلة للسقوط لدى رئيس الجماعة، ويستشار العامل',
      fr: 'Infractions d’urbanisme et bâtiments menaçant ruine : le président de la commune, le gouverneur consulté',
    },
    { source: 'Lois 66-12 et 94-12', consulted: ['gouverneur'] },
  ),
  communal(
    'ECO',
    'urbanism-economy',
    {
      ar: 'الرخص الاقتصادية لدى مصلحة التعمير والاقتصاد بالجماعة',
      fr: 'Autorisations économiques : unité d’urbanisme et d’économie de la commune',
    },
    { source: COMMUNES_100 },
  ),
  communal(
    'NUI',
    'hygiene',
    {
      ar: 'الضجيج والأدخنة والروائح من الشرطة الإدارية للصحة والسكينة، تعاينها مصلحة حفظ الصحة',
      fr: 'Bruit, fumées, odeurs : police de la salubrité et de la tranquillité, constatée par le bureau d’hygiène',
    },
    { source: COMMUNES_100 },
  ),
  communal(
    'HYG',
    'hygiene',
    {
      ar: 'محاربة الحشرات والقوارض لدى المكتب الجماعي لحفظ الصحة',
      fr: 'Rongeurs et insectes : bureau communal d’hygiène',
    },
    { source: `${COMMUNES_83} et art. 100` },
  ),
  communal(
    'ANI',
    'hygiene',
    {
      ar: 'الحيوانات الضالة وحالات العض لدى المكتب الجماعي لحفظ الصحة',
      fr: 'Animaux errants et morsures : bureau communal d’hygiène',
    },
    { source: COMMUNES_100 },
  ),
  communal(
    'ABA',
    'hygiene',
    {
      ar: 'المجازر والمراقبة الغذائية لدى المكتب الجماعي لحفظ الصحة، ويستشار المكتب الوطني للسلامة الصحية',
      fr: 'Abattoirs et contrôle alimentaire : bureau communal d’hygiène, ONSSA consulté',
    },
    { source: `${COMMUNES_83} ; loi 28-07`, consulted: ['onssa'] },
  ),
  communal(
    'CIV',
    'civil-status',
    {
      ar: 'مكتب الحالة المدنية بالجماعة',
      fr: 'Bureau d’état civil de la commune',
    },
    { source: 'Loi 36-21' },
  ),
  communal('LEG', 'civil-status', {
    ar: 'تصحيح الإمضاءات والإشهاد على المطابقة في شباك الحالة المدنية نفسه',
    fr: 'Légalisation et copies conformes : au même guichet que l’état civil',
  }),
  communal(
    'CIM',
    'civil-status',
    {
      ar: 'يتبع الدفن التصريح بالوفاة، فتستقبله مصلحة الحالة المدنية',
      fr: 'L’inhumation suit la déclaration de décès : unité de l’état civil',
    },
    { source: COMMUNES_83 },
  ),
  communal(
    'TAX',
    'finance',
    {
      ar: 'الرسوم والحقوق والأتاوى المحلية لدى المصلحة المالية وشساعة المداخيل؛ وتحيل الجماعة ما يعود لمديرية الضرائب',
      fr: 'Taxes et redevances locales : unité des finances et régie ; la commune réoriente ce qui relève de la DGI',
    },
    { source: 'Loi 47-06' },
  ),
  communal(
    'FON',
    'finance',
    {
      ar: 'أملاك الجماعة الترابية ونزع الملكية لدى المصلحة المالية والممتلكات',
      fr: 'Biens de la collectivité et expropriation : unité des finances et du patrimoine',
    },
    { source: 'Lois 57-19 et 7-81', alternatives: otherCouncils('administration') },
  ),
  communal('SPO', 'administration', {
    ar: 'المرافق الرياضية والثقافية تدبرها إدارة الجماعة',
    fr: 'Équipements sportifs et culturels : gérés par l’administration de la commune',
  }),
  communal(
    'INF',
    'administration',
    {
      ar: 'الشخص المكلف بالحصول على المعلومات، المعين داخل إدارة الجماعة الترابية',
      fr: 'La personne chargée de l’accès à l’information, désignée dans l’administration de la collectivité',
    },
    { source: 'Loi 31-13, art. 12', alternatives: otherCouncils('administration') },
  ),
  communal(
    'ACC',
    'direction',
    {
      ar: 'الاستقبال وسلوك الموظفين لدى مدير المصالح بالجماعة الترابية المعنية',
      fr: 'Accueil et comportement d’agent : le directeur des services de la collectivité visée',
    },
    { alternatives: otherCouncils('administration') },
  ),
  communal(
    'AUT',
    '',
    {
      ar: 'صنف «أخرى»: يوصفه مدبر الشكايات قبل إسناده',
      fr: 'Catégorie « autre » : le gestionnaire qualifie avant d’attribuer',
    },
    { outcome: 'qualification', alternatives: otherCouncils('') },
  ),
];
