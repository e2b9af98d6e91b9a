import type { RuleInput } from '../rule.ts';
import { COMMUNES_83, COMMUNES_100, communal } from './shape.ts';

/** Streets, lights, waste, green spaces, traffic: what the commune's technical services repair or have repaired. */
export const publicSpace: readonly RuleInput[] = [
  communal('VOI', 'technical', {
    ar: 'الطرق والأرصفة من اختصاص المصالح التقنية للجماعة؛ أما الطرق المصنفة فتحيلها الجماعة على مصالح التجهيز',
    fr: 'Voirie et trottoirs : services techniques de la commune, qui réoriente vers l’Équipement pour une route classée',
  }),
  communal(
    'ECL',
    'technical',
    {
      ar: 'الإنارة العمومية مرفق جماعي تتولاه المصالح التقنية ما لم يسندها عقد مؤرخ إلى شركة أو مفوض له',
      fr: 'Éclairage public : services techniques de la commune, sauf contrat daté avec une SDL, un délégataire ou la SRM',
    },
    { source: `${COMMUNES_83} ; loi 83-21 pour la SRM` },
  ),
  communal(
    'DEC',
    'technical',
    {
      ar: 'جمع النفايات مرفق جماعي تتتبعه المصالح التقنية، ما لم يوجد عقد مؤرخ لمفوض له أو مؤسسة للتعاون',
      fr: 'Collecte des déchets : suivie par les services techniques, sauf contrat daté avec un délégataire ou un ECI',
    },
    { source: `${COMMUNES_83} ; loi 28-00` },
  ),
  communal(
    'DPS',
    'technical',
    {
      ar: 'تزيل المصالح التقنية للجماعة المطارح العشوائية ومخلفات البناء',
      fr: 'Dépôts sauvages et gravats : enlevés par les services techniques de la commune',
    },
    { source: `${COMMUNES_83} ; loi 28-00` },
  ),
  communal('ESV', 'technical', {
    ar: 'تصون المصالح التقنية للجماعة المساحات الخضراء والأشجار',
    fr: 'Espaces verts et arbres : entretenus par les services techniques de la commune',
  }),
  communal('MOB', 'technical', {
    ar: 'تصون المصالح التقنية للجماعة الأثاث الحضري وفضاءات اللعب',
    fr: 'Mobilier urbain et aires de jeux : services techniques de la commune',
  }),
  communal(
    'CIR',
    'technical',
    {
      ar: 'التشوير والجولان من اختصاص الجماعة، وتستشار المديرية العامة للأمن الوطني',
      fr: 'Signalisation et circulation : la commune, qui consulte la DGSN',
    },
    { source: `${COMMUNES_83} et art. 100`, consulted: ['etat:dgsn'] },
  ),
  communal(
    'STA',
    'technical',
    {
      ar: 'تدبر الجماعة وقوف السيارات والمحجز، ما لم يوجد عقد مؤرخ لمفوض له',
      fr: 'Stationnement et fourrière : la commune, sauf contrat daté avec un délégataire',
    },
    { source: COMMUNES_83 },
  ),
  communal(
    'TRB',
    'technical',
    {
      ar: 'النقل الحضري مرفق جماعي تتتبعه المصالح التقنية، ما لم يوجد عقد مؤرخ لمفوض له أو مؤسسة للتعاون',
      fr: 'Transport urbain : suivi par les services techniques, sauf contrat daté avec un délégataire ou un ECI',
    },
    { source: COMMUNES_83 },
  ),
  communal(
    'INO',
    'technical',
    {
      ar: 'تتدخل المصالح التقنية للجماعة في مياه الأمطار والفيضانات',
      fr: 'Eaux pluviales et inondations : les services techniques de la commune interviennent',
    },
    { source: COMMUNES_83 },
  ),
  communal(
    'ODP',
    'urbanism-economy',
    {
      ar: 'تمنح مصلحة التعمير والاقتصاد رخص احتلال الملك العمومي، وتستشار السلطة المحلية عن طريق عاملها',
      fr: 'Occupation du domaine public : l’unité qui délivre ces permis, l’autorité locale consultée par son gouverneur',
    },
    { source: COMMUNES_100, consulted: ['gouverneur'] },
  ),
];
