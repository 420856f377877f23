import { guardedClasses } from '../policy/branch-class.ts';
import type { BranchClass, Policy } from '../policy/policy.ts';
import { baseInName, requiredCheck } from './check-name.ts';
import { GENERATED_NAME, type GeneratedFile, type Generation } from './generated-file.ts';
import { inFileName } from './name-in-file.ts';
import { patternsOf, uniquePatterns, type GuardedPattern } from './guarded-branches.ts';

const FOLDER = '.github/rulesets';

/** GitHub's own number for GitHub Actions: a check of the same name from another app does not count. */
const GITHUB_ACTIONS = 15_368;

/** GitHub's own numbers of two roles. */
const MAINTAIN = 2;
const ADMIN = 5;

/**
 * For each pattern of branches that pushes are limited on, the body of GitHub's `POST /repos/{owner}/{repo}/rulesets`.
 * Each asks for the check of its own branch: what was judged for another one does not count.
 */
export function generateRulesets(policy: Policy): Generation {
  const guarded = guardedClasses(policy.branches);
  if (guarded.length === 0) {
    return {
      kind: 'problem',
      problem: `No kind of branch in ${policy.path} refuses a push. Describe one: branches: { production: { match: [main], direct_push: deny, force_push: deny } }.`,
    };
  }
  const kindOf = new Map(
    guarded
      .toReversed()
      .flatMap((kind) => patternsOf(kind).map((pattern) => [pattern.refs.join('\n'), kind] as const)),
  );
  const patterns = uniquePatterns(guarded.flatMap(patternsOf));
  const files = patterns.flatMap((pattern) => {
    const kind = kindOf.get(pattern.refs.join('\n'));
    return kind === undefined ? [] : rulesetFiles(pattern, kind, policy);
  });
  const paths = new Set(files.map(({ path }) => path));
  return {
    kind: 'files',
    files,
    // Where a ruleset stood for all branches of a kind at once.
    unwanted: guarded
      .map(({ name }) => `${FOLDER}/lockkeeper-${encodeURIComponent(name)}.json`)
      .filter((path) => !paths.has(path)),
    next: [
      'Import each under Settings, Rules, Rulesets, or create it with the GitHub CLI:',
      ...files.map(({ path }) => `  gh api --method POST "repos/{owner}/{repo}/rulesets" --input ${path}`),
    ],
  };
}

function rulesetFiles(
  pattern: GuardedPattern,
  branch: BranchClass,
  policy: Policy,
): readonly GeneratedFile[] {
  const rules = [
    { type: 'deletion' },
    ...(branch.keepsHistory ? [{ type: 'non_fast_forward' }] : []),
    ...(branch.needsPullRequest ? [pullRequestRule(branch, policy), checkRule(pattern, policy)] : []),
  ];
  const whole = rulesetFile(pattern, { title: pattern.text, bypass: [], rules });
  if (pattern.branch !== undefined || !branch.needsPullRequest) return [whole];
  const title = `${pattern.text} (creation)`;
  return [whole, rulesetFile(pattern, { title, bypass: MAINTAINERS, rules: [{ type: 'creation' }] })];
}

/** Whoever starts a branch of a pattern chooses what its pull requests are compared with, and by which policy. */
const MAINTAINERS = [MAINTAIN, ADMIN].map((role) => ({
  actor_id: role,
  actor_type: 'RepositoryRole',
  bypass_mode: 'always',
}));

interface Ruleset {
  readonly title: string;
  readonly bypass: readonly object[];
  readonly rules: readonly object[];
}

function rulesetFile({ refs }: GuardedPattern, { title, bypass, rules }: Ruleset): GeneratedFile {
  const body = {
    name: `${GENERATED_NAME}${title}`,
    target: 'branch',
    enforcement: 'active',
    bypass_actors: bypass,
    conditions: { ref_name: { include: refs, exclude: [] } },
    rules,
  };
  return {
    path: `${FOLDER}/lockkeeper-${inFileName(title)}.json`,
    text: `${JSON.stringify(body, undefined, 2)}\n`,
  };
}

/** Asks for as many people as the policy does: its labels are the guard's to judge. */
function pullRequestRule({ environment }: BranchClass, { branches, protected: sections }: Policy) {
  const isApproved = environment === 'production' && branches.productionRequires.includes('human_approval');
  return {
    type: 'pull_request',
    parameters: {
      required_approving_review_count: isApproved ? 1 : 0,
      dismiss_stale_reviews_on_push: true,
      require_code_owner_review: sections.some(({ owners }) => owners.length > 0),
      require_last_push_approval: isApproved,
      required_review_thread_resolution: false,
    },
  };
}

function checkRule(pattern: GuardedPattern, { dependencies }: Policy) {
  const base = baseInName(pattern);
  const checks = [
    requiredCheck('guard', base),
    ...(dependencies.length === 0 ? [] : [requiredCheck('dependencies', base)]),
  ];
  return {
    type: 'required_status_checks',
    parameters: {
      required_status_checks: checks.map((context) => ({ context, integration_id: GITHUB_ACTIONS })),
      // Judged again when the branch has moved on: the policy or the migrations may be others now.
      strict_required_status_checks_policy: true,
    },
  };
}
