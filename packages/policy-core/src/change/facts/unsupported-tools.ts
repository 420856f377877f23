import type { Observations, SeenTool } from '../../model/observations.ts';
import { startOf, type SourceSpan } from '../../model/source-span.ts';
import type { Policy } from '../../policy/policy.ts';

/** A tool that the policy does not want left unjudged. */
export interface UnsupportedTool extends SeenTool {
  readonly at: SourceSpan;
}

export function unsupportedTools(
  { unsupported }: Pick<Policy, 'unsupported'>,
  seen: Pick<Observations, 'unsupported'>,
): readonly UnsupportedTool[] {
  if (unsupported !== 'error') return [];
  return (seen.unsupported ?? []).map((tool) => ({ ...tool, at: startOf(tool.example) }));
}
