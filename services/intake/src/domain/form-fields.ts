import type { FormField } from './forms.ts';

type Obligation = FormField['obligation'];

const field = (
  path: string,
  obligation: Obligation,
  [ar, fr]: readonly [string, string],
  [helpAr, helpFr]: readonly [string, string],
): FormField => ({ path, obligation, label: { ar, fr }, help: { ar: helpAr, fr: helpFr } });

/** The fields that forms are put together from. Help is one short line: it stands on paper too. */
export const fields = {
  category: field(
    'category',
    'required',
    ['الموضوع', 'Objet'],
    ['مثلا: الإنارة العمومية', 'par exemple : éclairage public'],
  ),
  description: field(
    'description',
    'required',
    ['عرض الموضوع', 'Exposé'],
    ['الوقائع والتواريخ وما تطلبونه، بعباراتكم', 'les faits, les dates et ce que vous demandez, avec vos mots'],
  ),
  location: field(
    'location',
    'no-commune',
    ['المكان', 'Lieu'],
    ['العنوان، أو نقطة على الخريطة', 'l’adresse, ou un point sur la carte'],
  ),
  commune: field(
    'commune',
    'optional',
    ['الجماعة', 'Commune'],
    ['إذا لم يكن المكان معروفا بدقة', 'si le lieu n’est pas précis'],
  ),
  name: field(
    'complainant.name',
    'optional',
    ['الاسم الكامل أو التسمية', 'Nom complet ou dénomination'],
    ['كما في بطاقة التعريف الوطنية أو النظام الأساسي', 'comme sur la carte nationale ou les statuts'],
  ),
  phone: field(
    'complainant.phone',
    'optional',
    ['رقم الهاتف', 'Téléphone'],
    ['هاتف المعني بالأمر نفسه', 'le numéro de la personne concernée elle-même'],
  ),
  email: field(
    'complainant.email',
    'optional',
    ['البريد الإلكتروني', 'Courriel'],
    ['للتوصل بالجواب', 'pour recevoir la réponse'],
  ),
  identity: field(
    'complainant.identity',
    'optional',
    ['وثيقة التعريف ورقمها', 'Pièce d’identité et numéro'],
    [
      'البطاقة الوطنية أو جواز السفر أو بطاقة الإقامة أو التعريف الموحد للمقاولة',
      'CIN, passeport, carte de séjour ou ICE',
    ],
  ),
  representative: [
    field(
      'representative.name',
      'represented',
      ['اسم النائب', 'Nom du représentant'],
      ['من يودع باسم غيره', 'qui dépose au nom d’autrui'],
    ),
    field(
      'representative.capacity',
      'represented',
      ['صفته', 'Qualité'],
      ['ممثل قانوني، وكيل، محام، رئيس جمعية، مندوب', 'représentant légal, mandataire, avocat, président, délégué'],
    ),
    field(
      'representative.mandateNumber',
      'represented',
      ['رقم الوكالة أو الانتداب', 'Numéro du mandat'],
      ['كما في الوثيقة المدلى بها', 'tel qu’il figure sur le document présenté'],
    ),
  ],
  callerRelation: field(
    'callerRelation',
    'on-behalf',
    ['صلة المتصل بالمعني بالأمر', 'Lien de l’appelant avec la personne'],
    ['مركز النداء فقط', 'centre d’appels seulement'],
  ),
  paperNumber: field(
    'paperNumber',
    'optional',
    ['رقم التسجيل بمكتب الضبط', 'Numéro d’enregistrement'],
    ['خاص بالإدارة', 'réservé à l’administration'],
  ),
  readBack: field(
    'readBack',
    'oral',
    ['قرئ على صاحبه وأكده', 'Relu à la personne, qui l’a confirmé'],
    ['خاص بالإدارة، للإيداع الشفوي', 'réservé à l’administration, dépôt oral'],
  ),
} as const;
