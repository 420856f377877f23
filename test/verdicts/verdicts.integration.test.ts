import { expect, it } from 'vitest';

import { corpusFiles, describeCases } from '../cases/case-files.ts';
import { attackSet } from './attack-set.ts';
import { commitsSet, ownedPathsSet } from './change-sets.ts';
import { changedFiles, CORPUS, eachFile, wholeHistory } from './corpus-sets.ts';
import {
  mirrorSet,
  requirementPairsSet,
  requirementsFilesSet,
  requirementsSet,
  versionsSet,
} from './dependency-sets.ts';
import { alembicPeerSet, lockTruthSet, sqlPeerSet, strongMigrationsSet } from './migration-sets.ts';
import { differingLines, recordedLines, recordLines } from './recorded-lines.ts';
import { verdictLines, type JudgedCase } from './verdict-lines.ts';

type Sets = Readonly<Record<string, () => Promise<readonly JudgedCase[]>>>;

const CASES: Sets = {
  squawk: () => sqlPeerSet('squawk'),
  pgsafe: () => sqlPeerSet('pgsafe'),
  pgls: () => sqlPeerSet('pgls'),
  eugene: () => sqlPeerSet('eugene'),
  atlas: () => sqlPeerSet('atlas'),
  'pg15-lock-truth': lockTruthSet,
  'alembic-peer': alembicPeerSet,
  'strong-migrations': strongMigrationsSet,
  mirror: mirrorSet,
  'requirement-pairs': requirementPairsSet,
  reqfile: requirementsFilesSet,
  pep508: requirementsSet,
  pep440: versionsSet,
  commits: commitsSet,
  codeowners: ownedPathsSet,
  attacks: attackSet,
};

const corpus = corpusFiles();

const REAL: Sets = Object.fromEntries(
  Object.entries(CORPUS).flatMap(([name, repository]) => [
    [`${name}-files`, () => eachFile(repository, corpus)],
    [`${name}-change`, () => changedFiles(repository, corpus)],
    [`${name}-history`, () => wholeHistory(repository, corpus)],
  ]),
);

const SHOWN = 20;
const COMMAND = 'LOCKKEEPER_WRITE_VERDICTS=1 node_modules/.bin/vitest run test/verdicts';

async function expectAsRecorded(set: string, cases: readonly JudgedCase[]): Promise<void> {
  const lines = verdictLines(cases);
  if (process.env['LOCKKEEPER_WRITE_VERDICTS'] !== undefined) recordLines(set, lines);
  const differing = differingLines(recordedLines(set), lines);
  const shown = differing.slice(0, SHOWN).join('\n');
  expect(
    differing.length,
    `${differing.length} lines of test/verdicts/${set}.jsonl differ, the first of them:\n${shown}\nWhere each is meant: ${COMMAND}\n`,
  ).toBe(0);
}

describeCases('Verdicts about the case sets', () => {
  it.each(Object.entries(CASES))('are as recorded: %s', async (set, cases) => {
    await expectAsRecorded(set, await cases());
  });
});

describeCases('Verdicts about real migrations', () => {
  it.each(Object.entries(REAL))('are as recorded: %s', async (set, cases) => {
    await expectAsRecorded(set, await cases());
  });
});
