import type { Account } from '../../model/observations.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import { jobsInEnvironment, type Workflows } from './environment-jobs.ts';
import { readWorkflow } from './workflow-file.ts';

/** How the forge protects an environment of its own. */
export interface EnvironmentProtection {
  /** Of whom one has to approve before a job runs there; none: nobody has to. */
  readonly reviewers: readonly EnvironmentReviewer[];
  /** Whether somebody else has to than who started the run. */
  readonly preventsSelfReview: boolean;
  /** Whether administrators may go past all of that. */
  readonly adminsMayBypass: Known<boolean>;
  /** Whether only some branches may deploy there. */
  readonly limitsBranches: boolean;
}

export type EnvironmentReviewer =
  | { readonly kind: 'account'; readonly account: Account }
  | { readonly kind: 'team'; readonly name: string };

/** Why a gate holds nobody back, as a clause, and what mends that. */
export interface GateFault {
  readonly why: string;
  readonly lift: string;
}

export interface GateQuestion {
  /** Its name at the forge. */
  readonly environment: string;
  /** Path of the one that deploys. */
  readonly workflow: string;
  readonly isAgent: (name: string) => boolean;
}

/** Whether people have to approve before the forge deploys, and others than who began it. */
export function gateFaults(
  question: GateQuestion,
  protection: Known<EnvironmentProtection>,
  /** Of each commit whose workflow may be the one that is run. */
  commits: Known<readonly Workflows[]>,
): Known<readonly GateFault[]> {
  const { environment: name } = question;
  const of = protection.known ? protectionFaults(protection.value, question) : [];
  const jobs = commits.known ? commits.value.map((workflows) => jobFaults(question, workflows)) : [commits];
  const faults = [...of, ...jobs.flatMap((one) => (one.known ? one.value : []))];
  if (faults.length > 0) return observed(faults);
  if (!protection.known) return protection;
  if (!protection.value.adminsMayBypass.known)
    return unobserved(
      `whether administrators may go past the reviewers of ${name} is not known: ${protection.value.adminsMayBypass.reason}`,
    );
  return jobs.find(({ known }) => !known) ?? observed([]);
}

function protectionFaults(
  { reviewers, preventsSelfReview, adminsMayBypass }: EnvironmentProtection,
  { environment: name, isAgent }: GateQuestion,
): readonly GateFault[] {
  if (reviewers.length === 0)
    return [
      {
        why: `nobody has to approve what is deployed to ${name}`,
        lift: `Give the environment ${name} required reviewers on GitHub; private repositories need a plan that has them.`,
      },
    ];
  const agents = reviewers.flatMap((one) =>
    one.kind === 'account' && (one.account.isBot || isAgent(one.account.login)) ? [one.account.login] : [],
  );
  return [
    ...agents.map((login) => ({
      why: `${login} may approve, and is no person`,
      lift: `Take ${login} from the required reviewers of ${name} on GitHub.`,
    })),
    ...(preventsSelfReview
      ? []
      : [
          {
            why: 'whoever starts a run may approve it as well',
            lift: `Prevent self-review in the environment ${name} on GitHub.`,
          },
        ]),
    ...(adminsMayBypass.known && adminsMayBypass.value
      ? [
          {
            why: 'administrators may go past it',
            lift: `Do not allow administrators to bypass the rules of the environment ${name} on GitHub.`,
          },
        ]
      : []),
  ];
}

/** A workflow that runs in no environment waits for nobody. */
function jobFaults(
  { environment: name, workflow: path }: GateQuestion,
  workflows: Workflows,
): Known<readonly GateFault[]> {
  const text = workflows.get(path);
  const workflow = text?.known === true ? readWorkflow(path, text.value) : text;
  if (workflow?.known === false) return workflow;
  const { places, unclear } =
    workflow === undefined
      ? { places: [], unclear: [] }
      : jobsInEnvironment(workflow.value, { name, isInput: true }, workflows);
  if (places.length > 0) return observed([]);
  if (unclear.length > 0) return unobserved(unclear.join('; '));
  return observed([
    {
      why: `no job of ${path} runs in the environment ${name}`,
      lift: `Give the job that deploys \`environment: ${name}\`, on the main branch.`,
    },
  ]);
}
