import type { OrganisationKind, Unit } from './organisation.ts';

/** Unit of the director (général) des services: the level of supervision between a unit and the president. */
export const DIRECTION = 'direction';

const unit = (code: string, ar: string, fr: string): Unit => ({ code, name: { ar, fr } });

const direction = unit(DIRECTION, 'المديرية العامة للمصالح', 'Direction générale des services');
const administration = unit('administration', 'الشؤون الإدارية', 'Affaires administratives');
const technical = unit('technical', 'المصالح التقنية', 'Services techniques');
const hygiene = unit('hygiene', 'مكتب حفظ الصحة', "Bureau d'hygiène");
const civilStatus = unit('civil-status', 'مكتب الحالة المدنية', "Bureau d'état civil");
const urbanismEconomy = unit('urbanism-economy', 'التعمير والشؤون الاقتصادية', 'Urbanisme et affaires économiques');
const finance = unit('finance', 'الشؤون المالية والجبايات', 'Affaires financières et fiscalité');

const communal = [technical, hygiene, civilStatus, urbanismEconomy, finance, administration, direction];

/** The units of a body on the platform, by kind; all others have an administration only (our rule). */
const byKind: Partial<Record<OrganisationKind, readonly Unit[]>> = {
  commune: communal,
  training: communal,
  arrondissement: [technical, hygiene, civilStatus, urbanismEconomy, administration, direction],
  province: [unit('social', 'العمل الاجتماعي', 'Action sociale'), technical, administration, direction],
  region: [technical, administration, direction],
  gouverneur: [
    unit('taxis', 'سيارات الأجرة', 'Taxis'),
    unit('urbanism', 'التعمير', 'Urbanisme'),
    unit('named-officer', 'المسؤول المعين من طرف العامل', 'Responsable désigné par le gouverneur'),
    administration,
  ],
  srm: [
    unit('water', 'الماء الصالح للشرب', 'Eau potable'),
    unit('electricity', 'الكهرباء', 'Électricité'),
    unit('sewerage', 'التطهير السائل', 'Assainissement liquide'),
    unit('lighting', 'الإنارة العمومية', 'Éclairage public'),
    administration,
  ],
};

export const unitsOf = (kind: OrganisationKind): readonly Unit[] => byKind[kind] ?? [administration];
