import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';

const EMAIL = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]{2,}$/u;

/** E.164, numbers without a country being Moroccan; `undefined` for what is no number. */
export function normalPhone(typed: string): string | undefined {
  const parsed = parsePhoneNumberFromString(typed, 'MA' satisfies CountryCode);
  return parsed?.isValid() ? parsed.number : undefined;
}

/** Lower case; `undefined` for what is no address. */
export function normalEmail(typed: string): string | undefined {
  const email = typed.trim().toLowerCase();
  return email.length <= 254 && EMAIL.test(email) ? email : undefined;
}
