import { displayText, nearestWord } from '@lockkeeper/policy-core';
import {
  dependencyNames,
  explainDependency,
  wantedPackage,
  type RequirementsPair,
} from '@lockkeeper/policy-core/dependencies';
import { dependencyExplanationDocument } from '@lockkeeper/policy-core/report';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { answerText } from '../../command-line/answer-text.ts';
import { openRepository } from '../../repository/repository.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import type { DepsExplainOptions } from './options.ts';
import { observePairs } from './observed-pairs.ts';

interface Call {
  readonly options: DepsExplainOptions;
  readonly world: World;
}

/** `lockkeeper deps explain PACKAGE` */
export function runDepsExplain(written: string, { options, world }: Call): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const repository = await openRepository(options, world);
    const name = nameIn(written);
    const { pairs } = await observePairs(options, { repository, head: 'worktree', cwd: world.cwd });
    const explanation = explainDependency(name, pairs);
    if (explanation.pairs.length === 0) throw new CliError('usage', nowhere(name, pairs));
    world.stdout.write(
      answerText(explanation, dependencyExplanationDocument(explanation), { options, world }),
    );
    return EXIT.ok;
  });
}

/** Whoever copies `django[argon2]==4.2` out of a file means django. */
function nameIn(written: string): string {
  const [name = ''] = /^[^[=<>!~;@ ]*/.exec(written.trim()) ?? [];
  const wanted = wantedPackage(name);
  if (wanted !== undefined) return wanted.name;
  throw new CliError(
    'usage',
    `${JSON.stringify(displayText(written))} is no name of a package. Write one such as django.`,
  );
}

function nowhere(name: string, pairs: readonly RequirementsPair[]): string {
  const files = pairs.map(({ pair }) => `${displayText(pair.source)} and ${displayText(pair.lock)}`);
  const names = dependencyNames(pairs);
  const nearest = near(name, names);
  if (nearest.length > 0) {
    return `There is no ${name} in ${files.join(', ')}. Did you mean ${nearest.join(' or ')}?`;
  }
  return `Neither asks for ${name} nor locks it: ${files.join(', ')}. They hold ${names.length} other packages.`;
}

/** A slip of the finger, or a part of the name. */
function near(name: string, names: readonly string[]): readonly string[] {
  const closest = nearestWord(name, names);
  if (closest !== undefined) return [closest];
  return name.length < 3 ? [] : names.filter((one) => one.includes(name)).slice(0, 3);
}
