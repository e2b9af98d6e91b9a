import { describe, expect, it } from '@jest/globals';
import { namesOf } from './names.ts';

describe('the name of a service', () => {
  it('has four spellings', () => {
    expect(namesOf('mail-room')).toEqual({
      name: 'mail-room',
      snake: 'mail_room',
      camel: 'mailRoom',
      pascal: 'MailRoom',
    });
  });
  it.each([
    '',
    'Mail',
    'mail_room',
    'mail-',
    '-mail',
    'mail--room',
    'mail room',
    '../mail',
    'mail2',
    'بريد',
    'a'.repeat(41),
  ])('refuses "%s" and says what is good', (name) =>
    expect(() => namesOf(name)).toThrow(/bad name .*lower-case words joined by hyphens/),
  );
  it.each(['kit', 'gateway', 'ops'])('refuses %s, which means something else', (name) => {
    expect(() => namesOf(name)).toThrow('the platform uses it for something else');
  });
});
