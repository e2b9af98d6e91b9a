const UNITS = ['', 'واحد', 'اثنين', 'ثلاثة', 'أربعة', 'خمسة', 'ستة', 'سبعة', 'ثمانية', 'تسعة', 'عشرة'];
/** Counting feminine nouns (minutes): from three to ten the number is of the other gender. */
const FEMININE = ['', 'إحدى', 'اثنتين', 'ثلاث', 'أربع', 'خمس', 'ست', 'سبع', 'ثماني', 'تسع', 'عشر'];
const TENS = ['', '', 'عشرين', 'ثلاثين', 'أربعين', 'خمسين', 'ستين', 'سبعين', 'ثمانين', 'تسعين'];
const HUNDREDS = ['', 'مائة', 'مائتين', 'ثلاثمائة', 'أربعمائة', 'خمسمائة', 'ستمائة', 'سبعمائة', 'ثمانمائة', 'تسعمائة'];
const THOUSANDS = ['', 'ألف', 'ألفين'];

/** A number of 1 to 9,999 in words, as years and numbers of acts are written: `ألفين وستة وعشرين`, `ألف وتسعمائة وأحد عشر`. Oblique case. */
export function arabicNumber(value: number): string {
  const thousands = Math.floor(value / 1_000);
  const parts = [
    THOUSANDS[thousands] ?? `${UNITS[thousands]} آلاف`,
    HUNDREDS[Math.floor(value / 100) % 10] ?? '',
    belowHundred(value % 100),
  ];
  return parts.filter((part) => part !== '').join(' و');
}

function belowHundred(value: number): string {
  if (value <= 10) return UNITS[value] ?? '';
  if (value === 11) return 'أحد عشر';
  if (value === 12) return 'اثني عشر';
  if (value < 20) return `${UNITS[value - 10]} عشر`;
  return [UNITS[value % 10] ?? '', TENS[Math.floor(value / 10)] ?? ''].filter((part) => part !== '').join(' و');
}

/** Minutes of an hour, 1 to 59: `دقيقتين`, `خمس دقائق`, `خمس عشرة دقيقة`, `خمس وأربعين دقيقة`. */
export function arabicMinutes(minutes: number): string {
  if (minutes === 1) return 'دقيقة واحدة';
  if (minutes === 2) return 'دقيقتين';
  if (minutes <= 10) return `${FEMININE[minutes]} دقائق`;
  if (minutes === 12) return 'اثنتي عشرة دقيقة';
  if (minutes < 20) return `${FEMININE[minutes - 10]} عشرة دقيقة`;
  const unit = FEMININE[minutes % 10] ?? '';
  const tens = TENS[Math.floor(minutes / 10)] ?? '';
  return `${unit === '' ? tens : `${unit} و${tens}`} دقيقة`;
}

const ORDINALS = [
  '',
  'الأول',
  'الثاني',
  'الثالث',
  'الرابع',
  'الخامس',
  'السادس',
  'السابع',
  'الثامن',
  'التاسع',
  'العاشر',
];
const FEMININE_ORDINALS = [
  '',
  'الواحدة',
  'الثانية',
  'الثالثة',
  'الرابعة',
  'الخامسة',
  'السادسة',
  'السابعة',
  'الثامنة',
  'التاسعة',
  'العاشرة',
  'الحادية عشرة',
  'الثانية عشرة',
];

/** Day of a month, 2 to 31, as an ordinal: `السابع`, `الثاني عشر`, `الحادي والعشرين`. */
export function arabicDay(day: number): string {
  if (day <= 10) return ORDINALS[day] ?? '';
  const unit = day % 10 === 1 ? 'الحادي' : (ORDINALS[day % 10] ?? '');
  if (day < 20) return `${unit} عشر`;
  const tens = `ال${TENS[Math.floor(day / 10)]}`;
  return unit === '' ? tens : `${unit} و${tens}`;
}

/** Hour of a clock of twelve: `الثالثة`. */
export const arabicHour = (hour: number): string => FEMININE_ORDINALS[hour] ?? '';
