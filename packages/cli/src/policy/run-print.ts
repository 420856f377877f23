import { readerAt, readPolicyFile } from '@lockkeeper/operations/observe';
import type { Policy, PolicyProblem } from '@lockkeeper/policy-core';

import type { PrintOptions } from '../commands/policy.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { stopForNotSeen } from '../not-seen.ts';
import { openRepository } from '../repository.ts';
import { orTellWhy, problemLines } from '../tell-stop.ts';
import type { World } from '../world.ts';
import { effectivePolicy, severityOrigins } from './effective-policy.ts';
import { yamlText } from './yaml-text.ts';

/** `lockkeeper policy print` */
export function runPrint({ format, ...place }: PrintOptions, world: World): Promise<ExitCode> {
  return orTellWhy(format, world, async () => {
    const { observers, root } = await openRepository(place, world);
    const file = await readPolicyFile(readerAt('worktree', observers));
    if (file.kind !== 'policy') throw stopForNotSeen(notSeen(file), root);
    world.stdout.write(format === 'json' ? jsonOf(file.policy) : yamlOf(file.policy));
    world.stderr.write(file.policy.hints.map((hint) => `${hintLines(hint, file.text)}\n`).join(''));
    return EXIT.ok;
  });
}

type Unusable = Exclude<Awaited<ReturnType<typeof readPolicyFile>>, { kind: 'policy' }>;

function notSeen(file: Unusable): Parameters<typeof stopForNotSeen>[0] {
  const where = 'the working tree';
  switch (file.kind) {
    case 'absent':
      return { kind: 'no-policy', where };
    case 'invalid':
      return { kind: 'invalid-policy', policy: file.policy, text: file.text, where };
    case 'unusable':
      return { kind: 'failed', problem: file.problem };
  }
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
