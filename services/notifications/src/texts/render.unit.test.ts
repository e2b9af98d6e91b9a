import { describe, expect, it } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { smsSize } from '../domain/sms.ts';
import { templateRules, templates } from '../domain/templates.ts';
import { type Facts, flags, noFacts } from './facts.ts';
import { languages } from './languages.ts';
import { renderEmail, renderSms } from './render.ts';

const tongues = ['ar', 'fr'] as const;
const cases = tongues.flatMap((language) => templates.map((template) => ({ language, template })));

/** The longest that each fact becomes, so that the room it takes is seen. */
const facts = (language: 'ar' | 'fr', more: Partial<Facts> = {}): Facts => {
  const { words } = languages[language];
  return {
    ...noFacts,
    reference: '03-26-7K3Q9M-C',
    oldReference: '06-26-7K3Q9M-5',
    yourCase: words.kinds.reclamation.your,
    aCase: words.kinds.reclamation.a,
    name: 'Amina Berrada',
    category: language === 'ar' ? 'الإنارة العمومية' : 'Éclairage public',
    commune: language === 'ar' ? 'فاس' : 'Fès',
    organisation:
      language === 'ar'
        ? 'الشركة الجهوية متعددة الخدمات الدار البيضاء - سطات'
        : 'Société régionale multiservices Casablanca-Settat',
    unit: language === 'ar' ? 'قسم الأشغال التقنية' : 'Service technique',
    receivedAt: language === 'ar' ? 'الاثنين 2 نونبر 2026 على الساعة 10:05' : 'lundi 2 novembre 2026 à 10:05',
    due: language === 'ar' ? 'الجمعة فاتح يناير 2027' : 'vendredi 1er janvier 2027',
    dueShort: language === 'ar' ? '30 شتنبر 2027' : '30 septembre 2027',
    dueExplanation: language === 'ar' ? 'الأجل: 60 يوما.' : 'Délai : 60 jours.',
    text: 'Le lampadaire <b>n° 12</b> & le "13"\nseront réparés.',
    complementDue: language === 'ar' ? 'الأحد 15 نونبر 2026' : 'dimanche 15 novembre 2026',
    complementDueShort: language === 'ar' ? '15 نونبر 2026' : '15 novembre 2026',
    reason: words.refusals['before-court'] ?? '',
    legalBasis: '2-17-265',
    missing: 'x, y',
    body: language === 'ar' ? 'المديرية العامة للأمن الوطني' : 'Direction générale de la sûreté nationale',
    address: 'Rabat',
    amount: words.money('12345.67'),
    trackingNumber: 'RR123456785MA',
    code: '123456',
    codeUntil: '10:15',
    portal: 'https://chikayat.jamaa.gov.ma',
    clock: words.clocks['acknowledgement'] ?? '',
    level: words.levels['gouverneur'] ?? '',
    days: 12,
    ...more,
  };
};

describe.each(cases)('$template in $language', ({ template, language }) => {
  const { texts } = languages[language];
  const email = renderEmail(template, facts(language), language, 'جماعة فاس');
  const sms = renderSms(template, facts(language), language);

  it('names only facts that exist', () => {
    const known = new Set([...Object.keys(noFacts), ...Object.keys(flags)]);
    const lines = [
      texts[template].subject,
      ...texts[template].body.filter((line) => !line.startsWith('= ')),
      texts[template].sms,
    ];
    const named = lines.flatMap((line) =>
      argumentsOf(new IntlMessageFormat(line, language, undefined, { ignoreTag: true }).getAst()),
    );
    expect(named.filter((name) => !known.has(name))).toEqual([]);
    const tabled = texts[template].body
      .filter((line) => line.startsWith('= '))
      .flatMap((line) => line.slice(2).split(' '));
    expect(tabled.filter((name) => !(name in languages[language].words.labels))).toEqual([]);
  });

  it('is whole, bears the reference everywhere, and leaves no pattern behind', () => {
    for (const text of [email.subject, email.text, email.html, sms]) {
      expect(text).toContain('03-26-7K3Q9M-C');
      expect(text).not.toMatch(/[{}]|undefined|\bNaN\b/);
    }
    expect(email.html).toContain(language === 'ar' ? '<html lang="ar" dir="rtl">' : '<html lang="fr" dir="ltr">');
  });

  it('has no personal data in its subject and none in its SMS', () => {
    for (const text of [email.subject, sms]) expect(text).not.toContain('Berrada');
  });

  it('fits two segments as an SMS, French in the GSM alphabet', () => {
    const { alphabet, segments } = smsSize(sms);
    expect({ alphabet, fits: segments <= 2 }).toEqual({ alphabet: language === 'ar' ? 'ucs-2' : 'gsm-7', fits: true });
  });

  it('reads well without the facts that a case may lack', () => {
    const lacking = { unit: '', name: '', text: '', missing: '', address: '', legalBasis: '', complementDue: '' };
    // A clock always has its due date, a case only when it is a réclamation.
    const dateless = templateRules[template].audience === 'staff' ? {} : { due: '', dueShort: '' };
    const bare = facts(language, { ...lacking, ...dateless });
    const text = renderEmail(template, bare, language, '').text + renderSms(template, bare, language);
    expect(text).not.toMatch(/\(\)| {2}|: \.|undefined|[{}]/);
  });
});

describe('what people wrote', () => {
  it('is escaped in markup, kept in text, and never read as a pattern', () => {
    const hostile = facts('fr', {
      text: "<script>x</script> {reference} '{name}' #",
      name: '{days, plural, other {x}}',
    });
    const { html, text } = renderEmail('answered', hostile, 'fr', '<i>CT</i>');
    expect(html).not.toMatch(/<script|<i>/);
    expect(text).toContain("<script>x</script> {reference} '{name}' #");
    expect(text).toContain('{days, plural, other {x}}');
  });
});

describe('what has to be said', () => {
  it.each(tongues)('refusals and redirections in %s tell the remedies', (language) => {
    for (const template of ['refused', 'redirected', 'answered', 'closed-no-complement'] as const) {
      const { text } = renderEmail(template, facts(language), language, '');
      expect(text).toMatch(
        language === 'ar' ? /وسيط المملكة.*المحكمة الإدارية/ : /Médiateur du Royaume.*tribunal administratif/,
      );
    }
  });
  it.each(tongues)('the receipt in %s says the due date in words and cites the decree', (language) => {
    const { text } = renderEmail('receipt', facts(language, { electronic: 'yes' }), language, '');
    expect(text).toContain(facts(language).due);
    expect(text).toMatch(language === 'ar' ? /الإيداع الإلكتروني.*2\.17\.265/ : /dépôt électronique.*2-17-265/);
  });
});

describe('Arabic counts', () => {
  it.each([
    [0, 'اليوم'],
    [1, 'يوم واحد'],
    [2, 'يومان'],
    [3, '3 أيام'],
    [10, '10 أيام'],
    [11, '11 يوما'],
    [99, '99 يوما'],
    [100, '100 يوم'],
    [103, '103 أيام'],
  ])('%i', (days, words) => {
    expect(renderSms('warned', facts('ar', { days }), 'ar')).toContain(`المدة المتبقية: ${words}.`);
  });
});

it('keeps a reference in one piece inside Arabic', () => {
  expect(renderSms('withdrawn', facts('ar'), 'ar')).toContain('\u200e03-26-7K3Q9M-C');
});

type Ast = ReturnType<IntlMessageFormat['getAst']>;

/** Names of the arguments of a pattern, those inside its branches too. */
function argumentsOf(ast: Ast): string[] {
  return ast.flatMap((element) => {
    const own = 'value' in element && element.type !== 0 ? [String(element.value)] : [];
    const inner =
      'options' in element ? Object.values(element.options).flatMap((option) => argumentsOf(option.value)) : [];
    return [...own, ...inner];
  });
}

it.each([
  ['ar', '[تدريب] '],
  ['fr', '[formation] '],
] as const)('what concerns training says so first of all: %s', (language, prefix) => {
  const plain = renderEmail('warned', facts(language), language, 'x');
  const marked = renderEmail('warned', facts(language), language, 'x', true);
  expect([marked.subject, marked.html.includes(marked.subject)]).toEqual([`${prefix}${plain.subject}`, true]);
  const sms = (training: boolean) => renderSms('warned', facts(language), language, training);
  expect(sms(true)).toBe(`${prefix}${sms(false)}`);
});
