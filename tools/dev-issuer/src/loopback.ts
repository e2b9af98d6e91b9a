const loopbackHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a URL leads to this machine over plain HTTP, whatever its port and path (RFC 8252, 7.3). */
export const isLoopback = (value: string): boolean => {
  const url = URL.parse(value);
  return url?.protocol === 'http:' && loopbackHosts.has(url.hostname) && url.username === '' && url.hash === '';
};
