import type { Problems } from './problems.ts';

/** Streets, lights, waste, networks, green spaces, traffic. */
export const publicSpace: Readonly<Record<string, Problems>> = {
  VOI: {
    ar: [
      'حفرة كبيرة وسط الطريق',
      'الرصيف مكسر ولا يصلح للمشي',
      'الزفت مقشور والسيارات تتضرر',
      'بالوعة بدون غطاء تهدد المارة',
    ],
    fr: [
      'un grand nid-de-poule au milieu de la chaussée',
      'le trottoir est défoncé',
      'la chaussée s’est affaissée après les travaux',
      'une bouche d’égout sans couvercle',
    ],
    darija: ['كاينة حفرة كبيرة فالطريق', 'الطروطوار مهرس كامل'],
    arabizi: ['kayna 7ofra kbira f triq', 'trottoir mheres kamel'],
  },
  ECL: {
    ar: [
      'مصباح الإنارة العمومية معطل',
      'الشارع كله في ظلام دامس ليلا',
      'عمود كهرباء مائل وأسلاكه ظاهرة',
      'الإنارة تشتعل نهارا وتنطفئ ليلا',
    ],
    fr: [
      'le lampadaire ne s’allume plus',
      'toute la rue est dans le noir',
      'un poteau penche et ses fils sont à nu',
      'l’éclairage reste allumé le jour et éteint la nuit',
    ],
    darija: ['البولة ديال الزنقة محروقة', 'الدرب كامل فالظلام'],
    arabizi: ['lbola dial zen9a mahrou9a', 'derb kamel f dlam'],
  },
  DEC: {
    ar: [
      'لم تجمع النفايات منذ أيام',
      'حاوية الأزبال ممتلئة ومكسرة',
      'شاحنة النظافة لا تمر من زنقتنا',
      'الأزبال متناثرة قرب المدرسة',
    ],
    fr: [
      'les ordures ne sont plus ramassées',
      'le bac à déchets déborde',
      'le camion ne passe plus dans notre rue',
      'les déchets s’entassent près de l’école',
    ],
    darija: ['الزبل ما تجمعش هادي أيام', 'الطارو ديال الزبل عامر وخانز'],
    arabizi: ['zbel ma tjma3ch hadi iyam', 'taro dial zbel 3amer'],
  },
  DPS: {
    ar: ['مخلفات بناء مرمية في الخلاء', 'نقطة سوداء للأزبال تكبر كل يوم', 'مطرح عشوائي قرب السكن'],
    fr: [
      'des gravats déversés sur un terrain vague',
      'un point noir qui grandit chaque jour',
      'une décharge sauvage près des habitations',
    ],
    darija: ['الردم مليوح حدا الديور'],
    arabizi: ['rdem mlyou7 7da dyour'],
  },
  ASS: {
    ar: ['قنوات الصرف الصحي مختنقة', 'مياه عادمة تسيل في الزقاق', 'روائح كريهة من المجاري'],
    fr: [
      'les égouts sont bouchés',
      'des eaux usées coulent dans la ruelle',
      'de mauvaises odeurs remontent des regards',
    ],
    darija: ['القوادس مخنوقين والما خارج للزنقة'],
    arabizi: ['l9wades mkhno9in w lma kharj l zen9a'],
  },
  EAU: {
    ar: [
      'انقطاع الماء الصالح للشرب',
      'تسرب ماء كبير من القناة',
      'لون الماء متغير وطعمه غير عادي',
      'ضغط الماء ضعيف في الطوابق العليا',
    ],
    fr: [
      'coupure d’eau potable',
      'une grosse fuite sur la conduite',
      'l’eau a une couleur et un goût anormaux',
      'la pression est très faible aux étages',
    ],
    darija: ['الما مقطوع علينا'],
    arabizi: ['lma m9to3 3lina'],
  },
  ELE: {
    ar: ['انقطاع متكرر للتيار الكهربائي', 'سلك كهربائي عار قرب المنازل', 'فاتورة الكهرباء غير مفهومة'],
    fr: [
      'des coupures d’électricité à répétition',
      'un câble dénudé près des maisons',
      'une facture d’électricité incompréhensible',
    ],
    darija: ['الضو كيتقطع بزاف'],
    arabizi: ['do kayt9ta3 bzaf'],
  },
  INO: {
    ar: ['مياه الأمطار غمرت الطريق', 'البالوعات مسدودة والماء يدخل إلى البيوت', 'الوادي يهدد بالفيضان بعد المطر'],
    fr: [
      'l’eau de pluie a inondé la rue',
      'les avaloirs sont bouchés et l’eau entre dans les maisons',
      'l’oued menace de déborder',
    ],
    darija: ['الشتا غرقات الحومة'],
    arabizi: ['chta ghar9at l7ouma'],
  },
  ESV: {
    ar: ['شجرة كبيرة مهددة بالسقوط', 'الحديقة مهملة ولا تسقى', 'أغصان تحجب إشارة المرور'],
    fr: ['un grand arbre menace de tomber', 'le jardin public est à l’abandon', 'des branches cachent le feu'],
    darija: ['الجردة مهملة وناشفة'],
    arabizi: ['jarda mohmala w nachfa'],
  },
  MOB: {
    ar: ['ألعاب الأطفال مكسرة وخطيرة', 'المقاعد العمومية محطمة', 'مظلة محطة الحافلة بلا سقف'],
    fr: [
      'les jeux d’enfants sont cassés et dangereux',
      'les bancs publics sont détruits',
      'l’abribus n’a plus de toit',
    ],
    darija: ['اللعابات ديال الدراري مهرسين'],
  },
  CIR: {
    ar: ['إشارة الضوء الأحمر معطلة', 'علامة قف ساقطة على الأرض', 'ممر الراجلين غير ظاهر أمام المدرسة'],
    fr: ['le feu tricolore est en panne', 'le panneau stop est tombé', 'le passage piéton est effacé devant l’école'],
    darija: ['الضو الحمر ما خدامش'],
    arabizi: ['do l7mer makhdamch'],
  },
  STA: {
    ar: ['حارس سيارات يفرض ثمنا غير قانوني', 'سيارات مركونة فوق الرصيف', 'حجز سيارتي دون إشعار'],
    fr: [
      'un gardien impose un tarif illégal',
      'des voitures garées sur le trottoir',
      'ma voiture mise en fourrière sans avis',
    ],
    darija: ['العساس كيفرض علينا الثمن'],
  },
  TRB: {
    ar: ['الحافلة لا تحترم المواعيد', 'الخط ملغى دون إخبار', 'الحافلات مكتظة في الصباح'],
    fr: ['le bus ne respecte pas ses horaires', 'la ligne est supprimée sans avis', 'les bus sont bondés le matin'],
    darija: ['الطوبيس كيتعطل بزاف'],
    arabizi: ['tobis kayt3etel bzaf'],
  },
};
