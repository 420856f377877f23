import type { ReleaseReader, OfferedRelease, SignedTagAt } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { relationOf } from './commit-history.ts';
import { isObjectId } from './describe-repository.ts';
import { gitCommandIn, printed, type RunGitCommand } from './git-command.ts';
import { readObjects } from './read-objects.ts';
import { contentsOf } from './release-contents.ts';
import { objectSignature, type TrustedKeys } from './object-signature.ts';
import { signedCommit, signedTag } from './signed-object.ts';

/** What a mirror holds. Nothing of it is run, and no file of it is written. */
export function createReleaseReader(mirror: string, keys: TrustedKeys): ReleaseReader {
  const git = gitCommandIn(mirror);
  return {
    refs: async () => await refsOf(git),
    look: async (ref) => await lookAt(git, ref, keys),
    withdrawing: async () => await withdrawingTags(git, keys),
    contents: async (ref) => await contentsOf(git, ref),
    isOn: async (commit, branch) => await isOn(git, commit, branch),
  };
}

/** What is kept of what was fetched, whatever the remote does with it. */
const KEPT_REFS = 'refs/lockkeeper';

async function refsOf(git: RunGitCommand): Promise<Known<ReadonlyMap<string, string>>> {
  const listed = printed(
    await git(['for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads', 'refs/tags', KEPT_REFS]),
  );
  return listed.known ? observed(new Map(linesIn(listed.value).map(refIn))) : listed;
}

function linesIn(output: Buffer): readonly string[] {
  return output
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

function refIn(line: string): readonly [name: string, id: string] {
  const at = line.indexOf(' ');
  return [line.slice(at + 1), line.slice(0, at)];
}

/** More than a message is long, and more than is read of one. */
const MOST_BYTES = 1024 * 1024;

async function lookAt(git: RunGitCommand, ref: string, keys: TrustedKeys): Promise<Known<OfferedRelease>> {
  const described = printed(
    await git(['for-each-ref', '--format=%(objectname) %(objecttype) %(objectsize)', ref]),
  );
  if (!described.known) return described;
  const [, id = '', type, size] = ONE_OBJECT.exec(described.value.toString('utf8')) ?? [];
  if (!isObjectId(id)) return unobserved('the mirror has no such ref');
  if (type === 'tree' || type === 'blob') return observed(ofNoCommit(type, id));
  if (Number(size) > MOST_BYTES) return unobserved('it is larger than 1 MB');
  return await signedSight(git, { id, type: type === 'tag' ? 'tag' : 'commit' }, keys);
}

/** A name that is the beginning of others gives several lines. */
const ONE_OBJECT = /^([0-9a-f]+) (tag|commit|tree|blob) (\d+)\n$/;

function ofNoCommit(type: 'tree' | 'blob', id: string): OfferedRelease {
  return {
    type,
    payload: '',
    peeled: { type, id },
    committedAt: null,
    signature: observed({ kind: 'none' }),
  };
}

async function signedSight(
  git: RunGitCommand,
  { id, type }: { readonly id: string; readonly type: 'tag' | 'commit' },
  keys: TrustedKeys,
): Promise<Known<OfferedRelease>> {
  const [bytes, peeled] = await Promise.all([
    git(['cat-file', type, id]).then(printed),
    peeledObject(git, id),
  ]);
  if (!bytes.known) return bytes;
  if (!peeled.known) return peeled;
  const object = type === 'tag' ? signedTag(bytes.value) : signedCommit(bytes.value);
  return observed({
    type,
    payload: object.payload.toString('utf8'),
    ...peeled.value,
    signature: await objectSignature(git, { ...object, type, id }, keys),
  });
}

type Peeled = Pick<OfferedRelease, 'peeled' | 'committedAt'>;

/** One question where it leads to a commit, as it should. */
async function peeledObject(git: RunGitCommand, id: string): Promise<Known<Peeled>> {
  const dated = printed(
    await git([
      'log',
      '-1',
      '--no-show-signature',
      '--format=%H %ct',
      '--end-of-options',
      `${id}^{commit}`,
      '--',
    ]),
  );
  if (!dated.known) return await peeledOther(git, id, dated.reason);
  const [commit = '', seconds] = dated.value.toString('utf8').trim().split(' ');
  const at = new Date(Number(seconds) * 1000);
  // Git takes times that no calendar has.
  const committedAt = Number.isNaN(at.getTime()) ? null : at.toISOString();
  return observed({ peeled: { type: 'commit', id: commit }, committedAt });
}

/** @param why no commit was found behind it */
async function peeledOther(git: RunGitCommand, id: string, why: string): Promise<Known<Peeled>> {
  const resolved = printed(await git(['rev-parse', '--verify', '--end-of-options', `${id}^{}`]));
  if (!resolved.known) return resolved;
  const peeled = resolved.value.toString('utf8').trim();
  const type = printed(await git(['cat-file', '-t', peeled]));
  if (!type.known) return type;
  const name = type.value.toString('utf8').trim();
  return name === 'commit'
    ? unobserved(why)
    : observed({ peeled: { type: name, id: peeled }, committedAt: null });
}

/**
 * Tags that seem to say so. Whether they do, and whether they may, is judged elsewhere. Anybody could have made as many of
 * them as they like: they are looked at one after the other.
 */
async function withdrawingTags(
  git: RunGitCommand,
  keys: TrustedKeys,
): Promise<Known<readonly SignedTagAt[]>> {
  const format = '--format=%(objectname) %(objecttype) %(objectsize) %(refname)';
  const listed = printed(await git(['for-each-ref', format, 'refs/tags', KEPT_REFS]));
  if (!listed.known) return listed;
  const tags = linesIn(listed.value).flatMap((line) => {
    const [id = '', type, size, ref = ''] = line.split(' ');
    return type === 'tag' && Number(size) <= MOST_BYTES ? [{ id, ref }] : [];
  });
  const texts = await textsWith(
    git,
    tags.map(({ id }) => id),
    WITHDRAWS,
  );
  if (!texts.known) return texts;
  const found: SignedTagAt[] = [];
  const signatures = new Map<string, OfferedRelease['signature']>();
  for (const { id, ref } of tags) {
    const bytes = texts.value.get(id);
    if (bytes === undefined) continue;
    const object = signedTag(bytes);
    // One that is kept as well is looked at once.
    const signature =
      signatures.get(id) ?? (await objectSignature(git, { ...object, type: 'tag', id }, keys));
    signatures.set(id, signature);
    found.push({ ref, type: 'tag', payload: object.payload.toString('utf8'), signature });
  }
  return observed(found);
}

const WITHDRAWS = /^\s*lockkeeper[-_ ]blocked/im;

/** Of objects by their ids, those whose text has such a line; no other is kept. */
async function textsWith(
  git: RunGitCommand,
  ids: readonly string[],
  line: RegExp,
): Promise<Known<ReadonlyMap<string, Buffer>>> {
  const texts = new Map<string, Buffer>();
  let lost: string | undefined;
  const questions = [...new Set(ids)].map((name) => ({
    name,
    answered: (object: { readonly kind: string; readonly content?: Buffer | undefined }) => {
      const { content } = object;
      if (content === undefined) lost ??= name;
      else if (line.test(content.toString('latin1'))) texts.set(name, content);
      return [];
    },
  }));
  await readObjects(git, MOST_BYTES, questions);
  return lost === undefined ? observed(texts) : unobserved(`git has no tag ${lost.slice(0, 12)}`);
}

async function isOn(git: RunGitCommand, commit: string, branch: string): Promise<Known<boolean>> {
  const relation = await relationOf(git, commit, `refs/heads/${branch}`);
  return relation.known ? observed(relation.value === 'ancestor') : relation;
}
