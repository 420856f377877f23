import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { SignedTag } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { printed, type RunGitCommand } from './git-command.ts';

interface TagQuestion {
  readonly commit: string;
  /** In the form of `allowed_signers` of ssh-keygen; `undefined`: nobody is named. */
  readonly signers: string | undefined;
}

/** The tags at a commit. What git alone calls a good signature is not enough: the tag must be of this name, and lead here. */
export async function signedTags(
  git: RunGitCommand,
  { commit, signers }: TagQuestion,
): Promise<Known<readonly SignedTag[]>> {
  const listed = printed(
    await git([
      'for-each-ref',
      `--points-at=${commit}`,
      '--format=%(refname:strip=2)%00%(objecttype)%00%(tag)%00%(*objecttype)%00%(*objectname)',
      'refs/tags',
    ]),
  );
  if (!listed.known) return listed;
  const lines = listed.value
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  const tags = lines.map(async (line): Promise<SignedTag> => {
    const [name = '', type, tagName, target, id] = line.split('\0');
    const fault = tagFault({ name, type, tagName, target, id }, commit);
    const signature =
      fault === undefined
        ? await signatureOf(git, { name, signers })
        : observed({ isGood: false, why: fault });
    return { name, signature };
  });
  return observed(await Promise.all(tags));
}

interface TagParts {
  readonly name: string;
  readonly type: string | undefined;
  readonly tagName: string | undefined;
  readonly target: string | undefined;
  readonly id: string | undefined;
}

/** A ref may be given the object of another tag, and an object may be signed that is no commit. */
function tagFault({ name, type, tagName, target, id }: TagParts, commit: string): string | undefined {
  if (type !== 'tag') return 'it is a light tag, which nobody can sign';
  if (tagName !== name) return `its object is that of the tag ${tagName ?? ''}`;
  return target === 'commit' && id === commit ? undefined : 'it does not lead to the commit itself';
}

async function signatureOf(
  git: RunGitCommand,
  { name, signers }: { readonly name: string; readonly signers: string | undefined },
): Promise<SignedTag['signature']> {
  if (signers === undefined) return unobserved('the policy names no signers (deployment.records.signers)');
  const folder = await mkdtemp(path.join(tmpdir(), 'lockkeeper-tag-'));
  try {
    const allowed = path.join(folder, 'signers');
    await writeFile(allowed, signers);
    const outcome = await git([
      '-c',
      `gpg.ssh.allowedSignersFile=${allowed}`,
      'verify-tag',
      '--raw',
      `refs/tags/${name}`,
    ]);
    if (outcome.kind !== 'exited') return unobserved('git could not be asked for the signature');
    // Of SSH and of nobody else: any key in the keyring of whoever runs this would do for GPG.
    const isGood = outcome.code === 0 && /^Good "git" signature for /mu.test(outcome.stderr);
    return observed({ isGood, why: isGood ? 'it is signed' : 'no signer whom the policy names signed it' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
