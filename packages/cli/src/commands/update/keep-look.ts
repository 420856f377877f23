import path from 'node:path';

import { createMetaFiles } from '@lockkeeper/host-node/write';
import type { UpdateTools } from '@lockkeeper/operations';
import { answerHoldsUntil } from '@lockkeeper/policy-core/update';

import type { World } from '../../world.ts';
import { digestOfMap, LOOK_FILE, seen, settingsIn, type LookAnswer, type UpdateLook } from './update-look.ts';

type Offers = Pick<UpdateTools['offers'], 'fetcher' | 'reader'>;

export interface LookPlace {
  /** Of the service, absolute. */
  readonly root: string;
  /** Of the state of the profile, absolute. */
  readonly meta: string;
  readonly live: string;
  readonly remote: UpdateLook['remote'];
  readonly settings: UpdateTools['settings'];
  /** The text of the pinned SSH keys; `undefined`: there are none. */
  readonly signers: string | undefined;
}

/** What a run looks at, kept for the next one. Made before the run: what changes meanwhile must count as changed. */
export function beginLook(place: LookPlace, { fetcher, reader }: Offers, world: World) {
  const { root, meta, live, remote, settings, signers } = place;
  const { allowed_signers: pins, gpg_keyring: keyring } = settings;
  const at = Date.now();
  const settled = seen([
    path.join(root, 'config/update.toml'),
    path.join(meta, 'version.json'),
    path.join(live, '.git/config'),
    ...['config', 'packed-refs', 'refs/heads', 'refs/tags'].map((name) => path.join(remote.mirror, name)),
    pins,
    ...(keyring === undefined ? [] : [keyring]),
    process.argv[1] ?? '',
  ]);
  let refs: Parameters<typeof digestOfMap>[0] | undefined;
  const payloads: string[] = [];
  return {
    /** The same, and what they heard is kept. */
    fetcher: {
      ...fetcher,
      offered: async () => {
        const offered = await fetcher.offered();
        refs = offered.kind === 'answered' ? offered.value : undefined;
        return offered;
      },
    } satisfies Offers['fetcher'],
    reader: {
      ...reader,
      look: async (ref) => {
        const release = await reader.look(ref);
        if (release.known) payloads.push(release.value.payload);
        return release;
      },
    } satisfies Offers['reader'],
    /** Only while no other updater can be at work. */
    keep: async (commit: string, answer: LookAnswer): Promise<void> => {
      if (refs === undefined) return;
      const written = seen(WRITTEN.map((name) => path.join(meta, name)));
      const look: UpdateLook = {
        schema_version: 1,
        lockkeeper: world.installation.version,
        at,
        until: answerHoldsUntil({ settings, signers, payloads, now: at }),
        maxSaveAgeMs: maxSaveAge(settings),
        settings: settingsIn(world.env),
        files: { ...settled, ...written },
        remote,
        refs: digestOfMap(refs),
        live,
        commit,
        answer,
      };
      // On a disk that is full the next run looks at all again.
      await createMetaFiles(meta)
        .write(LOOK_FILE, JSON.stringify(look))
        .catch(() => undefined);
    },
  };
}

/** In milliseconds; `null`: a save is asked for first, or there is nothing to save. */
function maxSaveAge({ max_save_age_minutes: most, save_command: command }: LookPlace['settings']) {
  return most === 0 || command !== undefined ? null : most * 60_000;
}

/** Each run writes these. */
const WRITTEN = ['update_state.json', 'update_journal.jsonl'];
