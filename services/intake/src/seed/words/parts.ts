/** The rest of a complaint's sentences, by how people write. */
export interface Parts {
  readonly openings: readonly string[];
  readonly places: readonly string[];
  readonly durations: readonly string[];
  readonly details: readonly string[];
  readonly closings: readonly string[];
}

export const arabic: Parts = {
  openings: [
    'السلام عليكم، ',
    'تحية طيبة، ',
    'إلى السيد رئيس المجلس، ',
    'أود أن أبلغكم أن ',
    'نحن سكان الحي نشتكي: ',
    'أتقدم إليكم بهذه الشكاية: ',
    'للمرة الثانية أكتب إليكم: ',
    'سيدي المسؤول، ',
    '',
  ],
  places: [
    'أمام المدرسة الابتدائية',
    'قرب المسجد',
    'في حي السلام',
    'بشارع محمد الخامس',
    'قرب السوق الأسبوعي',
    'في زنقة الأطلس',
    'وراء المستشفى',
    'بحي النهضة',
    'عند مدخل المدينة',
    'قرب محطة الطاكسيات',
    'في درب السلطان',
    'بتجزئة الأمل',
    'قرب دار الشباب',
    'جانب الملعب البلدي',
  ],
  durations: [
    'منذ أسبوع',
    'منذ ثلاثة أيام',
    'منذ شهر تقريبا',
    'منذ أكثر من شهرين',
    'منذ أمس',
    'منذ بداية السنة',
    'منذ آخر الأمطار',
    'كل يوم تقريبا',
  ],
  details: [
    'وقد وقعت حوادث بسبب ذلك',
    'والأطفال وكبار السن هم الأكثر تضررا',
    'واتصلنا بالمصلحة دون جواب',
    'والوضع يزداد سوءا',
    'وهذا يشكل خطرا على المارة',
    'ونرفق صورة للمكان',
    'وقد سبق أن وعدتم بالإصلاح',
    'رغم أداء الرسوم بانتظام',
  ],
  closings: [
    'نرجو التدخل في أقرب وقت.',
    'المرجو إصلاح الوضع، وشكرا.',
    'في انتظار جوابكم.',
    'وتقبلوا فائق التقدير.',
    'الله يجازيكم بخير.',
    'نطلب إيفاد لجنة للمعاينة.',
    '',
  ],
};

export const french: Parts = {
  openings: [
    'Bonjour, ',
    'Madame, Monsieur, ',
    'Je vous signale que ',
    'Nous, habitants du quartier, constatons ceci : ',
    'Deuxième réclamation : ',
    'Je souhaite signaler ceci : ',
    'À l’attention du président de la commune : ',
    '',
  ],
  places: [
    'devant l’école primaire',
    'près de la mosquée',
    'au quartier Salam',
    'avenue Mohammed V',
    'près du souk hebdomadaire',
    'rue de l’Atlas',
    'derrière l’hôpital',
    'au quartier Nahda',
    'à l’entrée de la ville',
    'près de la station de taxis',
    'au lotissement Al Amal',
    'à côté du stade municipal',
    'près de la maison des jeunes',
  ],
  durations: [
    'depuis une semaine',
    'depuis trois jours',
    'depuis près d’un mois',
    'depuis plus de deux mois',
    'depuis hier',
    'depuis le début de l’année',
    'depuis les dernières pluies',
    'presque tous les jours',
  ],
  details: [
    'et il y a déjà eu des accidents',
    'et les enfants en souffrent le plus',
    'et le service appelé n’a pas répondu',
    'et cela empire',
    'ce qui est dangereux pour les passants',
    'une photo est jointe',
    'malgré votre promesse de réparer',
    'alors que nous payons nos taxes',
  ],
  closings: [
    'Merci d’intervenir au plus vite.',
    'Merci de faire le nécessaire.',
    'Dans l’attente de votre réponse.',
    'Cordialement.',
    'Merci d’envoyer une commission sur place.',
    '',
  ],
};

export const darija: Parts = {
  openings: ['السلام، ', 'عافاكم ', 'شوفو معانا، ', 'راه ', 'والله عيينا، ', ''],
  places: [
    'حدا المدرسة',
    'حدا الجامع',
    'فحومتنا',
    'فالزنقة ديالنا',
    'حدا السوق',
    'مور السبيطار',
    'فراس الدرب',
    'حدا الفران',
  ],
  durations: ['هادي سيمانة', 'هادي شهر', 'شحال هادي', 'من البارح', 'كل نهار', 'من العيد'],
  details: ['وما كاين حتى واحد كيجاوب', 'والدراري غادي يتقاسو', 'وعيينا ما نشكيو', 'وراه خطر', 'وتصلنا بيكم بلا فايدة'],
  closings: ['الله يرحم الوالدين ديرو شي حاجة.', 'عافاكم صلحوها.', 'كنتسناو الجواب.', 'شكرا بزاف.', ''],
};

export const arabizi: Parts = {
  openings: ['salam, ', '3afakom ', 'chofo m3ana, ', 'rah ', ''],
  places: ['7da lmadrassa', '7da jame3', 'f l7ouma dialna', 'f zen9a dialna', '7da souk', 'mor sbitar', 'f ras derb'],
  durations: ['hadi simana', 'hadi chher', 'ch7al hadi', 'mn lbare7', 'kol nhar'],
  details: ['w ma kayn 7ta wa7ed kayjawb', 'w drari ghadi yt9aso', 'w 3yina ma nchkiw', 'w rah khatar'],
  closings: ['lah yrham lwalidin diro chi 7aja.', '3afakom sel7oha.', 'kantsnaw ljawab.', 'chokran bzaf.', ''],
};
