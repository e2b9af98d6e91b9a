/** What the administration writes. `{what}` is the category's name. */
export interface Letters {
  readonly answers: readonly string[];
  readonly negative: readonly string[];
  readonly questions: readonly string[];
  readonly complements: readonly string[];
  readonly returns: readonly string[];
  readonly refusals: Readonly<Record<'before-court' | 'with-prosecutor' | 'insulting' | 'unclear', string>>;
  readonly redirects: readonly string[];
  readonly reopenings: readonly string[];
}

export const arabicLetters: Letters = {
  answers: [
    'تمت المعاينة وأنجزت الأشغال المطلوبة، ونشكركم على تبليغكم.',
    'بعد البحث تدخلت مصالحنا وعادت الأمور إلى حالتها.',
    'أصلح الخلل المبلغ عنه ({what}) يوم أمس من طرف الفرقة المكلفة.',
    'برمج التدخل ضمن أشغال هذا الأسبوع وسيتم في أجل أقصاه عشرة أيام.',
    'عاينت اللجنة المكان واتخذت الإجراءات اللازمة في حق المخالف.',
    'تمت معالجة ملفكم المتعلق بـ{what}، ويمكنكم سحب الوثائق من الشباك.',
    'راسلنا المتعهد وألزمناه بالإصلاح، وسنتتبع التنفيذ.',
  ],
  negative: [
    'بعد الدراسة تعذرت الاستجابة لطلبكم للأسباب التقنية المبينة في التقرير؛ ويمكنكم التظلم لدى وسيط المملكة أو المحكمة الإدارية.',
  ],
  questions: [
    'المرجو تحديد العنوان بدقة أو إرسال صورة للمكان.',
    'المرجو موافاتنا بنسخة من الوثيقة المشار إليها.',
    'ما هو تاريخ الوقائع ورقم الملف السابق؟',
  ],
  complements: [
    'العنوان هو الزنقة 12 رقم 7، قرب الصيدلية.',
    'ترفق طيه نسخة من الوثيقة.',
    'وقع ذلك يوم السبت الماضي في الصباح.',
  ],
  returns: ['المرجو توضيح الأجل وتاريخ التدخل في الجواب.', 'ينقص الجواب السند القانوني.'],
  refusals: {
    'before-court': 'القضية معروضة على المحكمة، ولا يمكن للإدارة البت فيها.',
    'with-prosecutor': 'الملف بين يدي النيابة العامة.',
    insulting: 'تتضمن الشكاية عبارات مسيئة؛ يمكنكم إعادة إيداعها بصيغة لائقة.',
    unclear: 'تعذر فهم موضوع الشكاية رغم دراستها؛ يمكنكم إيداعها من جديد مع توضيح الوقائع.',
  },
  redirects: ['هذا الموضوع من اختصاص جهة أخرى، نوجهكم إليها بالعنوان المبين.'],
  reopenings: ['المشكل ما زال قائما ولم يصلح شيء.', 'أصلح جزئيا فقط وعاد العطب.'],
};

export const frenchLetters: Letters = {
  answers: [
    'Après constat sur place, les travaux demandés ont été réalisés. Merci de votre signalement.',
    'Nos services sont intervenus et la situation est rétablie.',
    'Le problème signalé ({what}) a été réparé hier par l’équipe concernée.',
    'L’intervention est programmée cette semaine et sera terminée sous dix jours.',
    'La commission s’est rendue sur place et a pris les mesures nécessaires.',
    'Votre dossier ({what}) a été traité ; les documents sont au guichet.',
    'Le prestataire a été mis en demeure de réparer, nous suivons l’exécution.',
  ],
  negative: [
    'Après étude, votre demande ne peut être satisfaite pour les raisons techniques du rapport ; vous pouvez saisir le Médiateur ou le tribunal administratif.',
  ],
  questions: [
    'Merci de préciser l’adresse ou d’envoyer une photo.',
    'Merci de nous transmettre une copie du document cité.',
    'Quelle est la date des faits et le numéro du dossier précédent ?',
  ],
  complements: [
    'C’est au 7, rue 12, près de la pharmacie.',
    'La copie du document est jointe.',
    'C’était samedi dernier dans la matinée.',
  ],
  returns: ['Préciser le délai et la date d’intervention.', 'Il manque la base légale.'],
  refusals: {
    'before-court': 'L’affaire est devant le tribunal, l’administration ne peut se prononcer.',
    'with-prosecutor': 'Le dossier est entre les mains du procureur.',
    insulting: 'La réclamation contient des propos injurieux ; vous pouvez la déposer à nouveau en termes convenables.',
    unclear: 'L’objet de la réclamation n’a pu être compris ; vous pouvez la déposer à nouveau en précisant les faits.',
  },
  redirects: ['Ce sujet relève d’un autre organisme, à l’adresse indiquée.'],
  reopenings: ['Le problème persiste, rien n’a été réparé.', 'Réparé en partie seulement, la panne est revenue.'],
};
