import { foldWords } from '@jamaa/kit';

/** Words that say nothing about a case: small words, greetings and thanks, in Arabic, darija, Arabizi and French. */
const text = `
  في من إلى على عن مع هذا هذه ذلك تلك الذي التي الذين قد كان كانت يكون لا ما لم لن إن أن أنه أو و ثم بعد قبل كل بعض غير بدون دون حتى منذ عند
  هو هي هم نحن أنا أنتم كما لقد ليس حيث وقد وهذا وهو وهي بين لدى جدا هنا هناك
  السلام عليكم تحية طيبة سيدي السيد السادة المسؤول شكرا وشكرا المرجو نرجو أرجو الله يجازيكم بخير تقبلوا فائق التقدير أتقدم إليكم بهذه الشكاية
  ديال ديالنا ديالي راه عافاكم شي حاجة واحد كاين كاينة باش غادي بزاف هادي هاد شوفو معانا والله دابا حنا ماشي
  salam 3afakom rah dial dyal dialna w f mn hadi had kayn kayna chi bach ghadi bzaf chokran dyalna 3la fi l wa
  le la les un une des du de d l et ou a au aux en dans sur sous par pour avec sans ce cet cette ces il elle ils elles on nous vous je tu
  est sont ete etait a ont y ne pas plus que qui dont mon ma mes notre nos votre vos son sa ses leur leurs se s c n m j qu tres deja
  bonjour bonsoir monsieur madame merci cordialement svp
`;

/** Folded, as {@link foldWords} gives them. */
export const stopWords: ReadonlySet<string> = new Set(foldWords(text));
