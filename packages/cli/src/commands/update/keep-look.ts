import path from 'node:path';

import { createMetaFiles } from '@lockkeeper/host-node/write';
import type { UpdateTools } from '@lockkeeper/operations';

import type { World } from '../../world.ts';
import { digestOfMap, LOOK_FILE, seen, settingsIn, type LookAnswer, type UpdateLook } from './update-look.ts';

type Fetcher = UpdateTools['offers']['fetcher'];

export interface LookPlace {
  /** Of the service, absolute. */
  readonly root: string;
  /** Of the state of the profile, absolute. */
  readonly meta: string;
  readonly live: string;
  readonly remote: UpdateLook['remote'];
  /** Absolute; they decide who is trusted. */
  readonly keys: readonly string[];
}

/** What a run looks at, kept for the next one. Made before the run: what changes meanwhile must count as changed. */
export function beginLook(place: LookPlace, fetcher: Fetcher, world: World) {
  const { root, meta, live, remote, keys } = place;
  const settled = seen([
    path.join(root, 'config/update.toml'),
    path.join(meta, 'version.json'),
    path.join(live, '.git/config'),
    ...['config', 'packed-refs', 'refs/heads', 'refs/tags'].map((name) => path.join(remote.mirror, name)),
    ...keys,
    process.argv[1] ?? '',
  ]);
  let refs: Parameters<typeof digestOfMap>[0] | undefined;
  return {
    /** The same, and what it heard last is kept. */
    fetcher: {
      ...fetcher,
      offered: async () => {
        const offered = await fetcher.offered();
        refs = offered.kind === 'answered' ? offered.value : undefined;
        return offered;
      },
    } satisfies Fetcher,
    /** Only while no other updater can be at work. */
    keep: async (commit: string, answer: LookAnswer): Promise<void> => {
      if (refs === undefined) return;
      const written = seen(WRITTEN.map((name) => path.join(meta, name)));
      const look: UpdateLook = {
        schema_version: 1,
        lockkeeper: world.installation.version,
        at: Date.now(),
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

/** Each run writes these. */
const WRITTEN = ['update_state.json', 'update_journal.jsonl'];
