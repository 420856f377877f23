import { readFile } from 'node:fs/promises';

import { readerAt, readPolicyFile } from '@lockkeeper/operations/observe';
import { allRules, type Policy, type Rule } from '@lockkeeper/policy-core';
import { createColors } from 'picocolors';

import type { ExplainOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { failureReason } from '../../errors/failure-reason.ts';
import { nearestRule } from './nearest-rule.ts';
import { wantsColors } from '../../command-line/options.ts';
import { severityOf } from '../../policy/rule-severity.ts';
import { openRepository } from '../../repository/repository.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';

interface Call {
  readonly options: ExplainOptions;
  readonly world: World;
}

/** `lockkeeper explain [RULE]` */
export function runExplain(id: string | undefined, { options, world }: Call): Promise<ExitCode> {
  return reportingErrors('pretty', world, async () => {
    const policy = await policyHere(options, world);
    world.stdout.write(
      id === undefined ? listOf(policy, { options, world }) : await pageOf(ruleNamed(id), policy, world),
    );
    return EXIT.ok;
  });
}

/** Rules can be read about without a policy, and with one that is broken. */
async function policyHere(options: ExplainOptions, world: World): Promise<Policy | undefined> {
  const { observers } = await openRepository(options, world);
  const file = await readPolicyFile(readerAt('worktree', observers));
  return file.kind === 'policy' ? file.policy : undefined;
}

function listOf(policy: Policy | undefined, { options, world }: Call): string {
  const colors = createColors(wantsColors(options, world));
  const width = Math.max(...allRules.map(({ id }) => id.length));
  const lines = allRules.map((rule) => {
    const { severity } = severityOf(rule, policy);
    return `${colors.bold(rule.id.padEnd(width))}  ${severity.padEnd(7)}  ${rule.summary}`;
  });
  return `${[...lines, '', 'Run `lockkeeper explain RULE` for the page of a rule.'].join('\n')}\n`;
}

function ruleNamed(id: string): Rule {
  const rule = allRules.find((known) => known.id === id);
  if (rule !== undefined) return rule;
  const nearest = nearestRule(id);
  const advice =
    nearest === undefined ? 'Run `lockkeeper explain` for the list of rules.' : `Did you mean ${nearest}?`;
  throw new CliError('usage', `There is no rule ${JSON.stringify(id)}. ${advice}`);
}

async function pageOf(rule: Rule, policy: Policy | undefined, { installation }: World): Promise<string> {
  const page = await readFile(installation.rulePages, 'utf8')
    .then((pages) => String(new Map(Object.entries(JSON.parse(pages))).get(rule.id)))
    .catch((error: unknown) => {
      throw new CliError(
        'technical',
        `The page of ${rule.id} cannot be read: ${failureReason(error)}. Install Lockkeeper again.`,
      );
    });
  const { severity, from } = severityOf(rule, policy);
  return `${withoutMarkers(page).trimEnd()}\n\nHere: ${severity} (${from}).\n`;
}

/** What a generator needs to find its place again says nothing to a reader. */
function withoutMarkers(page: string): string {
  return page.replace(/^<!--.*-->\n+/gm, '');
}
