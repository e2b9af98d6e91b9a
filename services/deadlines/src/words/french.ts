import type { Step } from '../types.ts';
import { agreed, frenchCount, frenchDate, frenchDays, frenchUnits } from './french-dates.ts';
import { legalTimeName } from './legal-time-name.ts';
import type { Phrases } from './phrases.ts';

/** French as used in Morocco (fr-MA), Latin digits. */
export const french: Phrases = {
  delay: ({ amount, unit }) =>
    unit === 'working-day'
      ? `Délai : ${frenchUnits(amount, unit)}.`
      : `Délai : ${frenchUnits(amount, unit)}, week-ends et jours fériés compris.`,
  step: (step, unit) => capitalized(sentence(step, unit)),
  due: (lastDay) => `Échéance : ${frenchDate(lastDay)} à minuit (24 h).`,
  suspended: (since, remaining, unit) =>
    `Délai suspendu depuis le ${frenchDate(since)}, dans l'attente du complément ; ` +
    `il restera ${frenchUnits(remaining, unit)} à compter du lendemain de sa réception.`,
  movedTo: (from, to, days) =>
    `L'échéance passe du ${frenchDate(from)} au ${frenchDate(to)} ` +
    `(${frenchCount(Math.abs(days))} plus ${days > 0 ? 'tard' : 'tôt'}).`,
  unmoved: (lastDay) => `L'échéance ne change pas : ${frenchDate(lastDay)}.`,
  onlyLegalTimeMoved: (lastDay) => `Le dernier jour reste le ${frenchDate(lastDay)}, mais l'heure légale a changé.`,
  reason: (reason) => {
    switch (reason.kind) {
      case 'holiday-moved':
        return `${reason.name.fr} : ${frenchDays(reason.after)} (auparavant : ${frenchDays(reason.before)}).`;
      case 'holiday-added':
        return `Jour férié ajouté au décompte : ${reason.name.fr}, ${frenchDays(reason.after)}.`;
      case 'holiday-removed':
        return `${reason.name.fr} (${frenchDays(reason.before)}) n'intervient plus dans le décompte.`;
      case 'worked-added':
        return `Désormais travaillé à titre exceptionnel : ${frenchDate(reason.date)}.`;
      case 'worked-removed':
        return `N'est plus travaillé à titre exceptionnel : ${frenchDate(reason.date)}.`;
    }
  },
};

function sentence(step: Step, unit: 'calendar-day' | 'working-day'): string {
  switch (step.kind) {
    case 'receipt':
      return `reçu le ${frenchDate(step.date)} ; le jour de réception n'est pas compté.`;
    case 'holiday':
      return `${frenchDays([step])} : ${step.name.fr}${step.status === 'foreseen' ? ' (date prévue)' : ''}, ${notCounted(step.days)}.`;
    case 'weekend':
      return `week-ends : ${notCounted(step.days)}.`;
    case 'worked':
      return `${frenchDate(step.date)} : travaillé à titre exceptionnel, jour compté.`;
    case 'pause':
      return (
        `complément demandé le ${frenchDate(step.askedOn)} et reçu le ${frenchDate(step.givenOn)} : ` +
        `${frenchUnits(step.days, unit)} ${agreed('non compté', step.days)} (${frenchDays(step.ranges)}).`
      );
    case 'kept':
      return step.holiday
        ? `le dernier jour est férié (${step.holiday.fr}) ; l'échéance n'est pas reportée.`
        : "le dernier jour tombe un week-end ; l'échéance n'est pas reportée.";
    case 'roll':
      return (
        `le ${frenchDate(step.from)} n'est pas ouvrable (${step.holiday?.fr ?? 'week-end'}) ; ` +
        `l'échéance est reportée au ${frenchDate(step.to)}.`
      );
    case 'legal-time':
      return (
        `l'heure légale change pendant le délai : ${legalTimeName(step.before)} au début, ` +
        `${legalTimeName(step.after)} à la fin.`
      );
  }
}

function notCounted(days: number): string {
  return `${frenchCount(days)} ${agreed('non compté', days)}`;
}

function capitalized(text: string): string {
  return text.charAt(0).toLocaleUpperCase('fr') + text.slice(1);
}
