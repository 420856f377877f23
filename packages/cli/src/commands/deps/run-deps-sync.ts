import { displayText } from '@lockkeeper/policy-core';
import { lockSync, type RequirementsPair } from '@lockkeeper/policy-core/dependencies';
import { lockSyncDocument } from '@lockkeeper/policy-core/report';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { documentText } from '../../command-line/answer-text.ts';
import { openRepository, type Repository } from '../../repository/repository.ts';
import { writeAtomically } from '../../repository/repository-writer.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { observePairs, type PairBasis } from './observed-pairs.ts';
import type { DepsSyncOptions } from './options.ts';

/** `lockkeeper deps sync` */
export function runDepsSync(options: DepsSyncOptions, world: World): Promise<ExitCode> {
  return reportingErrors('pretty', world, async () => {
    const repository = await openRepository(options, world);
    const look = () => observePairs(options, { repository, head: 'worktree', cwd: world.cwd });
    let { pairs, basis } = await look();
    const codes: ExitCode[] = [];
    for (let index = 0; index < pairs.length; index += 1) {
      const judged = pairs[index];
      if (judged === undefined) break;
      const sync = lockSync(judged);
      if (index > 0) world.stdout.write('\n');
      world.stdout.write(documentText(lockSyncDocument(judged.pair, sync), options, world));
      const writing = { repository, world, basis, isDryRun: options.dryRun === true };
      codes.push(await acted(judged, sync, writing));
      // The lock of one pair may be the source of the next.
      if (sync.kind === 'changes' && index + 1 < pairs.length) pairs = (await look()).pairs;
    }
    return worst(codes);
  });
}

type LockSync = ReturnType<typeof lockSync>;

interface Writing {
  readonly repository: Repository;
  readonly world: World;
  readonly basis: PairBasis;
  readonly isDryRun: boolean;
}

async function acted({ pair }: RequirementsPair, sync: LockSync, writing: Writing): Promise<ExitCode> {
  switch (sync.kind) {
    case 'in-sync':
      return EXIT.ok;
    case 'stuck':
      return EXIT.notJudged;
    case 'recompile': {
      const { differences } = sync;
      const isUnknown = differences.length > 0 && differences.every(({ kind }) => kind === 'unclear');
      return isUnknown ? EXIT.notJudged : EXIT.findings;
    }
    case 'changes':
      return written(pair, sync, writing);
  }
}

async function written(
  pair: RequirementsPair['pair'],
  { text, isNew }: Extract<LockSync, { kind: 'changes' }>,
  { repository, world, basis, isDryRun }: Writing,
): Promise<ExitCode> {
  if (isDryRun || basis.kind === 'found') {
    world.stdout.write(isDryRun ? 'Nothing was written (--dry-run).\n' : notNamed(pair));
    return EXIT.findings;
  }
  await writeAtomically(repository, { path: pair.lock, text });
  world.stdout.write(`${isNew ? 'Made' : 'Wrote'} ${displayText(pair.lock)}.\n`);
  return EXIT.ok;
}

/** Which files belong together was only guessed. */
function notNamed({ source, lock }: RequirementsPair['pair']): string {
  const [from, to] = [displayText(source), displayText(lock)];
  return `Nothing was written, because no policy says that these two belong together. Say so with --source ${from} --lock ${to}, or write a policy with lockkeeper init.\n`;
}

/** What could not be judged weighs more than what is known to be out of sync. */
function worst(codes: readonly ExitCode[]): ExitCode {
  if (codes.includes(EXIT.notJudged)) return EXIT.notJudged;
  return codes.includes(EXIT.findings) ? EXIT.findings : EXIT.ok;
}
