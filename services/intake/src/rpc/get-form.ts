import { fromProtoEnum, invalidField } from '@jamaa/kit';
import { type GetFormRequest, GetFormResponse } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { conditions, formAt } from '../domain/forms.ts';
import { type Kind, kinds } from '../domain/vocabulary.ts';

/** The form of a kind of deposit as it is in force, for anybody. */
export const getForm =
  ({ platform }: Pick<Intake, 'platform'>) =>
  async ({ kind }: GetFormRequest): Promise<GetFormResponse> => {
    const { version, from, title, introduction, fields } = formAt(known(kind), platform.clock.now());
    return GetFormResponse.fromPartial({
      form: {
        kind,
        version,
        validFrom: new Date(from),
        title,
        introduction,
        fields: fields.map(({ path, label, help, obligation }) => ({
          path,
          label,
          help,
          ...(obligation === 'required' || obligation === 'optional'
            ? { obligation }
            : { obligation: 'conditional', condition: conditions[obligation] }),
        })),
      },
    });
  };

function known(kind: GetFormRequest['kind']): Kind {
  try {
    return fromProtoEnum('COMPLAINT_KIND', kind, kinds);
  } catch (error) {
    if (error instanceof RangeError) throw invalidField('kind', 'unknown', error.message);
    throw error;
  }
}
