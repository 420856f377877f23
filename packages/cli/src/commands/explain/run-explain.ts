import { readFile } from 'node:fs/promises';

import { readerAt, readPolicyFile } from '@lockkeeper/operations/observe';
import { allRules, type Policy, type Rule } from '@lockkeeper/policy-core';
import { terminalText } from '@lockkeeper/policy-core/report';

import type { ExplainOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { failureReason } from '../../errors/failure-reason.ts';
import { nearestRule } from './nearest-rule.ts';
import { PIPED_COLUMNS } from '../../command-line/piped-columns.ts';
import { pageText } from './page-text.ts';
import { areaOf, RULE_AREAS } from './rule-areas.ts';
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

/** `lockkeeper explain [RULE or AREA]` */
export function runExplain(name: string | undefined, { options, world }: Call): Promise<ExitCode> {
  return reportingErrors('pretty', world, async () => {
    const policy = await policyHere(options, world);
    const areas = name === undefined ? RULE_AREAS : RULE_AREAS.filter((area) => area === name);
    world.stdout.write(
      name === undefined || areas.length > 0
        ? listOf(areas, policy, { options, world })
        : await pageOf(ruleNamed(name), policy, world),
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

function listOf(areas: readonly string[], policy: Policy | undefined, { options, world }: Call): string {
  const one = areas.length === 1 ? '' : ', `lockkeeper explain AREA` for one area';
  return terminalText(
    [
      ...areas.map((area) => areaSection(area, policy)),
      { kind: 'lines', lines: [`Run \`lockkeeper explain RULE\` for the page of a rule${one}.`] },
    ],
    { colors: wantsColors(options, world), width: world.stdout.columns },
  );
}

function areaSection(area: string, policy: Policy | undefined) {
  const rules = allRules.filter(({ id }) => areaOf(id) === area);
  const rows = rules.map((rule) => ({
    cells: [rule.id, severityOf(rule, policy).severity, rule.summary],
  }));
  return {
    kind: 'section',
    title: {
      kind: 'toned',
      tone: 'strong',
      text: `${area} (${rules.length} rule${rules.length === 1 ? '' : 's'})`,
    },
    blocks: [{ kind: 'table', titles: [], rows }],
  } as const;
}

function ruleNamed(name: string): Rule {
  const rule = allRules.find(({ id }) => id === name);
  if (rule !== undefined) return rule;
  const nearest = nearestRule(name);
  const advice =
    nearest === undefined ? 'Run `lockkeeper explain` for the list of rules.' : `Did you mean ${nearest}?`;
  throw new CliError('usage', `There is no rule or area ${JSON.stringify(name)}. ${advice}`);
}

async function pageOf(
  rule: Rule,
  policy: Policy | undefined,
  { installation, stdout }: World,
): Promise<string> {
  const page = await readFile(installation.rulePages, 'utf8')
    .then((pages) => String(new Map(Object.entries(JSON.parse(pages))).get(rule.id)))
    .catch((error: unknown) => {
      throw new CliError(
        'technical',
        `The page of ${rule.id} cannot be read: ${failureReason(error)}. Install Lockkeeper again.`,
      );
    });
  const { severity, from } = severityOf(rule, policy);
  const text = pageText(withoutMarkers(page).trimEnd(), stdout.columns ?? PIPED_COLUMNS);
  return `${text}\n\nHere: ${severity} (${from}).\n`;
}

/** What a generator needs to find its place again says nothing to a reader. */
function withoutMarkers(page: string): string {
  return page.replace(/^<!--.*-->\n+/gm, '');
}
