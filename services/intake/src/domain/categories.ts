/** A theme of complaints. Seed of the table that administrators will edit; targets are internal, not legal. */
export interface Category {
  readonly code: string;
  readonly name: { readonly ar: string; readonly fr: string };
  readonly target: { readonly amount: number; readonly unit: 'calendar-day' | 'working-day' };
  /** Street faults: may be filed without a name. */
  readonly anonymousAllowed: boolean;
  /** May be listed publicly after moderation. */
  readonly public: boolean;
  /** Bypasses the body complained of: IGAT and the governor's named officer only. */
  readonly confidential: boolean;
}

const category = (
  code: string,
  ar: string,
  fr: string,
  amount: number,
  unit: 'calendar-day' | 'working-day',
  flags: '' | 'A' | 'P' | 'AP',
): Category => ({
  code,
  name: { ar, fr },
  target: { amount, unit },
  anonymousAllowed: flags.includes('A'),
  public: flags.includes('P'),
  confidential: code === 'COR',
});

export const categories: readonly Category[] = [
  category('VOI', 'الطرق والأرصفة والحفر', 'Voirie, trottoirs, nids-de-poule', 15, 'calendar-day', 'AP'),
  category('ECL', 'الإنارة العمومية', 'Éclairage public', 5, 'calendar-day', 'AP'),
  category('DEC', 'النظافة وجمع النفايات', 'Collecte des déchets, propreté', 2, 'calendar-day', 'AP'),
  category(
    'DPS',
    'المطارح العشوائية والنقط السوداء ومخلفات البناء',
    'Dépôts sauvages, points noirs, gravats',
    7,
    'calendar-day',
    'AP',
  ),
  category('ASS', 'التطهير السائل', 'Assainissement liquide, égouts', 3, 'calendar-day', 'AP'),
  category('EAU', 'الماء الصالح للشرب', 'Eau potable', 3, 'calendar-day', 'AP'),
  category('ELE', 'الكهرباء', 'Électricité', 3, 'calendar-day', 'P'),
  category('INO', 'مياه الأمطار والفيضانات', 'Eaux pluviales, inondation', 1, 'calendar-day', 'AP'),
  category('ESV', 'المساحات الخضراء والأشجار', 'Espaces verts, arbres', 15, 'calendar-day', 'AP'),
  category('MOB', 'الأثاث الحضري وفضاءات لعب الأطفال', 'Mobilier urbain, aires de jeux', 20, 'calendar-day', 'AP'),
  category('CIR', 'التشوير والسير والجولان', 'Signalisation, circulation, feux', 7, 'calendar-day', 'AP'),
  category('STA', 'وقوف السيارات والمحجز', 'Stationnement, fourrière', 10, 'calendar-day', ''),
  category('TRB', 'النقل الحضري والحافلات', 'Transport urbain, bus, tramway', 20, 'calendar-day', ''),
  category('TRT', 'سيارات الأجرة', 'Taxis', 20, 'calendar-day', ''),
  category('ODP', 'احتلال الملك العمومي', 'Occupation du domaine public', 10, 'calendar-day', ''),
  category('AMB', 'الباعة الجائلون والأسواق', 'Commerce ambulant, marchés, souks', 15, 'calendar-day', ''),
  category('URB', 'رخص التعمير', "Autorisations d'urbanisme", 30, 'calendar-day', ''),
  category(
    'CON',
    'مخالفات التعمير والبناء والمباني الآيلة للسقوط',
    "Infractions d'urbanisme, bâtiments menaçant ruine",
    7,
    'calendar-day',
    '',
  ),
  category('ECO', 'الرخص الاقتصادية', 'Autorisations économiques', 30, 'calendar-day', ''),
  category('NUI', 'الإزعاج (الضجيج والأدخنة والروائح)', 'Nuisances (bruit, fumées, odeurs)', 10, 'calendar-day', ''),
  category('HYG', 'حفظ الصحة ومحاربة الحشرات والقوارض', 'Hygiène, rongeurs, insectes', 5, 'calendar-day', 'AP'),
  category('ANI', 'الحيوانات الضالة وحالات العض', 'Animaux errants, morsures', 3, 'calendar-day', 'AP'),
  category('ABA', 'المجازر والمراقبة الغذائية', 'Abattoirs, contrôle alimentaire', 7, 'calendar-day', ''),
  category('CIV', 'الحالة المدنية', 'État civil', 15, 'calendar-day', ''),
  category(
    'LEG',
    'تصحيح الإمضاءات والإشهاد على مطابقة النسخ لأصولها',
    'Légalisation, copies conformes',
    3,
    'working-day',
    '',
  ),
  category('CIM', 'المقابر والدفن', 'Cimetières, inhumation', 7, 'calendar-day', ''),
  category('TAX', 'الرسوم والحقوق والأتاوى المحلية', 'Taxes et redevances locales', 30, 'calendar-day', ''),
  category('FON', 'أملاك الجماعات الترابية ونزع الملكية', 'Biens des CT, expropriation', 60, 'calendar-day', ''),
  category(
    'SOC',
    'العمل الاجتماعي وسيارة الإسعاف والنقل المدرسي',
    'Action sociale, ambulance, transport scolaire',
    15,
    'calendar-day',
    '',
  ),
  category('RUR', 'المسالك القروية ونقط الماء', "Pistes rurales, points d'eau", 30, 'calendar-day', ''),
  category('SPO', 'المرافق الرياضية والثقافية', 'Équipements sportifs et culturels', 20, 'calendar-day', ''),
  category('ACC', 'الاستقبال وسلوك الموظفين', "Accueil, comportement d'agent", 30, 'calendar-day', ''),
  category('COR', 'الرشوة والشطط في استعمال السلطة', 'Corruption, abus', 60, 'calendar-day', ''),
  category('INF', 'الحصول على المعلومات', "Accès à l'information", 20, 'working-day', ''),
  category('AUT', 'أخرى', 'Autre', 60, 'calendar-day', ''),
];

const byCode = new Map(categories.map((one) => [one.code, one]));

export const categoryOf = (code: string): Category | undefined => byCode.get(code);
