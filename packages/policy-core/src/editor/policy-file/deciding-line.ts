import type { Finding, RelatedPlace, Undetermined } from '../../model/finding.ts';
import type { Steps } from '../../policy/source/policy-text.ts';
import { spansIn, startOf } from '../../model/source-span.ts';
import { pathsNamed } from './matched-files.ts';
import { spotsIn, type PolicyNode, type PolicySpot } from './policy-node.ts';
import { policyTree, syntaxOf } from './policy-tree.ts';

type Subject = Pick<Finding | Undetermined, 'rule' | 'at' | 'related' | 'evidence'>;

/** Tells of a finding which line of the policy had it judged. */
export type DecidingLine = (subject: Subject) => RelatedPlace;

/**
 * What the finding names itself comes first; then what the policy says of its rule, then the line that names its
 * file, then the section that it belongs to. Where the policy need not say anything, its beginning.
 */
export function decidingLineIn({
  path,
  text,
}: {
  readonly path: string;
  readonly text: string;
}): DecidingLine {
  const tree = policyTree(syntaxOf(path), text);
  const spots = spotsIn(tree);
  const spans = spansIn(path, text);
  const place = (message: string, { range }: PolicySpot): RelatedPlace => ({
    message,
    at: spans.span(range.start, range.end),
  });
  const naming = spotsNaming(spots, tree);
  return ({ rule, at, related, evidence }) => {
    const own = related.find((one) => one.at.path === path);
    if (own !== undefined) return own;
    const told = evidence.find(({ source }) => source?.path === path)?.source;
    if (told !== undefined) return { message: `${path} decides it here.`, at: told };
    const set = keyAt(spots, ['rules', rule]);
    if (set !== undefined) return place(`${path} sets ${rule} here.`, set);
    const section = SECTIONS[rule.slice(0, rule.indexOf('/'))];
    const named = at && naming(section, at.path);
    if (named !== undefined) return place(`${path} names it here.`, named);
    const head = keyAt(spots, section === undefined ? [] : [section]) ?? keyAt(spots, ['extends']);
    return head === undefined
      ? { message: `${path} has it judged.`, at: startOf(path) }
      : place(`${path} has it judged.`, head);
  };
}

/** Many findings lie in one file, and each pattern is made ready once. */
function spotsNaming(
  spots: readonly PolicySpot[],
  tree: PolicyNode | undefined,
): (section: string | undefined, path: string) => PolicySpot | undefined {
  const namers = spots.map((spot) => ({ spot, section: spot.steps[0], names: pathsNamed(spot, tree) }));
  const known = new Map<string, PolicySpot | undefined>();
  return (section, path) => {
    const key = `${section} ${path}`;
    if (!known.has(key)) {
      known.set(key, namers.find((one) => one.section === section && one.names?.(path))?.spot);
    }
    return known.get(key);
  };
}

/** Where the rules of an area are asked for. */
const SECTIONS: Readonly<Record<string, string>> = {
  paths: 'protected',
  scope: 'change_scope',
  branches: 'branches',
  integrity: 'integrity',
  dependencies: 'dependencies',
  migrations: 'migrations',
  deployment: 'deployment',
  docs: 'documents',
};

function keyAt(spots: readonly PolicySpot[], wanted: Steps): PolicySpot | undefined {
  return spots.find(
    ({ on, steps }) =>
      on === 'key' && steps.length === wanted.length && steps.every((step, index) => step === wanted[index]),
  );
}
