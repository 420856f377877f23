import type { FileContent } from '../../model/file-content.ts';
import type { Known } from '../../model/known.ts';
import { isAboutChange, type Change, type ChangeEntry, type Observations } from '../../model/observations.ts';
import {
  type InvalidPolicy,
  POLICY_FILE_NAMES,
  type Policy,
  type PolicyProblem,
} from '../../policy/policy.ts';
import { startOf } from '../../model/source-span.ts';
import { defineSubjects, NOWHERE } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { begun } from '../../engine/run-inputs.ts';
import { contentAfter, seenParts } from '../../engine/seen-inputs.ts';

/** What the change does to the policy file itself. The verdict comes from the base's policy. */
export type PolicyChange =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'sound' }
  | { readonly kind: 'deleted'; readonly path: string }
  | { readonly kind: 'broken'; readonly problems: readonly PolicyProblem[] }
  /** It leaves two files, of which none is the policy: with both, nothing is judged any more. */
  | { readonly kind: 'doubled'; readonly path: string; readonly other: string }
  /** The new text was not seen. */
  | { readonly kind: 'unseen'; readonly path: string; readonly reason: string };

interface PolicySource {
  readonly path: string;
  readonly text: string;
  readonly bases: ReadonlyMap<string, Known<FileContent>>;
}

/** How a policy is read, with what it builds on. */
export interface PolicyReader {
  readonly read: (source: PolicySource) => Policy | InvalidPolicy;
  /** Paths that it builds on and that are not given yet. */
  readonly wanted: (source: PolicySource) => readonly string[];
}

interface Reading {
  readonly reader: PolicyReader;
  /** `undefined` where nobody looked. */
  readonly content: (path: string) => Known<FileContent> | undefined;
}

/** Reads a policy that may name any rule there is; which there are is known above. */
export const policyReaderInput = begun<PolicyReader>('the reader of policies');

export const policyChange = defineSubjects<PolicyChange>({
  name: 'policy-change',
  words: 'the change',
  of: 'change',
  compute: (get) => {
    const seen = seenParts(get, 'focus', 'change');
    const judged = findPolicyChange(policySections(get, 'path', 'bases'), seen, {
      reader: get(policyReaderInput),
      content: (path) => get(contentAfter, path),
    });
    const isOfNothing = !seen.change.known || seen.change.value.entries.length === 0;
    const isLookedAt = isAboutChange(seen.focus) && !isOfNothing;
    return judged.kind === 'unchanged' && !isLookedAt ? [] : [{ ...NOWHERE, judged }];
  },
});

/** A policy that gets another of its names is the same policy, in another form; what it builds on is part of it. */
function findPolicyChange(
  policy: Pick<Policy, 'path' | 'bases'>,
  { focus, change }: Pick<Observations, 'focus' | 'change'>,
  { reader, content }: Reading,
): PolicyChange {
  if (!isAboutChange(focus)) return { kind: 'unchanged' };
  // Whatever else the policy names, a change that nobody has seen must not pass.
  if (!change.known) return { kind: 'unseen', path: policy.path, reason: change.reason };
  const touched = policyEntries(policy, change.value);
  if (touched.length === 0) return changeOfBases(policy, change.value, { reader, content });
  const written = touched.filter(({ status }) => status !== 'deleted').map(({ path }) => path);
  const isUntouched = !touched.some(({ path }) => path === policy.path);
  const [path, other] = isUntouched && written.length > 0 ? [policy.path, ...written] : written;
  if (path !== undefined && other !== undefined) return { kind: 'doubled', path, other };
  if (path !== undefined) return newText(path, { reader, content });
  return isUntouched ? { kind: 'unchanged' } : { kind: 'deleted', path: policy.path };
}

/** Changes of the policy and of every file that would be taken for one, the policy's own first. */
export function policyEntries(policy: Pick<Policy, 'path'>, { entries }: Change): readonly ChangeEntry[] {
  const names = [policy.path, ...POLICY_FILE_NAMES.filter((name) => name !== policy.path)];
  return names.flatMap((name) => entries.filter(({ path }) => path === name));
}

/** Changes of what a policy builds on. */
export function baseEntries({ bases }: Pick<Policy, 'bases'>, { entries }: Change): readonly ChangeEntry[] {
  return bases.flatMap((base) => entries.filter(({ path }) => path === base.path));
}

function changeOfBases(
  policy: Pick<Policy, 'path' | 'bases'>,
  change: Change,
  reading: Reading,
): PolicyChange {
  return baseEntries(policy, change).length > 0 ? newText(policy.path, reading) : { kind: 'unchanged' };
}

function newText(path: string, { reader, content: contentOf }: Reading): PolicyChange {
  const content = contentOf(path);
  if (content === undefined) return { kind: 'unseen', path, reason: 'its new text was not read' };
  if (!content.known) return { kind: 'unseen', path, reason: content.reason };
  if (content.value.kind === 'absent') return { kind: 'deleted', path };
  if (content.value.kind === 'unreadable') {
    const message = `The policy cannot be read: ${content.value.problem}. Write it as a text file.`;
    return { kind: 'broken', problems: [{ message, at: startOf(path) }] };
  }
  const source = withBases({ path, text: content.value.text }, { reader, content: contentOf });
  if ('kind' in source) return source;
  const loaded = reader.read(source);
  return loaded.kind === 'policy' ? { kind: 'sound' } : { kind: 'broken', problems: loaded.problems };
}

/** Reads what the new text builds on; the first that nobody could read is unseen. */
function withBases(
  policy: { readonly path: string; readonly text: string },
  { reader, content: contentOf }: Reading,
): PolicySource | Extract<PolicyChange, { kind: 'unseen' }> {
  const bases = new Map<string, Known<FileContent>>();
  const source = { ...policy, bases };
  for (let wanted = reader.wanted(source); wanted.length > 0; wanted = reader.wanted(source)) {
    for (const path of wanted) {
      const found = contentOf(path);
      if (found?.known !== true)
        return { kind: 'unseen', path, reason: found?.reason ?? 'its new text was not read' };
      bases.set(path, found);
    }
  }
  return source;
}
