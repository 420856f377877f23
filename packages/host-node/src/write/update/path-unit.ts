import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

import type { HostOutcome, MetaFiles, ServiceManager } from '@lockkeeper/operations/ports';

import { DONE, inTurn } from './host-program.ts';
import { mustHave, unitProcess } from './systemd-unit.ts';

const POLL_MS = 100;
/** Within this time systemd sees the file. */
const HEED_MS = 10_000;
const ANSWER_MS = 180_000;

export interface PathUnit {
  /** Of the service. */
  readonly unit: string;
  readonly profile: string;
  readonly meta: MetaFiles;
}

/**
 * A unit of systemd that the updater has no right to restart: it leaves a file, whose path unit starts a unit of root that
 * takes the file away, restarts the service, or stops it, and says below `/run` how that ended. Root runs nothing of ours.
 */
export function createPathUnitService({ unit, profile, meta }: PathUnit): ServiceManager {
  const nameOf = (verb: Verb) => `lockkeeper-${verb}-${profile}`;
  const ask = async (verb: Verb) => await asked({ unit: nameOf(verb), file: FILES[verb], meta });
  const heeds = (verb: Verb) => async () =>
    await mustHave(`${nameOf(verb)}.path`, { property: 'ActiveState', value: 'active' });
  const [restart, stop] = [async () => await ask('restart'), async () => await ask('stop')];
  return {
    ready: async () =>
      await inTurn([
        async () => await mustHave(unit, { property: 'LoadState', value: 'loaded' }),
        heeds('restart'),
        heeds('stop'),
      ]),
    restart,
    stop,
    // A unit with `Restart=` would be started on half a version.
    hold: stop,
    letGo: restart,
    // Root would heed it at any time, also once the service was started again.
    forget: async () => {
      for (const file of Object.values(FILES)) await meta.remove(file);
    },
    process: async () => await unitProcess(unit),
  };
}

const FILES = { restart: 'service_restart', stop: 'service_stop' } as const;

type Verb = keyof typeof FILES;

interface Asked {
  /** Name of the units, without its end. */
  readonly unit: string;
  readonly file: string;
  readonly meta: MetaFiles;
}

async function asked({ unit, file, meta }: Asked): Promise<HostOutcome> {
  await meta.write(file, '');
  for (let waited = 0; waited < ANSWER_MS; waited += POLL_MS) {
    const isHeeded = (await meta.read(file)).kind === 'absent';
    const result = isHeeded ? await resultOf(unit) : undefined;
    if (result === 'success') return DONE;
    if (result !== undefined)
      return { kind: 'failed', why: `${unit}.service failed (${result}); journalctl -u ${unit} shows why` };
    if (!isHeeded && waited >= HEED_MS) {
      await meta.remove(file);
      return { kind: 'failed', why: `nothing heeded ${file}; start ${unit}.path` };
    }
    await pause(POLL_MS);
  }
  return { kind: 'failed', why: `${unit}.service did not end within ${ANSWER_MS / 1000} s` };
}

/** What systemd calls it; `undefined`: it is at work. */
async function resultOf(unit: string): Promise<string | undefined> {
  const text = await readFile(`/run/${unit}/result`, 'utf8').catch(() => '');
  return text.endsWith('\n') ? text.trim() : undefined;
}
