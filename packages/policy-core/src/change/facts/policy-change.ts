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

type ReadPolicy = (source: { readonly path: string; readonly text: string }) => Policy | InvalidPolicy;

interface Reading {
  readonly read: ReadPolicy;
  /** `undefined` where nobody looked. */
  readonly content: (path: string) => Known<FileContent> | undefined;
}

/** Reads a policy that may name any rule there is; which there are is known above. */
export const policyReaderInput = begun<ReadPolicy>('the reader of policies');

export const policyChange = defineSubjects<PolicyChange>({
  name: 'policy-change',
  words: 'the change',
  of: 'change',
  compute: (get) => {
    const seen = seenParts(get, 'focus', 'change');
    const judged = findPolicyChange(policySections(get, 'path'), seen, {
      read: get(policyReaderInput),
      content: (path) => get(contentAfter, path),
    });
    const isOfNothing = !seen.change.known || seen.change.value.entries.length === 0;
    const isLookedAt = isAboutChange(seen.focus) && !isOfNothing;
    return judged.kind === 'unchanged' && !isLookedAt ? [] : [{ ...NOWHERE, judged }];
  },
});

/** A policy that gets another of its names is the same policy, in another form. */
function findPolicyChange(
  policy: Pick<Policy, 'path'>,
  { focus, change }: Pick<Observations, 'focus' | 'change'>,
  { read, content }: Reading,
): PolicyChange {
  if (!isAboutChange(focus)) return { kind: 'unchanged' };
  // Whatever else the policy names, a change that nobody has seen must not pass.
  if (!change.known) return { kind: 'unseen', path: policy.path, reason: change.reason };
  const touched = policyEntries(policy, change.value);
  if (touched.length === 0) return { kind: 'unchanged' };
  const written = touched.filter(({ status }) => status !== 'deleted').map(({ path }) => path);
  const isUntouched = !touched.some(({ path }) => path === policy.path);
  const [path, other] = isUntouched && written.length > 0 ? [policy.path, ...written] : written;
  if (path !== undefined && other !== undefined) return { kind: 'doubled', path, other };
  if (path !== undefined) return newText(path, content(path), read);
  return isUntouched ? { kind: 'unchanged' } : { kind: 'deleted', path: policy.path };
}

/** Changes of the policy and of every file that would be taken for one, the policy's own first. */
export function policyEntries(policy: Pick<Policy, 'path'>, { entries }: Change): readonly ChangeEntry[] {
  const names = [policy.path, ...POLICY_FILE_NAMES.filter((name) => name !== policy.path)];
  return names.flatMap((name) => entries.filter(({ path }) => path === name));
}

function newText(path: string, content: Known<FileContent> | undefined, read: ReadPolicy): PolicyChange {
  if (content === undefined) return { kind: 'unseen', path, reason: 'its new text was not read' };
  if (!content.known) return { kind: 'unseen', path, reason: content.reason };
  if (content.value.kind === 'absent') return { kind: 'deleted', path };
  if (content.value.kind === 'unreadable') {
    const message = `The policy cannot be read: ${content.value.problem}. Write it as a text file.`;
    return { kind: 'broken', problems: [{ message, at: startOf(path) }] };
  }
  const loaded = read({ path, text: content.value.text });
  return loaded.kind === 'policy' ? { kind: 'sound' } : { kind: 'broken', problems: loaded.problems };
}
