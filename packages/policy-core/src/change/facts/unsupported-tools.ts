import type { Observations, SeenTool } from '../../model/observations.ts';
import { startOf, type SourceSpan } from '../../model/source-span.ts';
import type { Policy } from '../../policy/policy.ts';
import { defineSubjects } from '../../engine/judged-fact.ts';
import { observationsInput, policyInput } from '../../engine/run-inputs.ts';

/** A tool that the policy does not want left unjudged. */
export interface UnsupportedTool extends SeenTool {
  readonly at: SourceSpan;
}

/** What the policy does not want left unjudged; empty also where nobody looked. */
export const unsupportedTools = defineSubjects<UnsupportedTool>({
  name: 'unsupported-tools',
  words: 'the paths of the repository',
  of: 'tree',
  compute: (get) =>
    findUnsupportedTools(get(policyInput), get(observationsInput)).map((judged) => ({
      paths: [judged.example],
      judged,
    })),
});

function findUnsupportedTools(
  { unsupported }: Pick<Policy, 'unsupported'>,
  seen: Pick<Observations, 'unsupported'>,
): readonly UnsupportedTool[] {
  if (unsupported !== 'error') return [];
  return (seen.unsupported ?? []).map((tool) => ({ ...tool, at: startOf(tool.example) }));
}

/** What is told of them where the policy takes a note. */
export function unsupportedNotices(
  { unsupported }: Pick<Policy, 'unsupported'>,
  { unsupported: tools = [] }: Pick<Observations, 'unsupported'>,
): readonly string[] {
  if (unsupported === 'error' || tools.length === 0) return [];
  const named = tools.map(({ tool, files, example }) =>
    files === 1 ? `${tool} (${example})` : `${tool} (${files} files such as ${example})`,
  );
  return [`Seen and not judged: ${named.join(', ')}.`];
}
