import { statfs } from 'node:fs/promises';

import type { HostOutcome } from '@lockkeeper/operations/ports';

import { DONE, runHostProgram } from './host-program.ts';

const MEGABYTE = 1024 * 1024;
/** For what is neither code nor data: manifests, the journal, objects of git. */
const BESIDES = 16 * MEGABYTE;

/**
 * Whether a disk has room for these folders twice: for a snapshot of them, and for what is laid beside or comes back. What
 * lies in two of them counts once, and what git keeps does not count.
 */
export async function hasSpace(folders: readonly string[], disk: string): Promise<HostOutcome> {
  const args = ['--summarize', '--bytes', '--total', '--exclude=.git', '--', ...folders];
  const sized = await runHostProgram({ program: 'du', args });
  if (sized.kind === 'failed') return sized;
  const bytes = Number(/^(\d+)\ttotal$/m.exec(sized.stdout)?.[1] ?? Number.NaN);
  // A file that went away while it was counted is no reason to stop.
  if (!Number.isFinite(bytes)) return { kind: 'failed', why: `du ended with ${sized.code}${sized.said}` };
  const { bavail, bsize } = await statfs(disk);
  const [needed, free] = [2 * bytes + BESIDES, bavail * bsize];
  if (free >= needed) return DONE;
  const [wanted, left] = [needed, free].map((size) => Math.ceil(size / MEGABYTE));
  return {
    kind: 'failed',
    why: `the disk of ${disk} has ${left} MB left, and the update needs ${wanted} MB`,
  };
}
