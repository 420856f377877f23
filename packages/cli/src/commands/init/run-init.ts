import path from 'node:path';

import { writeNewFile } from '@lockkeeper/host-node/write';
import { LOCAL_CIRCUMSTANCES, judge, observe } from '@lockkeeper/operations/observe';
import {
  displayText,
  loadPolicy,
  POLICY_FILE_NAMES,
  type Policy,
  type Report,
} from '@lockkeeper/policy-core';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { showProgress } from '../../io/progress.ts';
import { parsersFor } from '../../loading/parsers.ts';
import { openRepository, type Repository } from '../../repository/repository.ts';
import { writeError } from '../../repository/repository-writer.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { lookAround } from '../../first-policy/look-around.ts';
import { policyDraft } from '../../first-policy/policy-draft.ts';
import { introduction } from './introduction.ts';
import type { InitOptions } from './options.ts';

const FILE = 'lockkeeper.yaml';

/** `lockkeeper init` */
export function runInit(options: InitOptions, world: World): Promise<ExitCode> {
  return reportingErrors('pretty', world, async () => {
    const hideProgress =
      options.dryRun === true ? () => undefined : showProgress('Looking around…', world.stderr);
    try {
      const repository = await openRepository(options, world);
      await refuseSecondPolicy(repository);
      const found = await lookAround({ observers: repository.observers, head: 'worktree' });
      const draft = { head: await headOf(repository), version: world.installation.version };
      const text = policyDraft(found, draft);
      const policy = validPolicy(text);
      if (options.dryRun === true) {
        // Nothing but the text, so that it can be piped, compared and shown.
        world.stdout.write(text);
        return EXIT.ok;
      }
      await writeNewFile(path.join(repository.root, FILE), text).catch((error: unknown) => {
        throw writeError(error, FILE);
      });
      const now = await judgedNow(repository, { world, everyMigration: false });
      // Without migrations that are accepted it is the same.
      const all = text.includes('since:')
        ? await judgedNow(repository, { world, everyMigration: true })
        : now;
      const lines = introduction(found, { text, label: policy.integrity.selfProtect.label, now, all });
      hideProgress();
      world.stdout.write(`${lines.map(displayText).join('\n')}\n`);
      return EXIT.ok;
    } finally {
      hideProgress();
    }
  });
}

function validPolicy(text: string): Policy {
  const policy = loadPolicy({ path: FILE, text });
  if (policy.kind === 'policy') return policy;
  throw new CliError(
    'technical',
    `The policy for this repository came out wrong and was not written: ${policy.problems[0]?.message ?? ''} Please report it.`,
  );
}

/** In short, as people write it down; `undefined` before the first commit. */
async function headOf({ observers: { git } }: Repository): Promise<string | undefined> {
  const state = await git?.describe();
  return state?.known === true ? state.value.head?.slice(0, SHORT) : undefined;
}

/** Git takes it for one commit in repositories of any size. */
const SHORT = 12;

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

/** What the new policy finds at once; `undefined` when that cannot be told yet. */
async function judgedNow(
  { observers }: Repository,
  { world, everyMigration }: { readonly world: World; readonly everyMigration: boolean },
): Promise<Report | undefined> {
  const seen = await observe(
    {
      focus: { kind: 'tree' },
      base: undefined,
      head: 'worktree',
      policyFrom: 'head',
      branch: undefined,
      compare: 'merge-base',
      circumstances: LOCAL_CIRCUMSTANCES,
      everyMigration,
    },
    observers,
  );
  if (seen.kind !== 'seen') return undefined;
  return judge(seen, { stage: 'local', loadParsers: parsersFor(world.installation) });
}
