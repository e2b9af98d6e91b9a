import { Act } from '@jamaa/proto/civil_registry/v1/acts';
import type { BureauFacts } from '../../src/documents/sources.ts';

export const sefrou: BureauFacts = {
  id: '03.451.01.09-1',
  territory: '03.451.01.09',
  organisation: 'org-sefrou',
  name: { ar: 'مكتب الحالة المدنية الرئيسي', fr: 'Bureau principal de l’état civil' },
  seat: { ar: 'صفرو', fr: 'Sefrou' },
  places: [
    { ar: 'إقليم صفرو', fr: 'Province de Sefrou' },
    { ar: 'جماعة صفرو', fr: 'Commune de Sefrou' },
  ],
};

export const mother = {
  firstNames: { ar: 'فاطمة الزهراء', latin: 'Fatima Zahra', tifinagh: '' },
  familyName: { ar: 'بناني', latin: 'BENNANI', tifinagh: '' },
  sex: 'female',
  birthDate: '1994-08-31',
  birthPlace: { text: { ar: 'فاس', fr: 'Fès' }, commune: '03.231.01.0', country: '' },
  nationality: 'MA',
  profession: { ar: 'أستاذة', fr: 'enseignante' },
  residence: { ar: '12 زنقة الزيتون، صفرو', fr: '12, rue des Oliviers, Sefrou' },
  nationalId: 'CD123456',
};

export const father = {
  firstNames: { ar: 'إدريس', latin: 'Driss', tifinagh: 'ⵉⴷⵔⵉⵙ' },
  familyName: { ar: 'أمغار', latin: 'AMGHAR', tifinagh: 'ⴰⵎⵖⴰⵔ' },
  sex: 'male',
  birthDate: '1990',
  birthPlace: { text: { ar: 'أولماس', fr: 'Oulmès' } },
  nationality: 'MA',
  profession: { ar: 'تاجر', fr: 'commerçant' },
  residence: { ar: '12 زنقة الزيتون، صفرو', fr: '12, rue des Oliviers, Sefrou' },
  nationalId: 'CD98765',
};

export const marriage = {
  id: 'mention-1',
  actId: 'act-1',
  kind: 'marriage',
  number: 1,
  title: { kind: 'marriage-deed', number: '1423/2048', date: '2048-06-01', authority: 'قسم قضاء الأسرة بصفرو' },
  effectiveOn: '2048-06-01',
  text: { ar: 'تزوجت بالسيد يوسف العلوي', fr: 'Mariée à M. Youssef ALAOUI' },
};

/** The birth act of a twin, names in three scripts. */
export const birthAct = (more: object = {}): Act =>
  Act.fromPartial({
    id: 'act-1',
    kind: 'birth',
    bureauId: sefrou.id,
    year: 2026,
    number: 217,
    content: {
      $case: 'birth',
      value: {
        child: {
          firstNames: { ar: 'تيتريت', latin: 'Titrit', tifinagh: 'ⵜⵉⵜⵔⵉⵜ' },
          familyName: { ar: 'أمغار', latin: 'AMGHAR', tifinagh: 'ⴰⵎⵖⴰⵔ' },
          sex: 'female',
          birthDate: '2026-03-07',
          birthPlace: {
            text: { ar: 'المستشفى الإقليمي محمد الخامس، صفرو', fr: 'Hôpital provincial Mohammed V, Sefrou' },
          },
          nationality: 'MA',
        },
        time: '15:45',
        twinOrder: 1,
        twinCount: 2,
        father,
        mother,
        declarant: { person: father, quality: 'father' },
        declaredOn: '2026-03-12',
      },
    },
    officerId: 'officer-1',
    officerName: { ar: 'عبد السلام الوزاني', fr: 'Abdeslam OUAZZANI' },
    officerCapacity: {
      ar: 'نائب رئيس الجماعة، ضابط الحالة المدنية بالتفويض',
      fr: 'Vice-président, officier de l’état civil par délégation',
    },
    registeredAt: new Date('2026-03-12T10:30:00Z'),
    hash: 'a'.repeat(64),
    version: 1,
    idcs: '4820193756',
    ...more,
  });

export const deathAct = (): Act =>
  Act.fromPartial({
    id: 'act-2',
    kind: 'death',
    bureauId: sefrou.id,
    year: 2026,
    number: 31,
    content: {
      $case: 'death',
      value: {
        deceased: { ...father, birthDate: '1941-05' },
        date: '2026-02-01',
        time: '',
        place: { text: { ar: 'منزله بصفرو', fr: 'son domicile, Sefrou' } },
        father: { unknown: true },
        mother: { firstNames: { ar: 'رقية', latin: '', tifinagh: '' } },
        spouse: mother,
        declarant: { person: mother, quality: 'spouse' },
        declaredOn: '2026-02-02',
      },
    },
    officerName: { ar: 'عبد السلام الوزاني', fr: 'Abdeslam OUAZZANI' },
    officerCapacity: { ar: 'ضابط الحالة المدنية', fr: 'Officier de l’état civil' },
    registeredAt: new Date('2026-02-02T09:00:00Z'),
    version: 1,
  });
