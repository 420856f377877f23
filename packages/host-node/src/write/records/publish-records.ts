import { hasSucceeded, NO_COMMIT, PUSH, remoteFailure, remoteGit } from '../git/remote-git.ts';
import { commitFiles } from './commit-files.ts';
import {
  isPartOf,
  noteSeen,
  recordsName,
  recordsRef,
  seeRecords,
  witnessRef,
  type RecordsPlace,
} from './records-branch.ts';

/** In the words of a commit; the log itself says what happened. */
export const RECORDS_MESSAGE = 'Write down what was deployed';

export interface RecordsCommit {
  /** The commit on which it was decided; `undefined`: there was no branch. */
  readonly parent: string | undefined;
  readonly files: ReadonlyMap<string, Buffer>;
  /** Where the witness of the branch was seen. */
  readonly witness: string;
}

/**
 * Makes a commit behind the one that was seen, and has the remote move the branch there if nobody else was faster.
 *
 * @returns Whether the remote has it; `false`: somebody else was faster, and nothing was written.
 */
export type Publish = (place: RecordsPlace, commit: RecordsCommit) => Promise<boolean>;

/**
 * Makes one commit of files behind `parent` and has the remote move the branch there, if it still points at `parent`.
 *
 * @returns Whether the remote has it; `false`: somebody else was faster, and nothing was written.
 */
export async function publishRecords(
  place: RecordsPlace,
  { parent, files, witness }: RecordsCommit,
): Promise<boolean> {
  const git = remoteGit(place.root);
  const commit = await commitFiles(git, { parent, files, message: RECORDS_MESSAGE });
  const ref = recordsRef(place);
  const seen = witnessRef(place);
  const leases = [
    `--force-with-lease=${ref}:${parent ?? NO_COMMIT}`,
    `--force-with-lease=${seen}:${witness}`,
  ];
  const both = [`${commit}:${ref}`, `${commit}:${seen}`];
  const pushed = await git([...PUSH, '--atomic', ...leases, '--', place.remote, ...both]);
  if (hasSucceeded(pushed)) {
    await noteSeen(git, place, { tip: commit, before: parent });
    return true;
  }
  // The remote may have taken it although its answer was lost, and others may have written behind it since.
  const now = await seeRecords(place).catch(() => {
    throw new Error(
      `Whether it was written to ${recordsName(place)} is not known, because the remote stopped answering. Look with \`lockkeeper audit show\` before you do it again.`,
    );
  });
  if (now.commit !== undefined && (await isPartOf(git, commit, now.commit))) return true;
  // Somebody may also have been faster while we looked: then the branch was seen as he left it, and the witness as it was before.
  if (now.commit !== parent || now.witness !== witness) return false;
  throw remoteFailure(recordsName(place), pushed);
}
