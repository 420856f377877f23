import type { Policy } from '../policy/policy.ts';
import { wantedIn } from '../policy/wanted-variables.ts';
import { READ_PERMISSIONS } from './guard-workflow.ts';
import { checkoutStep, gitCredentials, NODE_STEP, SIGNING_KEY_FILE } from './job-steps.ts';
import type { ReleasePlace } from './release-places.ts';
import { releaseVariables } from './release-variables.ts';
import { shellWord } from './shell-word.ts';

/** What a workflow does at a place. */
export interface ReleaseOrder {
  /** For people, such as `Promote shop to production`. */
  readonly title: string;
  readonly place: ReleasePlace;
  /** An expression of when this place is meant; `undefined`: always. */
  readonly condition: string | undefined;
  /** The command with its options, as lines of a shell that reads inputs from variables. */
  readonly command: readonly string[];
  /** Expressions by the variables that hand them over. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Whether the command judges the variables of the place. */
  readonly judgesVariables: boolean;
}

export interface ReleaseTools {
  readonly policy: Policy;
  /** The branch that it may be begun on. */
  readonly branch: string;
  /** The exact version of the CLI. */
  readonly version: string;
}

/**
 * Two jobs for each order: one begins a run and shows its plan, the other carries it out. Between them GitHub asks the
 * reviewers of the environment. No job that waits for them holds a lock or a group.
 */
export function releaseJobs(orders: readonly ReleaseOrder[], tools: ReleaseTools): string {
  return orders
    .flatMap((order, index) => {
      const ids = { begin: `begin-${index + 1}`, release: `release-${index + 1}` };
      return [beginJob(ids, order, tools), actingJob(ids, order, tools)];
    })
    .join('\n');
}

/** Names of services would have to be spelled anew: GitHub takes few letters. */
interface JobIds {
  readonly begin: string;
  readonly release: string;
}

function beginJob({ begin }: JobIds, order: ReleaseOrder, tools: ReleaseTools): string {
  const { title, place, condition, command, inputs } = order;
  const { branch } = tools;
  const ref = `refs/heads/${branch}`;
  return `  ${begin}:
    name: ${JSON.stringify(`Plan: ${title}`)}
${condition === undefined ? '' : `    if: ${condition}\n`}    runs-on: ubuntu-24.04
    timeout-minutes: 15
    permissions:
${listed(permissionsOf(place, 'read'))}
    outputs:
      run: \${{ steps.begin.outputs.run }}
    defaults:
      run:
        shell: bash
    steps:
      - name: Refuse another branch
        run: |
          if [ "$GITHUB_REF" != ${shellWord(ref)} ]; then
            echo "::error title=Lockkeeper::Releases are begun on ${branch}, and not on $GITHUB_REF."
            exit 1
          fi
${checkoutStep({ name: 'Check out the branch, with the history of every other', ref: 'github.sha' })}
${NODE_STEP}
      - name: Begin the run, and show its plan
        id: begin
        working-directory: \${{ runner.temp }}
        env:
${variables(order, tools, inputs)}
        run: |
${commonLines(tools)}
${command.map((line) => `          ${line}`).join('\n')}
          ended=0
          lockkeeper "$@"${judged(order, tools)} --root "$GITHUB_WORKSPACE" --begin --yes --confirm ${shellWord(place.environment.name)} \\
            --format json > answer.json 2> plan.txt || ended=$?
${NO_COMMANDS}
          cat plan.txt
${summary(title, 'plan.txt')}
          [ "$ended" = 0 ] || exit "$ended"
          printf 'run=%s\\n' "$(node --print 'JSON.parse(require("fs").readFileSync(0, "utf8")).run' < answer.json)" >> "$GITHUB_OUTPUT"
`;
}

function actingJob({ begin, release }: JobIds, order: ReleaseOrder, tools: ReleaseTools): string {
  const { title, place } = order;
  const { environment, driver } = place;
  // Where a workflow of GitHub deploys, that one runs in the environment: nobody is asked twice.
  const gate =
    driver.kind === 'github-actions' ? '' : `    environment: ${JSON.stringify(environment.name)}\n`;
  return `  ${release}:
    name: ${JSON.stringify(title)}
    needs: ${begin}
${gate}    runs-on: ubuntu-24.04
    timeout-minutes: ${minutesFor(place)}
    permissions:
${listed(permissionsOf(place, 'write'))}
    defaults:
      run:
        shell: bash
    steps:
${checkoutStep({ name: 'Check out the branch, with the history of every other', ref: 'github.sha' })}
${NODE_STEP}
      - name: Carry the run out
        working-directory: \${{ runner.temp }}
        env:
${variables(order, tools, { RUN: `needs.${begin}.outputs.run` })}
        run: |
${commonLines(tools)}
${NO_COMMANDS}
          ended=0
          lockkeeper resume "$RUN"${judged(order, tools)} --root "$GITHUB_WORKSPACE" --yes --confirm ${shellWord(environment.name)} \\
            2>&1 | tee end.txt || ended=$?
${summary(title, 'end.txt')}
          exit "$ended"
`;
}

/** To the runner a line is a command wherever `##[add-mask]` stands in it: it would hide from reviewers what it is followed by. */
const NO_COMMANDS = `          # Names of commits are shown from here on: none of them is a command to the runner.
          echo "::stop-commands::$(od -An -N16 -tx1 /dev/urandom | tr -d ' \\n')"`;

/** Both write: the log, and the lock on a reference of git. What deploys on GitHub also starts a workflow. */
function permissionsOf({ driver }: ReleasePlace, onActions: 'read' | 'write'): readonly string[] {
  const reading = READ_PERMISSIONS.filter((permission) => permission !== 'contents: read');
  const onGitHub =
    driver.kind === 'github-actions' ? [`actions: ${onActions}`, `deployments: ${onActions}`] : [];
  return ['contents: write', ...reading, ...onGitHub];
}

function listed(permissions: readonly string[]): string {
  return permissions.map((permission) => `      ${permission}`).join('\n');
}

/** The secret of an environment goes before that of the repository, and a secret before a variable. */
function variables(
  { place }: ReleaseOrder,
  { policy }: ReleaseTools,
  inputs: Readonly<Record<string, string>>,
): string {
  const signing = policy.recordsSigners === undefined ? "''" : `\${{ secrets.${SIGNING_SECRET} }}`;
  return [
    'GITHUB_TOKEN: ${{ github.token }}',
    `SIGNING_KEY: ${signing}`,
    ...Object.entries(inputs).map(([name, expression]) => `${name}: \${{ ${expression} }}`),
    ...releaseVariables(place, policy).map((name) => `${name}: \${{ secrets.${name} || vars.${name} }}`),
    "npm_config_ignore_scripts: 'true'",
  ]
    .map((line) => `          ${line}`)
    .join('\n');
}

/** What holds the private SSH key that signs the log. */
export const SIGNING_SECRET = 'LOCKKEEPER_SIGNING_KEY';

function commonLines({ version }: ReleaseTools): string {
  return `${gitCredentials('GITHUB_TOKEN')}
${SIGNING_KEY_FILE}
          lockkeeper() { npx --yes lockkeeper@${version} "$@"; }`;
}

function judged(
  { place: { service, environment }, judgesVariables }: ReleaseOrder,
  { policy }: ReleaseTools,
): string {
  const isAsked =
    judgesVariables && wantedIn(policy.variables, { environment: environment.name, service }).length > 0;
  return isAsked ? ` --variables ${shellWord(`${environment.name}/${service}=process`)}` : '';
}

/** Indented, so that nothing in it is read as Markdown. */
function summary(title: string, file: string): string {
  return `          { printf '### %s\\n\\n' ${shellWord(title)}; sed 's/^/    /' ${file}; } >> "$GITHUB_STEP_SUMMARY"`;
}

const MINUTE_MS = 60_000;
/** GitHub ends every job then. */
const LONGEST = 360;
/** For all besides: what is installed, looked at and written down. */
const BESIDES = 15;

/** There and back, each with what has to be well afterwards. */
function minutesFor({ driver, environment }: ReleasePlace): number {
  const well = environment.probes.map(({ deadlineMs, bakeMs }) => deadlineMs + bakeMs);
  const once = driver.timeoutMs + Math.max(0, ...well);
  return Math.min(LONGEST, BESIDES + Math.ceil((2 * once) / MINUTE_MS));
}
