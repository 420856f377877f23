import type { Seen } from '@lockkeeper/operations/observe';
import type { FileWriter } from '@lockkeeper/operations/ports';
import { loadPolicy, type Policy } from '@lockkeeper/policy-core';
import { baseContents } from '@lockkeeper/policy-core/observe';

import { writeError } from '../../repository/repository-writer.ts';

/**
 * Adds the line that makes the policy use the baseline, comments and all else kept.
 *
 * @returns what was done, or which line to add where only a person should
 */
export async function nameBaselineInPolicy(
  { policy, policyText }: Pick<Seen, 'policy' | 'policyText'>,
  baseline: string,
  writer: FileWriter,
): Promise<readonly string[]> {
  const text = withBaselineLine(policy.path, policyText, { baseline, bases: policy.bases });
  if (text === undefined)
    return [`Add this to the top level of ${policy.path}: ${lineFor(policy.path, baseline)}`];
  try {
    await writer.replace(policy.path, text);
    return [`Added \`baseline: ${baseline}\` to ${policy.path}.`];
  } catch (error) {
    return [
      writeError(error, policy.path, `Then add this line to it: ${lineFor(policy.path, baseline)}`).message,
    ];
  }
}

/** `undefined` where a line at the end would not mean what it says: in TOML, in JSON, after a `...`. */
export function withBaselineLine(
  path: string,
  text: string,
  { baseline, bases = [] }: { readonly baseline: string; readonly bases?: Policy['bases'] },
): string | undefined {
  if (!/\.ya?ml$/.test(path)) return undefined;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text === '' || text.endsWith('\n') ? '' : lineEnd;
  const extended = `${text}${gap}baseline: ${baseline}${lineEnd}`;
  const policy = loadPolicy({ path, text: extended, bases: baseContents(bases) });
  return policy.kind === 'policy' && policy.baseline?.path === baseline ? extended : undefined;
}

function lineFor(path: string, baseline: string): string {
  if (path.endsWith('.toml')) return `baseline = ${JSON.stringify(baseline)}`;
  return path.endsWith('.json') ? `"baseline": ${JSON.stringify(baseline)}` : `baseline: ${baseline}`;
}
