import type { Policy } from '@lockkeeper/policy-core';
import {
  generateCodeowners,
  generateRulesets,
  generateWorkflows,
  type Generation,
} from '@lockkeeper/policy-core/generate';

import type { GenerateOptions, WorkflowsOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { readPolicy } from '../../policy/read-policy.ts';
import { isPublished } from '../../published-version.ts';
import { openRepository, type Repository } from '../../repository/repository.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { checkFiles } from './check-files.ts';
import { staleFiles } from './stale-files.ts';
import { writeFiles } from './write-files.ts';

/** `lockkeeper generate workflows` */
export function runGenerateWorkflows(options: WorkflowsOptions, world: World): Promise<ExitCode> {
  const { version } = world.installation;
  return runGenerate({ options, world }, (policy) =>
    generateWorkflows(policy, { version, sarif: options.sarif === true }),
  );
}

/** `lockkeeper generate codeowners` */
export function runGenerateCodeowners(options: GenerateOptions, world: World): Promise<ExitCode> {
  return runGenerate({ options, world }, (policy) => generateCodeowners(policy));
}

/** `lockkeeper generate rulesets` */
export function runGenerateRulesets(options: GenerateOptions, world: World): Promise<ExitCode> {
  return runGenerate({ options, world }, (policy) => generateRulesets(policy));
}

type Files = Extract<Generation, { kind: 'files' }>;

interface Started {
  readonly options: GenerateOptions;
  readonly world: World;
}

/** What all kinds of files have in common: from the policy of the working tree into the working tree. */
export function runGenerate(
  { options, world }: Started,
  generate: (policy: Policy, repository: Repository) => Generation | Promise<Generation>,
): Promise<ExitCode> {
  return reportingErrors('pretty', world, async () => {
    refuseTwoWays(options);
    const repository = await openRepository(options, world);
    const { policy } = await readPolicy(repository);
    return await deliver(await generate(policy, repository), { options, world, repository });
  });
}

/** Writes the files, prints them, or looks whether they are there. */
export async function deliver(
  generation: Generation,
  { options, world, repository }: Started & { readonly repository: Repository },
): Promise<ExitCode> {
  if (generation.kind === 'problem') throw new CliError('usage', generation.problem);
  if (options.stdout === true) {
    world.stdout.write(printed(generation));
    return EXIT.ok;
  }
  return options.check === true
    ? checkFiles(generation, { repository, world })
    : write(generation, { options, world, repository });
}

export function refuseTwoWays({ check, force, stdout }: GenerateOptions): void {
  if ([check, force, stdout].filter((given) => given === true).length < 2) return;
  throw new CliError(
    'usage',
    '--check, --force and --stdout each say what becomes of the files. Leave all but one of them out.',
  );
}

/** One file as it is; several each below its name. */
function printed({ files }: Files): string {
  if (files.length === 1) return files.map(({ text }) => text).join('');
  return files.map(({ path, text }) => `==> ${path} <==\n${text}`).join('\n');
}

async function write(
  { files, next, unwanted }: Files,
  { options, world, repository }: Started & { readonly repository: Repository },
): Promise<ExitCode> {
  const remarks = [...(await writeFiles(files, { repository, force: options.force === true }))];
  for (const path of await staleFiles(unwanted, repository)) {
    remarks.push(`${path} is no longer what the policy comes to. Delete it.`);
  }
  warnOfUnpublished(files, world);
  world.stdout.write(`${[...remarks, '', 'Next:', ...next.map((step) => `  ${step}`)].join('\n')}\n`);
  return EXIT.ok;
}

/** On npm the name is free as long as nothing is published: whoever takes it is run by these files. */
function warnOfUnpublished(files: Files['files'], { installation: { version }, stderr }: World): void {
  if (isPublished(version) || !files.some(({ text }) => text.includes(`lockkeeper@${version}`))) return;
  stderr.write(
    `lockkeeper ${version} is not on npm, and these files run it from there. Do not commit them before you generate them with a published version.\n`,
  );
}
