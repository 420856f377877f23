import type { Policy, PolicyProblem } from '@lockkeeper/policy-core';

import type { PolicyPrintOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { openRepository } from '../../repository/repository.ts';
import { reportingErrors, problemLines } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { effectivePolicy, severityOrigins } from './effective-policy.ts';
import { readPolicy } from '../../policy/read-policy.ts';
import { yamlText } from '../../policy/yaml-text.ts';

/** `lockkeeper policy print` */
export function runPolicyPrint({ format, ...place }: PolicyPrintOptions, world: World): Promise<ExitCode> {
  return reportingErrors(format, world, async () => {
    const file = await readPolicy(await openRepository(place, world));
    world.stdout.write(format === 'json' ? jsonOf(file.policy) : yamlOf(file.policy));
    world.stderr.write(file.policy.hints.map((hint) => `${hintLines(hint, file.text)}\n`).join(''));
    return EXIT.ok;
  });
}

function yamlOf(policy: Policy): string {
  const origins = Object.entries(severityOrigins(policy)).map(([id, from]) => [`rules.${id}`, from]);
  return `# ${policy.path} as it takes effect, presets merged in.\n${yamlText(effectivePolicy(policy), Object.fromEntries(origins))}`;
}

function jsonOf(policy: Policy): string {
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
    severity_from: severityOrigins(policy),
    hints,
  };
  return `${JSON.stringify(object, undefined, 2)}\n`;
}

function hintLines(hint: PolicyProblem, text: string): string {
  return problemLines({ ...hint, message: `Hint: ${hint.message}` }, text).join('\n');
}
