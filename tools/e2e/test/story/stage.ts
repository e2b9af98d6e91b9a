import { call, type Filed, tokenOf } from '@jamaa/e2e';
import { moment } from './oracle/days.ts';
import type { Act, Script } from './script.ts';

/** The point in Sefrou at which all cases of the story lie. */
const location = { longitude: -4.83, latitude: 33.83 };

/** Plays scripts through the front door: what citizens, clerks and staff do, by HTTP alone. */
export class Stage {
  readonly filed = new Map<string, Filed>();

  async file(script: Script): Promise<void> {
    const { name, kind = 'reclamation', category, paper } = script;
    const answer = await call('POST', '/v1/complaints', {
      ...(paper === undefined ? {} : { token: await tokenOf('clerk.sefrou') }),
      body: {
        kind,
        category,
        language: 'ar',
        description: `قضية: ${name}`,
        ...(paper === undefined
          ? { location }
          : {
              commune: '03.451.01.09',
              channel: 'desk',
              receivedAt: new Date(moment(paper.received)).toISOString(),
            }),
        complainant: {
          name: 'أمينة العلوي',
          phone: '0612345678',
          ...(paper === undefined ? {} : { identity: { type: 'cin', number: 'CD123456' } }),
        },
      },
    });
    if (answer.status !== 201) throw new Error(`${name} is not filed: ${answer.status} ${JSON.stringify(answer.body)}`);
    this.filed.set(name, answer.body as Filed);
  }

  async play(name: string, { by, command, body, into }: Act): Promise<void> {
    const { reference, trackingCode } = this.of(name);
    const answer = await call('POST', `/v1/complaints/${reference}/${command}`, {
      ...(by === 'citizen' ? { trackingCode } : { token: await tokenOf(by) }),
      body: into === undefined ? (body ?? {}) : { into: this.of(into).reference },
    });
    if (answer.status !== 200) {
      throw new Error(`${name}: ${by} cannot ${command}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
  }

  of(name: string): Filed {
    const filed = this.filed.get(name);
    if (filed === undefined) throw new Error(`${name} is not filed yet`);
    return filed;
  }
}
