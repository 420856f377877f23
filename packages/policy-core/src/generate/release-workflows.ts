import type { Policy } from '../policy/policy.ts';
import { DEPLOYS_FOLDER } from '../policy/record-places.ts';
import type { GeneratedFile } from './generated-file.ts';
import { inFileName } from './name-in-file.ts';
import { releaseJobs, SIGNING_SECRET, type ReleaseOrder, type ReleaseTools } from './release-jobs.ts';
import { releasePlaces, type ReleasePlace } from './release-places.ts';
import { releaseVariables } from './release-variables.ts';
import { shellWord } from './shell-word.ts';

export interface ReleaseWorkflows {
  readonly files: readonly GeneratedFile[];
  /** Where such a file may lie that the policy no longer comes to. */
  readonly paths: readonly string[];
  /** What a person does with them, and why some are not there, in sentences. */
  readonly next: readonly string[];
}

/** People look for exactly this name. */
const ROLLBACK = { path: '.github/workflows/rollback_to_last_good.yml', name: 'Rollback to last good' };

/** Workflows that deploy, promote and roll back what the policy describes, by the commands for that. */
export function releaseWorkflows(
  header: string,
  policy: Policy,
  { version }: { readonly version: string },
): ReleaseWorkflows {
  const paths = pathsFor(policy);
  if (policy.deployedServices.length === 0) return { files: [], paths, next: [] };
  const places = releasePlaces(policy);
  if (places.kind === 'none') return { files: [], paths, next: [places.why] };
  const { branch, deploy, promote, rollback, without } = places;
  const tools = { policy, branch, version };
  const files = [
    ...byEnvironment(deploy).map((group) => deployFile(header, group, tools)),
    ...byEnvironment(promote).map((group) => promoteFile(header, group, tools)),
    ...(rollback.length === 0 ? [] : [rollbackFile(header, rollback, tools)]),
  ];
  return { files, paths, next: [...(rollback.length === 0 ? [] : setUp(rollback, tools)), ...without] };
}

function pathsFor({ branches, deployedServices }: Policy): readonly string[] {
  const names = [
    ...branches.deployFrom.keys(),
    ...deployedServices.flatMap(({ environments }) => environments.map(({ name }) => name)),
  ];
  const paths = names.flatMap((name) => [pathOf('deploy', name), pathOf('promote', name)]);
  return [...new Set(paths), ROLLBACK.path];
}

function pathOf(verb: 'deploy' | 'promote', environment: string): string {
  return `.github/workflows/${verb}_${inFileName(environment.toLowerCase())}.yml`;
}

type Places = readonly [ReleasePlace, ...ReleasePlace[]];

/** Names of environments are the same in any case. */
function byEnvironment(places: readonly ReleasePlace[]): readonly Places[] {
  const groups = new Map<string, Places>();
  for (const place of places) {
    const name = place.environment.name.toLowerCase();
    const group = groups.get(name);
    groups.set(name, group === undefined ? [place] : [...group, place]);
  }
  return [...groups.values()];
}

function deployFile(header: string, places: Places, tools: ReleaseTools): GeneratedFile {
  const { name } = places[0].environment;
  const { branch, policy } = tools;
  const orders = places.map((place): ReleaseOrder => {
    const { service, environment } = place;
    return {
      title: `Deploy ${service} to ${environment.name}`,
      place,
      condition: undefined,
      command: [`set -- deploy ${wordsFor([environment.name, '--service', service])} --commit "$COMMIT"`],
      inputs: { COMMIT: 'github.sha' },
      judgesVariables: true,
    };
  });
  return {
    path: pathOf('deploy', name),
    text: `${header}
#
# Deploys what was pushed to ${branch} to ${name}, where it is tried. Once it is well there, it is ready to be promoted.
#
${KEPT_TO}
# - What only records a deploy starts nothing, or each deploy would bring about the next.
${concurrencyComment(places)}
name: ${JSON.stringify(`Deploy to ${name}`)}

on:
  push:
    branches:
      - ${JSON.stringify(branch)}
    paths-ignore:
${[literal(policy.record.first), `${DEPLOYS_FOLDER}/**`].map((path) => `      - ${JSON.stringify(path)}\n`).join('')}
permissions: {}

${concurrency(places)}jobs:
${releaseJobs(orders, tools)}`,
  };
}

/** Where people are waited for, a group would be held for as long, and what comes later would be left out. */
function waitsForNobody(places: Places): boolean {
  return places.every(({ environment }) => environment.approval === undefined);
}

function concurrencyComment(places: Places): string {
  return waitsForNobody(places)
    ? `# - One run at a time, and of those that wait the newest: it has what the others bring. Give this environment no\n#   reviewers on GitHub, or name an approval in the policy: a run that waits for people would hold up the others.`
    : NO_GROUP;
}

function concurrency(places: Places): string {
  if (!waitsForNobody(places)) return '';
  return `concurrency:
  group: lockkeeper-deploy-${inFileName(places[0].environment.name.toLowerCase())}
  cancel-in-progress: false

`;
}

function promoteFile(header: string, places: Places, tools: ReleaseTools): GeneratedFile {
  const { name } = places[0].environment;
  const orders = places.map((place): ReleaseOrder => {
    const { service, environment } = place;
    return {
      title: `Promote ${service} to ${environment.name}`,
      place,
      condition: chosen({ place, among: places }, []),
      command: [
        'set -f',
        `set -- promote ${wordsFor(['--to', environment.name, '--service', service])}`,
        '[ -z "$COMMIT" ] || set -- "$@" --commit "$COMMIT"',
        '[ -z "$REASON" ] || set -- "$@" --reason "$REASON"',
        'for cause in $ACCEPT_UNKNOWN; do set -- "$@" --accept-unknown "$cause"; done',
      ],
      inputs: {
        COMMIT: 'inputs.commit',
        REASON: 'inputs.reason',
        ACCEPT_UNKNOWN: 'inputs.accept_unknown',
      },
      judgesVariables: true,
    };
  });
  return {
    path: pathOf('promote', name),
    text: `${header}
#
# Promotes to ${name} what is ready for it. The first job shows the plan and begins a run of it; the second one carries out
# that very plan, once the reviewers of the environment on GitHub let it. It is judged again then, and refused where it
# is not what would be done any more.
#
${KEPT_TO}
${NO_GROUP}
name: ${JSON.stringify(`Promote to ${name}`)}

on:
  workflow_dispatch:
    inputs:
      commit:
        description: What to promote; left out, the newest that is ready
        type: string
        required: false
      reason:
        description: Why; shown to everybody who reads the log
        type: string
        required: false
${serviceInput(places)}      accept_unknown:
        description: Causes that could not be looked at and that you answer for, such as R19, with blanks between
        type: string
        required: false

permissions: {}

jobs:
${releaseJobs(orders, tools)}`,
  };
}

function rollbackFile(header: string, places: readonly ReleasePlace[], tools: ReleaseTools): GeneratedFile {
  const environments = byEnvironment(places).map(([{ environment }]) => environment.name);
  const orders = places.map((place): ReleaseOrder => {
    const { service, environment } = place;
    const where = wordsFor(['--environment', environment.name, '--service', service]);
    return {
      title: `Roll back ${service} in ${environment.name}`,
      place,
      condition: chosen({ place, among: places }, [
        `inputs.environment == ${expressionText(environment.name)}`,
      ]),
      command: [
        `set -- rollback ${where} --reason "$REASON"`,
        '[ -z "$TARGET" ] || set -- "$@" --to "$TARGET"',
      ],
      inputs: { REASON: 'inputs.reason', TARGET: 'inputs.target' },
      judgesVariables: false,
    };
  });
  return {
    path: ROLLBACK.path,
    text: `${header}
#
# Brings an earlier commit back: by default the last one that was good before what runs now. The first job shows what that
# does to code, dependencies and database, and begins a run of it; the second one carries out that very plan. Where
# something was deployed in between, it is refused.
#
${KEPT_TO}
${NO_GROUP}
# - Rows that would be lost nobody answers for here: run \`lockkeeper rollback --accept-loss\` yourself.
${takesBackMigrations(tools.policy) ? `# - Runners have no Alembic with your env.py: where migrations are taken back, run \`lockkeeper rollback\` where it is.\n` : ''}name: ${ROLLBACK.name}

on:
  workflow_dispatch:
    inputs:
      environment:
        description: Where
        type: choice
        required: true
        options:
${options(environments)}      target:
        description: The commit to go back to; left out, the last one that was good before
        type: string
        required: false
      reason:
        description: Why; shown to everybody who reads the log
        type: string
        required: true
${serviceInput(places)}
permissions: {}

jobs:
${releaseJobs(orders, tools)}`,
  };
}

const KEPT_TO = `# - Everything is done by the commands that people have, under the same rules: the policy is that of the branch people
#   branch off, whatever commit is released.
# - Nothing of the repository is run but the programs that this policy names. Lockkeeper comes from npm in one exact version.
# - No expression stands inside a script, so no input can become a command.
# - A run that was cut off goes on with "Re-run failed jobs": nothing is done twice.`;

const NO_GROUP =
  '# - There is no group that a run could hold while it waits for people: the lock of Lockkeeper lets one act at a time.';

function wordsFor(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

/** When a place is meant; `undefined`: always. */
function chosen(
  { place, among }: { readonly place: ReleasePlace; readonly among: readonly ReleasePlace[] },
  conditions: readonly string[],
): string | undefined {
  const all = [
    ...conditions,
    ...(servicesOf(among).length === 1 ? [] : [`inputs.service == ${expressionText(place.service)}`]),
  ];
  return all.length === 0 ? undefined : all.join(' && ');
}

function servicesOf(places: readonly ReleasePlace[]): readonly string[] {
  return [...new Set(places.map(({ service }) => service))];
}

function serviceInput(places: readonly ReleasePlace[]): string {
  const services = servicesOf(places);
  if (services.length === 1) return '';
  return `      service:
        description: One of deployment.services in the policy
        type: choice
        required: true
        options:
${options(services)}`;
}

function options(names: readonly string[]): string {
  return names.map((name) => `          - ${JSON.stringify(name)}\n`).join('');
}

function expressionText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A path as a pattern of GitHub Actions that matches nothing else. */
function literal(path: string): string {
  return path.replaceAll(/[*?+![\]]/g, String.raw`\$&`);
}

function takesBackMigrations({ migrations }: Policy): boolean {
  return migrations.alembic.length > 0;
}

/** What GitHub has to be told, since no file can say it. */
function setUp(places: readonly ReleasePlace[], { policy, branch }: ReleaseTools): readonly string[] {
  const environments = [
    ...new Set(
      places.flatMap(({ driver, environment }) => (driver.kind === 'command' ? [environment.name] : [])),
    ),
  ];
  const names = [...new Set(places.flatMap((place) => releaseVariables(place, policy)))].toSorted();
  return [
    ...(takesBackMigrations(policy)
      ? [
          'Roll back over migrations with `lockkeeper rollback` where Alembic runs with your env.py: runners have neither.',
        ]
      : []),
    ...(policy.recordsSigners === undefined
      ? []
      : [`Keep a private SSH key of a signer as the secret ${SIGNING_SECRET}.`]),
    ...(names.length === 0
      ? []
      : [
          `Keep what jobs need as secrets or variables of the environments on GitHub, and for the plan as those of the repository: ${names.join(', ')}.`,
        ]),
    ...(environments.length === 0
      ? []
      : [
          `Let only ${branch} deploy to the environments ${environments.join(', ')} on GitHub, and give those that wait for people their reviewers.`,
        ]),
  ];
}
