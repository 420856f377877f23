import { createPolicyOrigins, removeFile } from '@lockkeeper/host-node/write';
import {
  comparePolicyCopies,
  readerAt,
  type PolicyCopy,
  type UnusedCopy,
} from '@lockkeeper/operations/observe';
import type { PolicyOrigins } from '@lockkeeper/operations/ports';
import { displayText, POLICY_FILE_NAMES } from '@lockkeeper/policy-core';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import { observationFailure } from '../../errors/observation-failure.ts';
import { openRepository, type Repository } from '../../repository/repository.ts';
import { writeAtomically, writeError } from '../../repository/repository-writer.ts';
import type { World } from '../../world.ts';
import type { PolicyUpdateOptions } from './options.ts';

/** `lockkeeper policy update` */
export function runPolicyUpdate(
  { check = false, format, ...place }: PolicyUpdateOptions,
  world: World,
): Promise<ExitCode> {
  return reportingErrors(format, world, async () => {
    const repository = await openRepository({ ...place, git: true }, world);
    const origins = createPolicyOrigins(repository.root);
    try {
      const compared = await comparedCopies(repository, origins);
      const { changed, unused } = compared;
      if (format === 'pretty')
        for (const copy of changed) world.stdout.write(await differenceText(copy, origins));
      if (!check) {
        for (const { path, after } of changed) await writeAtomically(repository, { path, text: after });
        for (const { path, isEdited } of unused) if (!isEdited) await removeCopy(repository, path);
      }
      world.stdout.write(format === 'json' ? endJson(compared, check) : endText({ ...compared, check }));
      return check && changed.length > 0 ? EXIT.findings : EXIT.ok;
    } finally {
      await origins.close();
    }
  });
}

interface Compared {
  readonly copies: readonly PolicyCopy[];
  readonly changed: readonly PolicyCopy[];
  readonly unused: readonly UnusedCopy[];
}

async function comparedCopies(repository: Repository, origins: PolicyOrigins): Promise<Compared> {
  const { observers, root } = repository;
  const read = readerAt('worktree', observers);
  const policy = await policyText(repository);
  const found = await comparePolicyCopies(policy, read, origins);
  switch (found.kind) {
    case 'failed':
      throw new CliError('not-judged', displayText(found.problem));
    case 'invalid':
      throw observationFailure(
        { kind: 'invalid-policy', policy: found.policy, text: policy.text, where: 'the working tree' },
        root,
      );
    case 'copies': {
      const changed = found.copies.filter(({ before, after }) => linesOf(before) !== linesOf(after));
      return { copies: found.copies, changed, unused: found.unused };
    }
  }
}

/** The policy may not be valid before its copies are there. */
async function policyText({
  observers,
  root,
}: Repository): Promise<{ readonly path: string; readonly text: string }> {
  const contents = await readerAt('worktree', observers)(POLICY_FILE_NAMES);
  const texts = [...contents].flatMap(([path, content]) =>
    content.known && content.value.kind === 'text' ? [{ path, text: content.value.text }] : [],
  );
  const [policy, second] = texts;
  if (policy === undefined) throw observationFailure({ kind: 'no-policy', where: 'the working tree' }, root);
  if (second !== undefined)
    throw new CliError('usage', `There are two policies: ${policy.path} and ${second.path}. Remove one.`);
  return policy;
}

async function removeCopy({ root }: Repository, path: string): Promise<void> {
  try {
    await removeFile(root, path);
  } catch (error) {
    throw writeError(error, path);
  }
}

/** A checkout may have changed the ends of lines. */
function linesOf(text: string | undefined): string | undefined {
  return text?.replaceAll('\r\n', '\n');
}

async function differenceText(
  { source, path, before, after }: PolicyCopy,
  origins: PolicyOrigins,
): Promise<string> {
  // Nobody reads digests: what they are of is shown.
  if (source === undefined) return '';
  const lines = await origins.difference(linesOf(before) ?? '', linesOf(after) ?? '');
  return [`${path} from ${source}`, ...lines].map((line) => `${displayText(line)}\n`).join('');
}

/** What it wrote is told once it is written. */
function endJson({ copies, changed, unused }: Compared, check: boolean): string {
  const stateOf = (copy: PolicyCopy) => (!changed.includes(copy) ? 'same' : check ? 'differs' : 'written');
  const document = {
    schema_version: 1,
    verdict: changed.length === 0 ? 'same' : check ? 'differs' : 'written',
    // The list of digests is no copy of anything.
    copies: copies.flatMap((copy) =>
      copy.source === undefined ? [] : [{ path: copy.path, source: copy.source, state: stateOf(copy) }],
    ),
    unused: unused.map(({ path, isEdited }) => ({
      path,
      state: isEdited ? 'edited' : check ? 'unused' : 'deleted',
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function endText({ changed, unused, copies, check }: Compared & { readonly check: boolean }): string {
  const files = copies.filter(({ source }) => source !== undefined).length;
  const lines = unused.map(({ path, isEdited }) => unusedText(displayText(path), { isEdited, check }));
  if (copies.length === 0) return 'The policy extends nothing from outside the repository.\n';
  const count = changed.length === 1 ? '1 file differs' : `${changed.length} files differ`;
  const said =
    changed.length === 0
      ? `${files === 1 ? 'The copy is' : `All ${files} copies are`} as the policy names ${files === 1 ? 'it' : 'them'}.`
      : check
        ? `${count}. Run \`lockkeeper policy update\` and commit what it writes.`
        : `Wrote ${changed.map(({ path }) => displayText(path)).join(', ')}. Review and commit ${changed.length === 1 ? 'it' : 'them'}.`;
  return [said, ...lines].map((line) => `${line}\n`).join('');
}

function unusedText(
  path: string,
  { isEdited, check }: { readonly isEdited: boolean; readonly check: boolean },
): string {
  if (isEdited)
    return `Nothing extends ${path} any more, and it was edited. Keep what you need, and delete it.`;
  return check
    ? `Nothing extends ${path} any more: \`lockkeeper policy update\` deletes it.`
    : `Deleted ${path}: nothing extends it any more.`;
}
