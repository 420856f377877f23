import { commandText } from '../upgrade/command-text.ts';
import type { DependencyPair } from '../../policy/policy.ts';
import type { LockHeader } from '../requirements/lock-header.ts';

/** How a lock is made anew: for people to run, never for us. */
export interface Recompilation {
  /** As it could be typed; `undefined` where the lock names none. */
  readonly command: string | undefined;
  /** The folder it was run in, as far as the paths in it tell; empty for the top folder. */
  readonly folder: string;
}

export function recompilation(
  { source, lock }: Pick<DependencyPair, 'source' | 'lock'>,
  header: LockHeader | undefined,
): Recompilation {
  if (header?.command === undefined) return { command: undefined, folder: '' };
  const { output, inputs } = header;
  const folder =
    (output === undefined ? undefined : folderBefore(lock, output)) ??
    inputs.map((input) => folderBefore(source, input)).find((found) => found !== undefined);
  return { command: commandText(header.command), folder: folder ?? '' };
}

/** `backend` for `backend/a.txt` that the command calls `a.txt`. */
function folderBefore(path: string, written: string): string | undefined {
  const plain = written.replaceAll('\\', '/').replace(/^\.\//, '');
  if (path === plain) return '';
  return path.endsWith(`/${plain}`) ? path.slice(0, -plain.length - 1) : undefined;
}
