import {
  loadPolicy,
  parseBaseline,
  POLICY_FILE_NAMES,
  unobserved,
  type FileContent,
  type InvalidPolicy,
  type Known,
  type Policy,
} from '@lockkeeper/policy-core';
import { policyWords, wantedBases } from '@lockkeeper/policy-core/observe';

/** Reads a set of paths at one moment: a commit, or the disk. */
export type ReadFiles = (paths: readonly string[]) => Promise<ReadonlyMap<string, Known<FileContent>>>;

export type PolicyFile =
  | { readonly kind: 'policy'; readonly policy: Policy; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'invalid'; readonly policy: InvalidPolicy; readonly text: string }
  /** Something is there that cannot be used; `problem` is a sentence. */
  | { readonly kind: 'unusable'; readonly problem: string };

/** Finds the one policy file at the root and reads it. */
export async function readPolicyFile(
  read: ReadFiles,
  names: readonly string[] = POLICY_FILE_NAMES,
): Promise<PolicyFile> {
  const contents = await read(names);
  const present = names.filter((name) => !isAbsent(contents.get(name)));
  const [name, second] = present;
  if (name === undefined) return { kind: 'absent' };
  if (second !== undefined && present.some((one) => contents.get(one)?.known === true))
    return { kind: 'unusable', problem: `There are two policies: ${name} and ${second}. Remove one.` };
  const content = contents.get(name) ?? unobserved('it was not read');
  if (!content.known) return { kind: 'unusable', problem: `${name} cannot be read: ${content.reason}.` };
  if (content.value.kind === 'unreadable') {
    return {
      kind: 'unusable',
      problem: `${name} cannot be read: ${content.value.problem}. Save it as UTF-8 text.`,
    };
  }
  const text = content.value.kind === 'text' ? content.value.text : '';
  const policy = loadPolicy({ path: name, text, bases: await readBases({ path: name, text }, read) });
  return policy.kind === 'policy' ? { kind: 'policy', policy, text } : { kind: 'invalid', policy, text };
}

/** What a policy builds on, of the same moment as the policy itself: one file names the next. */
export async function readBases(
  source: { readonly path: string; readonly text: string },
  read: ReadFiles,
): Promise<ReadonlyMap<string, Known<FileContent>>> {
  const bases = new Map<string, Known<FileContent>>();
  let wanted = wantedBases({ ...source, bases });
  while (wanted.length > 0) {
    // oxlint-disable-next-line no-await-in-loop -- What a file names is not known before it is read.
    const contents = await read(wanted);
    for (const path of wanted) bases.set(path, contents.get(path) ?? unobserved('it was not read'));
    wanted = wantedBases({ ...source, bases });
  }
  return bases;
}

/** All that is written of a policy, in its own file and in those that it builds on; `undefined` where nothing is. */
export function wordsOf(file: PolicyFile): string | undefined {
  return 'text' in file ? policyWords(file.text, file.policy) : undefined;
}

export type BaselineFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unusable'; readonly problem: string };

/** A baseline the policy names must be readable where it exists: otherwise old findings look new. */
export async function readBaselineFile(read: ReadFiles, { baseline }: Policy): Promise<BaselineFile> {
  if (baseline === undefined) return { kind: 'none' };
  const content = (await read([baseline.path])).get(baseline.path) ?? unobserved('it was not read');
  const advice = 'Restore it from git, or delete it and run `lockkeeper baseline`.';
  if (!content.known)
    return { kind: 'unusable', problem: `${baseline.path} cannot be read: ${content.reason}. ${advice}` };
  if (content.value.kind === 'absent') return { kind: 'none' };
  if (content.value.kind === 'unreadable')
    return {
      kind: 'unusable',
      problem: `${baseline.path} cannot be read: ${content.value.problem}. ${advice}`,
    };
  const { text } = content.value;
  return parseBaseline(text)
    ? { kind: 'text', text }
    : { kind: 'unusable', problem: `${baseline.path} is not a baseline of version 2. ${advice}` };
}

function isAbsent(content: Known<FileContent> | undefined): boolean {
  return content?.known === true && content.value.kind === 'absent';
}
