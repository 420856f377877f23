import type { BranchClass, Policy } from '../policy/policy.ts';
import { DEPENDENCY_CHECK } from './dependency-workflow.ts';
import { GENERATED_NAME, type GeneratedFile, type Generation } from './generated-file.ts';
import { GUARD_CHECK } from './guard-workflow.ts';
import { isGuarded, rulesetRefs } from './guarded-branches.ts';

const FOLDER = '.github/rulesets';

/** GitHub's own number for GitHub Actions: a check of the same name from another app does not count. */
const GITHUB_ACTIONS = 15_368;

/** For each kind of branch that pushes are limited on, the body of GitHub's `POST /repos/{owner}/{repo}/rulesets`. */
export function generateRulesets(policy: Policy): Generation {
  const guarded = policy.branches.classes.filter(isGuarded);
  if (guarded.length === 0) {
    return {
      kind: 'problem',
      problem: `No kind of branch in ${policy.path} refuses a push. Describe one: branches: { production: { match: [main], direct_push: deny, force_push: deny } }.`,
    };
  }
  const files = guarded.map((branch) => rulesetFile(branch, policy));
  return {
    kind: 'files',
    files,
    next: [
      'Import each under Settings, Rules, Rulesets, or create it with the GitHub CLI:',
      ...files.map(({ path }) => `  gh api --method POST "repos/{owner}/{repo}/rulesets" --input ${path}`),
    ],
  };
}

function rulesetFile(branch: BranchClass, policy: Policy): GeneratedFile {
  const body = {
    name: `${GENERATED_NAME}${branch.name}`,
    target: 'branch',
    enforcement: 'active',
    bypass_actors: [],
    conditions: { ref_name: { include: rulesetRefs(branch), exclude: [] } },
    rules: [
      { type: 'deletion' },
      ...(branch.keepsHistory ? [{ type: 'non_fast_forward' }] : []),
      ...(branch.needsPullRequest ? [pullRequestRule(branch, policy), checkRule(policy)] : []),
    ],
  };
  return {
    path: `${FOLDER}/lockkeeper-${encodeURIComponent(branch.name)}.json`,
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

function checkRule({ dependencies }: Policy) {
  const checks = [GUARD_CHECK, ...(dependencies.length === 0 ? [] : [DEPENDENCY_CHECK])];
  return {
    type: 'required_status_checks',
    parameters: {
      required_status_checks: checks.map((context) => ({ context, integration_id: GITHUB_ACTIONS })),
      // Judged again when the branch has moved on: the policy or the migrations may be others now.
      strict_required_status_checks_policy: true,
    },
  };
}
