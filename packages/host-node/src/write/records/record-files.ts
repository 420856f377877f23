import { fileAt } from '../../read/git/commit-file.ts';
import { gitCommandIn } from '../../read/git/git-command.ts';

/** Files of a commit, with what was changed since. Nothing of it is written yet. */
export interface RecordFiles {
  /** `undefined` where there is no such file. Rejects where git cannot read it. */
  read(path: string): Promise<Buffer | undefined>;
  write(path: string, bytes: Buffer): void;
  readonly changed: ReadonlyMap<string, Buffer>;
}

/** @param commit `undefined`: there are no files yet. */
export function openFiles(root: string, commit: string | undefined): RecordFiles {
  const git = gitCommandIn(root);
  const changed = new Map<string, Buffer>();
  return {
    changed,
    write: (path, bytes) => void changed.set(path, bytes),
    read: async (path) => {
      const written = changed.get(path);
      if (written !== undefined || commit === undefined) return written;
      const bytes = await fileAt(git, { commit, path });
      if (!bytes.known) throw new Error(`${path} of ${commit} cannot be read: ${bytes.reason}.`);
      return bytes.value;
    },
  };
}
