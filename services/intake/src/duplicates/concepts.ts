import { nameWords } from '../words/search-words.ts';

/**
 * Words of different languages for one thing. Two neighbours tell of one lamp as مصباح, lampadaire and bola: without this their
 * texts have nothing in common. General words of the street and its services, each list in Arabic, French and darija; darija in Latin
 * letters is found by its consonants.
 */
const things: Readonly<Record<string, string>> = {
  lamp: 'مصباح مصابيح إنارة ضوء أضواء بولة بولات ظلام مظلم ضلام lampadaire lampe ampoule éclairage lumière réverbère noir obscurité bola bolat dlam',
  pole: 'عمود أعمدة بوطو poteau pylône poto',
  wire: 'سلك أسلاك خيط خيوط كابل fil câble cable',
  pothole: 'حفرة حفر مخسوفة هبوط nid poule trou trous affaissement crevasse hofra 7ofra',
  pavement: 'رصيف أرصفة طروطوار بلاط trottoir dalle dallage pavé trotoir',
  cover: 'غطاء بالوعة بلاعة قادوسة ريكار regard plaque couvercle bouche tampon avaloir rigar',
  waste: 'زبل أزبال نفايات قمامة أوساخ ordure déchet poubelle détritus zbel',
  container: 'حاوية حاويات طارو طاروات صندوق bac benne conteneur poubelle taro',
  truck: 'شاحنة كاميو camion kamyo',
  rubble: 'ردم أنقاض مخلفات بناء أتربة gravat remblai décombre chantier rdem',
  sewage: 'صرف مجاري واد حار روائح نتنة قاذورات égout assainissement refoulement nauséabond wad 7ar',
  leak: 'تسرب تسربات ماء مياه كسر أنبوب قناة مكسورة هراس fuite eau conduite canalisation tuyau lma tsarob',
  outage: 'انقطاع مقطوع منقطع قطع مقطوعة coupure coupé panne interruption mat9ou3 m9to3',
  power: 'كهرباء تيار ضو électricité courant tension',
  flood: 'فيضان أمطار شتاء غمر غمرت سيول برك inondation pluie inondé flaque stagnante chta',
  tree: 'شجرة أشجار غصن أغصان arbre branche palmier نخلة chajra',
  garden: 'حديقة حدائق عشب jardin gazon pelouse parc jnan',
  bench: 'كرسي كراسي مقعد banc siège korsi',
  playground: 'ألعاب أرجوحة زحليقة jeux balançoire toboggan aire',
  light: 'إشارة إشارات مرور ضوئية feu feux tricolore signal stop',
  sign: 'لوحة علامة تشوير plaque panneau signalisation',
  rats: 'فأر فئران جرذان طوبة طوبات rat souris rongeur toba',
  insects: 'حشرات ناموس صراصير ذباب moustique cafard insecte mouche namos',
  dogs: 'كلب كلاب ضالة chien errant meute klab kleb',
  bite: 'عض عضة هجوم هاجم morsure mordu attaque',
};

/** What people say beside it to tell where: it neither makes nor breaks a problem. */
const landmarks: Readonly<Record<string, string>> = {
  school: 'مدرسة إعدادية ثانوية école collège lycée madrassa',
  mosque: 'مسجد جامع mosquée jame3',
  market: 'سوق أسواق souk marché',
  hospital: 'مستشفى سبيطار مستوصف hôpital dispensaire clinique sbitar',
  station: 'محطة طاكسيات gare station taxi mahatta',
  stadium: 'ملعب stade terrain tiran',
  bakery: 'فران مخبزة four boulangerie ferran',
  pharmacy: 'صيدلية pharmacie fermasyan',
  cafe: 'مقهى قهوة café 9ahwa',
};

const formsTo = (lists: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(lists).flatMap(([concept, words]) =>
      nameWords(words, 1_000).flatMap((form): (readonly [string, string])[] =>
        form.startsWith('~')
          ? [
              [form, concept],
              [`^${form.slice(1)}`, concept],
            ]
          : [[form, concept]],
      ),
    ),
  );

/** From a word's form, as the search has it, to the thing. */
export const thingOf = formsTo(things);
export const landmarkOf = formsTo(landmarks);
