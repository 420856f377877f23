import { lstatSync, realpathSync } from 'node:fs';
import path from 'node:path';

import { CliError } from '../../errors/cli-error.ts';

interface Place {
  readonly cwd: string;
  /** Top folder of the repository. */
  readonly root: string;
}

/** A file or folder of the command line. */
export interface NamedPath {
  /** As it was written. */
  readonly written: string;
  /** From the root, with `/`; `''` is the root. */
  readonly path: string;
  readonly isOnDisk: boolean;
}

/** Throws a `CliError` for what lies outside of the repository. */
export function namedPaths(written: readonly string[], { cwd, root }: Place): readonly NamedPath[] {
  const top = realpathSync(root);
  return written.map((name) => {
    const found = path.resolve(realpathSync(cwd), name);
    const relative = path.relative(top, throughLinks(found));
    if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)) {
      throw new CliError(
        'usage',
        `${name} lies outside of ${root}. Name files of this repository, or another with --root.`,
      );
    }
    return {
      written: name,
      path: relative.split(path.sep).join('/'),
      isOnDisk: lstatSync(found, { throwIfNoEntry: false }) !== undefined,
    };
  });
}

/** A link is judged as the link that it is; the folders on the way to it may be reached by others. */
function throughLinks(file: string): string {
  try {
    return path.join(realpathSync(path.dirname(file)), path.basename(file));
  } catch {
    return file;
  }
}
