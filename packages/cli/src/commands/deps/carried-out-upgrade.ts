import { createBranches, createCommandRunner } from '@lockkeeper/host-node/write';
import { upgradeDependencies } from '@lockkeeper/operations';
import {
  commandText,
  type UpgradeEffect,
  type UpgradeFinding,
  type UpgradePlan,
  type UpgradeState,
} from '@lockkeeper/policy-core/dependencies';

import { interruptible } from '../../io/interruption.ts';
import { parsersFor } from '../../loading/parsers.ts';
import type { Repository } from '../../repository/repository.ts';
import { writerFor } from '../../repository/repository-writer.ts';
import type { World } from '../../world.ts';

interface Carrying {
  readonly repository: Repository;
  /** Whether it may be done; else why not, as a sentence. */
  readonly consent: (plan: UpgradePlan, signal: AbortSignal) => Promise<true | { readonly problem: string }>;
}

/** Carries an upgrade out to its commit, or back, and tells people meanwhile. */
export async function carriedOut(
  plan: UpgradePlan,
  { repository, consent }: Carrying,
  world: World,
): Promise<UpgradeState> {
  const { root, observers } = repository;
  return await interruptible(
    async (signal) =>
      await upgradeDependencies(plan, {
        observers,
        branches: createBranches(root, { env: world.env }),
        commands: createCommandRunner(root, { env: world.env, signal }),
        files: writerFor(repository),
        loadParsers: parsersFor(world.installation),
        consent: async (asked) => await consent(asked, signal),
        isInterrupted: () => signal.aborted,
        tell: (finding) => world.stderr.write(findingText(finding)),
        begin: (effect) => world.stderr.write(progressText(effect)),
      }),
  );
}

function findingText({ message, lines }: UpgradeFinding): string {
  return `${[message, ...lines.map((line) => `  ${line}`)].join('\n')}\n`;
}

/** Only what takes a while. */
function progressText(effect: UpgradeEffect): string {
  if (effect.kind !== 'lock' && effect.kind !== 'test') return '';
  return `Running \`${commandText(effect.command.words)}\`…\n`;
}
