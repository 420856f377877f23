import { createFileSystem, createGit } from '@lockkeeper/host-node/read';
import { judge, observe, type Circumstances } from '@lockkeeper/operations/observe';
import { observed, type Report } from '@lockkeeper/policy-core';
import type { Account } from '@lockkeeper/policy-core/observe';

import { removeTemporaryFolders, runGit } from '../../packages/host-node/src/testing/temporary-repository.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import type { Attack } from '../attacks/attack.ts';
import { AGENT, attackedShop, HUMAN, type AttackedShop } from '../attacks/attacked-shop.ts';
import { ATTACKS } from '../attacks/attacks.ts';
import { IN_CI } from './judge-by.ts';
import type { JudgedCase } from './verdict-lines.ts';

/** Each attack on a real repository, with what GitHub would tell of it. */
export async function attackSet(): Promise<readonly JudgedCase[]> {
  try {
    const reports = new Map<string, Report>();
    for (const [id, attack] of ATTACKS) {
      const shop = attackedShop(attack);
      reports.set(id, withoutCommitIds(await reportOf(attack, shop), shop));
    }
    return Array.from(reports, ([id, report]) => ({ id, judge: () => report }));
  } finally {
    removeTemporaryFolders();
  }
}

async function reportOf(attack: Attack, { root, base, head }: AttackedShop): Promise<Report> {
  const seen = await observe(
    {
      focus: { kind: 'change' },
      base,
      head,
      policyFrom: 'base',
      branch: attack.branch,
      compare: 'merge-base',
      circumstances: circumstancesOf(attack),
    },
    { files: createFileSystem(root), git: createGit(root), clock: { now: () => IN_CI.now } },
  );
  if (seen.kind !== 'seen') throw new Error(seen.kind);
  return judge(seen, { stage: 'ci', loadParsers: testParsers });
}

/** Commits of now have other ids the next time. */
function withoutCommitIds(report: Report, { root }: AttackedShop): Report {
  const ids = runGit(root, ['rev-list', '--all']).split('\n');
  const isId = (value: string) => /^[0-9a-f]{7,}$/.test(value) && ids.some((id) => id.startsWith(value));
  const findings = report.findings.map((finding) => {
    const data = Object.entries(finding.data).map(([name, value]) => [
      name,
      isId(value) ? 'a commit' : value,
    ]);
    return { ...finding, data: Object.fromEntries(data) };
  });
  return { ...report, findings };
}

function circumstancesOf({ by, label, branch, isPush }: Attack): Circumstances {
  const author = accountOf(by === 'agent' ? AGENT : HUMAN);
  const appliedBy = label?.by === 'agent' ? accountOf(AGENT) : { login: 'mia', id: 2, isBot: false };
  return {
    author: observed(author),
    labels: observed(
      label === undefined
        ? []
        : [
            {
              kind: 'applied',
              name: label.name,
              by: appliedBy,
              role: observed(label.by === 'agent' ? 'write' : 'maintain'),
              at: label.isBeforePush ? '2026-11-21T06:00:00Z' : '2026-11-21T07:30:00Z',
            },
          ],
    ),
    pullRequest: observed(
      isPush
        ? null
        : {
            number: 12,
            author,
            branch,
            pushedAt: observed('2026-11-21T07:00:00Z'),
            pushers: observed([author]),
          },
    ),
    push: isPush ? { ref: `refs/heads/${branch}`, rewrites: observed(false) } : null,
    agentSigns: [],
    deployment: null,
  };
}

function accountOf({ login, id, type }: typeof AGENT | typeof HUMAN): Account {
  return { login, id, isBot: type === 'Bot' };
}
