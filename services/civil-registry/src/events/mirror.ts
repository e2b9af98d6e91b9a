import { type EventHandler, failpoint, on } from '@jamaa/kit';
import { civilRegistryEvents } from '@jamaa/proto/catalog';
import type { ClientSession } from 'mongoose';
import type { Deps } from '../deps.ts';
import type { AskedMention } from '../domain/mention.ts';
import { deathMention, mirrored, mirrorTargets } from '../domain/mirror.ts';
import { buildMention } from '../mentions/build.ts';
import { appendMention } from '../store/acts.ts';
import { type ActRow, actRows } from '../store/rows.ts';
import { openAct } from '../store/sealed-act.ts';

const REGISTRY = 'service:civil-registry';

/**
 * What was entered on one act is entered on the others it concerns, whichever bureau keeps them: once, in the transaction of the inbox,
 * under the registry's own seal. What the margin there already says is not said again.
 */
export const onMentioned = (deps: Deps): EventHandler =>
  on(civilRegistryEvents.actMentioned, async ({ data, time }, { session, afterCommit }) => {
    if (data.mirrors !== '' || data.mirrorOn.length === 0) return;
    const source = await actRows(deps.platform.mongo).findOne({ _id: data.actId }, { session });
    if (source === null) throw new RangeError(`act ${data.actId} is not here`);
    const act = openAct(deps.keyring, source);
    const mention = act.mentions.find(({ id }) => id === data.mentionId);
    if (mention === undefined) throw new RangeError(`mention ${data.mentionId} is not here`);
    for (const id of data.mirrorOn) {
      const target = await actRows(deps.platform.mongo).findOne({ _id: id }, { session });
      if (target === null) throw new RangeError(`act ${id} is not here`);
      const asked = mirrored(act, mention, openAct(deps.keyring, target));
      if (asked === undefined) continue;
      await enter(deps, session, target, asked, {
        mirrors: mention.id,
        officerId: mention.officerId,
        bureauId: mention.bureauId,
        at: time,
      });
      afterCommit(() => {
        failpoint('civil-registry.after-mirror');
        deps.telemetry.mentions.inc({ kind: asked.kind, origin: 'mirror' });
      });
    }
    afterCommit(() => deps.platform.relay.poke());
  });

/** A death that was registered stands on the birth act of the deceased. */
export const onRegistered = (deps: Deps): EventHandler =>
  on(civilRegistryEvents.actRegistered, async ({ data, time }, { session, afterCommit }) => {
    if (data.kind !== 'death' || data.birthActId === '') return;
    const rows = await actRows(deps.platform.mongo)
      .find({ _id: { $in: [data.actId, data.birthActId] } }, { session })
      .toArray();
    const death = rows.find(({ _id }) => _id === data.actId);
    const birth = rows.find(({ _id }) => _id === data.birthActId);
    if (death === undefined || birth === undefined) throw new RangeError(`an act of ${data.actId} is not here`);
    const asked = deathMention(openAct(deps.keyring, death), openAct(deps.keyring, birth));
    if (asked === undefined) return;
    await enter(deps, session, birth, asked, {
      mirrors: '',
      officerId: death.officerId,
      bureauId: death.bureauId,
      at: time,
    });
    afterCommit(() => {
      deps.telemetry.mentions.inc({ kind: 'death', origin: 'act' });
      deps.platform.relay.poke();
    });
  });

interface Origin {
  readonly mirrors: string;
  readonly officerId: string;
  readonly bureauId: string;
  readonly at: Date;
}

async function enter(
  deps: Deps,
  session: ClientSession,
  target: ActRow,
  asked: AskedMention,
  origin: Origin,
): Promise<void> {
  const { at, bureauId } = origin;
  const built = await buildMention(deps, target, { asked, ...origin, signer: 'registry' });
  const act = openAct(deps.keyring, { ...target, mentions: [...target.mentions, built.row] });
  const mirrorOn = mirrorTargets(act, built.mention);
  failpoint('civil-registry.before-mirror');
  appendMention(session, target, { mention: built.row, tokens: built.tokens, at, actor: REGISTRY, bureauId, mirrorOn });
}
