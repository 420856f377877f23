import type { Policy, PolicyProblem } from '@lockkeeper/policy-core';
import { baseContents, mergedPolicy } from '@lockkeeper/policy-core/observe';

import type { PolicyPrintOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { openRepository } from '../../repository/repository.ts';
import { reportingErrors, problemLines } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { effectiveOrigins } from './effective-origins.ts';
import { effectivePolicy, severityOrigins } from './effective-policy.ts';
import { mergedYaml } from './merged-yaml.ts';
import { policyTexts } from '../../policy/policy-texts.ts';
import { readPolicy } from '../../policy/read-policy.ts';
import { yamlText } from '../../policy/yaml-text.ts';

/** `lockkeeper policy print` */
export function runPolicyPrint(
  { format, defaults = false, ...place }: PolicyPrintOptions,
  world: World,
): Promise<ExitCode> {
  return reportingErrors(format, world, async () => {
    const file = await readPolicy(await openRepository(place, world));
    const { policy } = file;
    const yamlOf = defaults ? effectiveYaml : writtenYaml;
    world.stdout.write(format === 'json' ? jsonOf(file) : yamlOf(file));
    const texts = policyTexts({ ...policy, text: file.text });
    world.stderr.write(policy.hints.map((hint) => `${hintLines(hint, texts)}\n`).join(''));
    return EXIT.ok;
  });
}

interface PrintedPolicy {
  readonly policy: Policy;
  readonly text: string;
}

function writtenYaml(printed: PrintedPolicy): string {
  const head = `# ${printed.policy.path} with what it extends merged in.\n# \`lockkeeper policy print --defaults\` adds the defaults.`;
  return `${head}\n${mergedYaml(mergedOf(printed)?.value, originsOf(printed))}`;
}

function effectiveYaml(printed: PrintedPolicy): string {
  const { policy } = printed;
  const effective = effectivePolicy(policy);
  const rules = Object.entries(severityOrigins(policy)).map(([id, from]) => [`rules.${id}`, from]);
  const notes = { ...effectiveOrigins(effective, originsOf(printed)), ...Object.fromEntries(rules) };
  return `# ${policy.path} as it takes effect, with what it extends merged in.\n${yamlText(effective, notes)}`;
}

function originsOf(printed: PrintedPolicy): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (mergedOf(printed)?.origins ?? []).map(({ key, at, preset }) => [
      key,
      preset === undefined ? `${at.path}:${at.start.line + 1}` : `preset ${preset}`,
    ]),
  );
}

function mergedOf({ policy, text }: PrintedPolicy) {
  return mergedPolicy({ path: policy.path, text, bases: baseContents(policy.bases) });
}

function jsonOf(printed: PrintedPolicy): string {
  const { policy } = printed;
  const hints = policy.hints.map(({ message, at }) => ({
    message,
    path: at.path,
    line: at.start.line + 1,
    column: at.start.character + 1,
  }));
  const object = {
    schema_version: 1,
    path: policy.path,
    policy: effectivePolicy(policy),
    from: originsOf(printed),
    severity_from: severityOrigins(policy),
    hints,
  };
  return `${JSON.stringify(object, undefined, 2)}\n`;
}

function hintLines(hint: PolicyProblem, texts: Readonly<Record<string, string>>): string {
  return problemLines({ ...hint, message: `Hint: ${hint.message}` }, texts).join('\n');
}
