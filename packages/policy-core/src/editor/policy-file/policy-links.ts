import type { SpanFinder } from '../../model/source-span.ts';
import type { Link } from '../document-annotations.ts';
import { filesNamed } from './matched-files.ts';
import { spotsIn, type PolicySpot } from './policy-spot.ts';
import type { PolicyNode } from './policy-node.ts';
import { ruleNamed } from './rule-words.ts';

/** From each rule to its page, and from what names files to the first of them that is there. */
export function policyLinks(
  tree: PolicyNode | undefined,
  files: readonly string[] | undefined,
  spans: SpanFinder,
): readonly Link[] {
  return spotsIn(tree).flatMap((spot): readonly Link[] => {
    const at = spans.span(spot.range.start, spot.range.end);
    const rule = ruleOf(spot);
    if (rule !== undefined) return [{ at, page: rule, tooltip: `Read about ${rule}` }];
    const target = files === undefined ? undefined : fileOf(spot, tree, files);
    return target === undefined ? [] : [{ at, ...target }];
  });
}

function ruleOf({ on, steps, scalar }: PolicySpot): string | undefined {
  const isSetting = on === 'key' && steps[0] === 'rules' && steps.length === 2;
  const isWaived = on === 'value' && steps[0] === 'waivers' && steps[2] === 'rule';
  if (isSetting) return ruleNamed(steps[1])?.id;
  return isWaived ? ruleNamed(scalar?.value)?.id : undefined;
}

function fileOf(
  spot: PolicySpot,
  tree: PolicyNode | undefined,
  files: readonly string[],
): { readonly opens: string; readonly tooltip: string } | undefined {
  const named = filesNamed(spot, tree, files);
  if (named?.kind === 'file' && named.isThere) return { opens: named.path, tooltip: `Open ${named.path}` };
  if (named?.kind !== 'pattern') return undefined;
  const [first, ...others] = named.files;
  if (first === undefined) return undefined;
  const tooltip =
    others.length === 0 ? `Open ${first}` : `Open ${first}, the first of ${others.length + 1} files`;
  return { opens: first, tooltip };
}
