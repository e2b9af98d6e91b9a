import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { armFailpoints, failpoint } from './failpoints.ts';

describe('failpoints', () => {
  afterEach(() => {
    armFailpoints('', 'test');
    jest.restoreAllMocks();
  });

  it('are refused in production', () => {
    expect(() => armFailpoints('relay.after-publish', 'production')).toThrow(/production/);
    expect(() => armFailpoints('', 'production')).not.toThrow();
    expect(() => armFailpoints(' , ', 'production')).not.toThrow();
  });
  it('kill at the named place alone, at the hit that was asked for', () => {
    const kill = jest.spyOn(process, 'kill').mockReturnValue(true);
    jest.spyOn(Atomics, 'wait').mockReturnValue('ok');
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    armFailpoints('here@3, there', 'test');
    failpoint('elsewhere');
    failpoint('here');
    failpoint('here');
    expect(kill).not.toHaveBeenCalled();
    failpoint('here');
    expect(kill).toHaveBeenCalledWith(process.pid, 'SIGKILL');
    failpoint('there');
    expect(kill).toHaveBeenCalledTimes(2);
  });
});
