import path from 'node:path';

import { writeNewFile } from '@lockkeeper/host-node/write';
import { LOCAL_CIRCUMSTANCES, judge, observe } from '@lockkeeper/operations/observe';
import { displayText, loadPolicy, POLICY_FILE_NAMES, type Report } from '@lockkeeper/policy-core';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { proposedPairs, withoutGeneratedFiles } from '../../dependency-pairs/proposed-pairs.ts';
import { parsersFor } from '../../loading/parsers.ts';
import { openRepository, type Repository } from '../../repository/repository.ts';
import { writeError } from '../../repository/repository-writer.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { detect, filesWorthReading, type Detected } from './detected.ts';
import { policyDraft } from './policy-draft.ts';
import type { InitOptions } from './options.ts';

const FILE = 'lockkeeper.yaml';

/** `lockkeeper init` */
export function runInit(options: InitOptions, world: World): Promise<ExitCode> {
  return reportingErrors('pretty', world, async () => {
    const repository = await openRepository(options, world);
    await refuseSecondPolicy(repository);
    const found = await look(repository);
    const text = policyDraft(found);
    const policy = loadPolicy({ path: FILE, text });
    if (policy.kind === 'invalid') {
      throw new CliError(
        'technical',
        `The policy for this repository came out wrong and was not written: ${policy.problems[0]?.message ?? ''} Please report it.`,
      );
    }
    if (options.dryRun === true) {
      // Nothing but the text, so that it can be piped, compared and shown.
      world.stdout.write(text);
      return EXIT.ok;
    }
    await writeNewFile(path.join(repository.root, FILE), text).catch((error: unknown) => {
      throw writeError(error, FILE);
    });
    const report = await judgedNow(repository, world);
    world.stdout.write(
      `${[`Wrote ${FILE}.`, ...summary(found), ...told(report), '', 'Next:', ...nextSteps(report)].map(displayText).join('\n')}\n`,
    );
    return EXIT.ok;
  });
}

async function refuseSecondPolicy({ observers }: Repository): Promise<void> {
  for (const name of POLICY_FILE_NAMES) {
    const content = await observers.files.read(name);
    if (!content.known || content.value.kind !== 'absent') {
      throw new CliError(
        'usage',
        `There is already a ${name}. Nothing was written. Run \`lockkeeper check\`, or remove it first.`,
      );
    }
  }
}

async function look({ observers }: Repository): Promise<Detected> {
  const listing = await observers.files.list(['']);
  if (!listing.known)
    throw new CliError(
      'technical',
      `The files here cannot be listed because ${listing.reason}. Nothing was written.`,
    );
  const paths = listing.value;
  const texts = new Map<string, string>();
  for (const file of filesWorthReading(paths)) {
    const content = await observers.files.read(file);
    if (content.known && content.value.kind === 'text') texts.set(file, content.value.text);
  }
  const found = detect({ paths, texts });
  const request = { observers, head: 'worktree' };
  return {
    ...found,
    pairs: await proposedPairs(found.pairs, request),
    unlocked: await withoutGeneratedFiles(found.unlocked, request),
  };
}

/** What the new policy finds at once; `undefined` when that cannot be told yet. */
async function judgedNow({ observers }: Repository, { installation }: World): Promise<Report | undefined> {
  const seen = await observe(
    {
      focus: { kind: 'tree' },
      base: undefined,
      head: 'worktree',
      policyFrom: 'head',
      branch: undefined,
      compare: 'merge-base',
      circumstances: LOCAL_CIRCUMSTANCES,
    },
    observers,
  );
  if (seen.kind !== 'seen') return undefined;
  return judge(seen, { stage: 'local', loadParsers: parsersFor(installation) });
}

function summary({ pairs, unlocked, alembic, sql, record }: Detected): readonly string[] {
  return [
    ...pairs.map(
      ({ source, lock, sync }) =>
        `  ${source} with its lock ${lock}${sync === undefined ? '' : ` (${sync.mode}, because ${sync.because})`}`,
    ),
    ...unlocked.map((path) => `  ${path} has no lock beside it, so it is not judged yet`),
    ...alembic.map((folder) => `  Alembic revisions in ${folder}`),
    ...sql.map((folder) => `  SQL migrations in ${folder}`),
    ...(record === undefined ? [] : [`  the deploy record ${record}`]),
    '  the policy, CI and agent settings are protected',
  ];
}

/** Such as what was seen here and is judged by nothing. */
function told(report: Report | undefined): readonly string[] {
  return (report?.notices ?? []).map((notice) => `  ${notice}`);
}

function nextSteps(report: Report | undefined): readonly string[] {
  const findings = report?.findings.length ?? 0;
  const canFix = report?.findings.some(({ fixes }) => fixes.some(({ safety }) => safety === 'safe')) ?? false;
  if (findings === 0)
    return ['  lockkeeper check        finds nothing, and says that lockkeeper.yaml itself needs its label'];
  return [
    `  lockkeeper check        shows ${findings === 1 ? '1 finding' : `${findings} findings`}`,
    ...(canFix ? ['  lockkeeper check --fix  repairs what can be repaired without looking'] : []),
    '  lockkeeper baseline     accepts what is left, so that only new findings are shown',
  ];
}
