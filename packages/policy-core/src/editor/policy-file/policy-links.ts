import type { SpanFinder } from '../../model/source-span.ts';
import type { Link } from '../document-annotations.ts';
import { filesNamed } from './matched-files.ts';
import { ruleAt } from './policy-names.ts';
import { spotsIn, type PolicyNode, type PolicySpot } from './policy-node.ts';

/** From each rule to its page, and from what names files to the first of them that is there. */
export function policyLinks(
  tree: PolicyNode | undefined,
  files: readonly string[] | undefined,
  spans: SpanFinder,
): readonly Link[] {
  return spotsIn(tree).flatMap((spot): readonly Link[] => {
    const at = spans.span(spot.range.start, spot.range.end);
    const rule = ruleAt(spot);
    if (rule !== undefined) return [{ at, page: rule.id, tooltip: `Read about ${rule.id}` }];
    const [first, ...others] = files === undefined ? [] : linkedFiles(spot, tree, files);
    if (first === undefined) return [];
    const more = others.length === 0 ? '' : `, the first of ${others.length + 1} files`;
    return [{ at, opens: first, tooltip: `Open ${first}${more}` }];
  });
}

function linkedFiles(
  spot: PolicySpot,
  tree: PolicyNode | undefined,
  files: readonly string[],
): readonly string[] {
  const named = filesNamed(spot, tree, files);
  if (named?.kind === 'pattern') return named.files;
  return named?.kind === 'file' && named.isThere ? [named.path] : [];
}
