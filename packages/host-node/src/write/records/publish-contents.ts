import { isUtf8 } from 'node:buffer';

import type { Known } from '@lockkeeper/policy-core';

import type { GitHubPlace } from '../../read/github/forge-from-environment.ts';
import { remoteGit, commandOutput } from '../git/remote-git.ts';
import { RECORDS_MESSAGE, type Publish, type RecordsCommit } from './publish-records.ts';
import { isHere, isPartOf, recordsName, seeRecords, type RecordsPlace } from './records-branch.ts';

/**
 * The same as one commit that GitHub makes. It moves the branch only forward, so that whoever was slower has to look again.
 * Rejects where the branch is protected: what may be pushed there is not for us to get around.
 *
 * @param github Which repository, and as whom.
 */
export function publishContents(github: () => Promise<Known<GitHubPlace>>): Publish {
  return async (place, commit) => {
    const where = await github();
    if (!where.known) throw new Error(where.reason);
    const { branch } = place;
    // What speaks with GitHub is loaded by who does.
    const { createGitHubCommits } = await import('../github/github-commits.ts');
    const commits = createGitHubCommits(where.value);
    if (await commits.isProtected(branch))
      throw new Error(
        `${branch} is protected on GitHub, and records are not written past that. Write \`deployment: { records: { mode: branch } }\` into the policy`,
      );
    const made = await commits.make(await described(place, commit));
    const refused = await commits.advance(branch, made);
    return refused === undefined || (await hasMoved(place, { made, parent: commit.parent, refused }));
  };
}

async function described(place: RecordsPlace, { parent, files }: RecordsCommit) {
  if (parent === undefined)
    throw new Error(`There is no ${recordsName(place)}. Push it first, with the records that the tree has`);
  const tree = await commandOutput(remoteGit(place.root), ['rev-parse', '--verify', `${parent}^{tree}`]);
  return { parent, tree, files: new Map(Array.from(files, textOf)), message: RECORDS_MESSAGE };
}

function textOf([path, bytes]: readonly [string, Buffer]): readonly [string, string] {
  if (!isUtf8(bytes)) throw new Error(`${path} is not UTF-8. Run \`lockkeeper audit verify\``);
  return [path, bytes.toString('utf8')];
}

interface Refused {
  readonly made: string;
  readonly parent: string | undefined;
  readonly refused: string;
}

/** GitHub may have done it although its answer was lost, and others may have written behind it since. */
async function hasMoved(place: RecordsPlace, { made, parent, refused }: Refused): Promise<boolean> {
  const git = remoteGit(place.root);
  const { commit } = await seeRecords(place);
  if (commit !== undefined && (await isHere(git, made)) && (await isPartOf(git, made, commit))) return true;
  if (commit !== parent) return false;
  throw new Error(refused);
}
