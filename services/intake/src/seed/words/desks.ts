import type { Problems } from './problems.ts';

/** Permits, hygiene, civil status, money, conduct, and what is owed by other bodies. */
export const desks: Readonly<Record<string, Problems>> = {
  TRT: {
    ar: ['سائق سيارة أجرة رفض نقلي', 'زيادة غير قانونية في التسعيرة', 'السائق لا يشغل العداد'],
    fr: ['un taxi a refusé la course', 'une hausse illégale du tarif', 'le chauffeur ne met pas le compteur'],
    darija: ['مول الطاكسي ما بغاش يديني'],
  },
  ODP: {
    ar: ['مقهى يحتل الرصيف كله بالكراسي', 'محل يعرض سلعته في الطريق', 'بناء صندوق فوق الملك العمومي'],
    fr: [
      'un café occupe tout le trottoir',
      'un magasin expose sa marchandise sur la voie',
      'un kiosque construit sur le domaine public',
    ],
    darija: ['القهوة شادة الطروطوار كامل'],
  },
  AMB: {
    ar: ['الباعة الجائلون يسدون الزنقة', 'السوق الأسبوعي بلا ماء ولا نظافة', 'عربات مجرورة تعرقل المرور'],
    fr: [
      'les vendeurs ambulants bloquent la rue',
      'le souk hebdomadaire n’a ni eau ni nettoyage',
      'des charrettes gênent la circulation',
    ],
    darija: ['الفراشة سدو علينا الطريق'],
  },
  URB: {
    ar: ['طلب رخصة البناء بلا جواب', 'رفض شهادة المطابقة دون تعليل', 'تأخر رخصة السكن'],
    fr: [
      'demande de permis de construire sans réponse',
      'certificat de conformité refusé sans motif',
      'retard du permis d’habiter',
    ],
  },
  CON: {
    ar: ['بناء بدون رخصة يحجب الضوء', 'منزل آيل للسقوط يهدد السكان', 'إضافة طابق غير مرخص'],
    fr: [
      'une construction sans permis cache la lumière',
      'une maison menace ruine',
      'un étage ajouté sans autorisation',
    ],
    darija: ['جارنا كيبني بلا رخصة'],
  },
  ECO: {
    ar: ['تأخر رخصة فتح محل تجاري', 'رفض الرخصة الاقتصادية دون سبب', 'محل يشتغل بلا رخصة'],
    fr: [
      'retard de l’autorisation d’ouverture d’un commerce',
      'autorisation économique refusée sans raison',
      'un commerce exerce sans autorisation',
    ],
  },
  NUI: {
    ar: ['ضجيج ورشة إلى ما بعد منتصف الليل', 'دخان فرن يدخل إلى البيوت', 'موسيقى صاخبة من قاعة الأفراح'],
    fr: [
      'le bruit d’un atelier jusque tard la nuit',
      'la fumée d’un four entre dans les maisons',
      'la musique d’une salle de fêtes',
    ],
    darija: ['الصداع ديال الليل ما خلاناش ننعسو'],
    arabizi: ['sda3 dial lil makhlanach n3so'],
  },
  HYG: {
    ar: ['انتشار الجرذان في الحي', 'حشرات كثيرة قرب المجاري', 'طلب تعقيم الحي من البعوض'],
    fr: [
      'des rats dans tout le quartier',
      'des insectes près des regards',
      'demande de traitement contre les moustiques',
    ],
    darija: ['الطوبات عامرين فالحومة', 'الناموس قتلنا'],
    arabizi: ['tobat 3amrin f l7ouma'],
  },
  ANI: {
    ar: ['كلاب ضالة تهاجم الأطفال', 'كلب عض ابني صباح اليوم', 'قطيع كلاب قرب السوق'],
    fr: [
      'des chiens errants attaquent les enfants',
      'un chien a mordu mon fils ce matin',
      'une meute de chiens près du souk',
    ],
    darija: ['الكلاب عامرين وكيخوفو الدراري'],
    arabizi: ['lklab 3amrin w kaykhawfo drari'],
  },
  ABA: {
    ar: ['ذبح خارج المجزرة', 'لحوم معروضة بلا تبريد', 'مجزرة بلا شروط النظافة'],
    fr: ['un abattage hors de l’abattoir', 'de la viande exposée sans froid', 'un abattoir sans hygiène'],
  },
  CIV: {
    ar: ['خطأ في عقد الازدياد', 'تأخر تسليم النسخة الكاملة', 'صعوبة التصريح بمولود جديد'],
    fr: ['une erreur dans l’acte de naissance', 'retard de la copie intégrale', 'difficulté à déclarer un nouveau-né'],
    darija: ['غلطو ليا فسمية ولدي'],
  },
  LEG: {
    ar: ['مكتب تصحيح الإمضاء مغلق في أوقات العمل', 'انتظار ساعات للمصادقة على وثيقة', 'رفض الإشهاد على نسخة مطابقة'],
    fr: [
      'le guichet de légalisation est fermé aux heures de travail',
      'des heures d’attente pour une légalisation',
      'refus de certifier une copie',
    ],
  },
  CIM: {
    ar: ['المقبرة بلا سور ولا حراسة', 'قبور متضررة بعد الأمطار', 'طلب رخصة الدفن تأخر'],
    fr: ['le cimetière n’a ni mur ni gardien', 'des tombes abîmées par la pluie', 'le permis d’inhumer a tardé'],
  },
  TAX: {
    ar: ['رسم النظافة محسوب مرتين', 'إشعار ضريبي لعقار ليس لي', 'لم أتوصل بوصل الأداء'],
    fr: [
      'la taxe de services comptée deux fois',
      'un avis pour un bien qui n’est pas à moi',
      'aucune quittance après paiement',
    ],
  },
  FON: {
    ar: ['نزع ملكية أرض دون تعويض', 'نزاع حول ملك جماعي', 'تأخر تسوية عقار جماعي'],
    fr: [
      'une expropriation sans indemnité',
      'un litige sur un bien communal',
      'retard de régularisation d’un terrain communal',
    ],
  },
  SOC: {
    ar: ['حافلة النقل المدرسي لا تصل إلى الدوار', 'سيارة الإسعاف غير متوفرة', 'طلب مساعدة لشخص في وضعية إعاقة'],
    fr: [
      'le bus scolaire n’arrive pas au douar',
      'l’ambulance n’est pas disponible',
      'demande d’aide pour une personne handicapée',
    ],
    darija: ['النقل المدرسي ما كيوصلش للدوار'],
  },
  RUR: {
    ar: ['المسلك القروي مقطوع بعد الأمطار', 'نقطة الماء بالدوار معطلة', 'قنطرة صغيرة انهارت'],
    fr: [
      'la piste est coupée après les pluies',
      'la borne-fontaine du douar est en panne',
      'un petit pont s’est effondré',
    ],
    darija: ['الطريق ديال الدوار مقطوعة'],
    arabizi: ['triq dial douar m9to3a'],
  },
  SPO: {
    ar: ['ملعب القرب مغلق دون سبب', 'دار الشباب بلا تجهيزات', 'أداء غير قانوني لولوج الملعب'],
    fr: [
      'le terrain de proximité est fermé sans raison',
      'la maison des jeunes n’a pas d’équipement',
      'un paiement illégal pour entrer au stade',
    ],
  },
  ACC: {
    ar: ['سوء معاملة في الشباك', 'موظف يرفض تسلم الملف', 'غياب الموظفين في أوقات العمل'],
    fr: [
      'un mauvais accueil au guichet',
      'un agent refuse de prendre le dossier',
      'personne au bureau aux heures de travail',
    ],
  },
  COR: {
    ar: ['طلب مقابل مالي لتسليم وثيقة', 'شطط في استعمال السلطة', 'تفويت صفقة دون إعلان'],
    fr: ['on me demande de l’argent pour un document', 'un abus de pouvoir', 'un marché passé sans annonce'],
  },
  INF: {
    ar: ['طلب الاطلاع على ميزانية الجماعة', 'طلب محضر دورة المجلس', 'طلب برنامج عمل الجماعة'],
    fr: [
      'demande du budget de la commune',
      'demande du procès-verbal de la session',
      'demande du programme d’action de la commune',
    ],
  },
  AUT: {
    ar: ['طلب توضيح حول مسطرة إدارية', 'مشكل بين الجيران حول ممر', 'وضعية لا أعرف من المسؤول عنها'],
    fr: [
      'une question sur une démarche',
      'un différend entre voisins sur un passage',
      'une situation dont je ne sais qui répond',
    ],
  },
};
