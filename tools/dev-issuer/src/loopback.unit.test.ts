import { describe, expect, it } from '@jest/globals';
import { isLoopback } from './loopback.ts';

describe('isLoopback', () => {
  it.each(['http://localhost:3000/callback', 'http://127.0.0.1:9', 'http://[::1]:80/a?b=c'])('accepts %s', (url) => {
    expect(isLoopback(url)).toBe(true);
  });

  it.each([
    'https://localhost/',
    'http://localhost.example.org/',
    'http://example.org/?localhost',
    'http://localhost@example.org/',
    'http://user@localhost/',
    'http://localhost/#token',
    'javascript:alert(1)',
    'not a url',
  ])('refuses %s', (url) => {
    expect(isLoopback(url)).toBe(false);
  });
});
