import { corpusFiles } from '../cases/case-files.ts';
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
import { ownSet } from './own-set.ts';
import type { JudgedCase } from './verdict-lines.ts';

type Sets = Readonly<Record<string, () => Promise<readonly JudgedCase[]>>>;

/** They need nothing but the project. */
export const OWN: Sets = { own: ownSet };

export const CASES: Sets = {
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

export const REAL: Sets = Object.fromEntries(
  Object.entries(CORPUS).flatMap(([name, repository]) => [
    [`${name}-files`, () => eachFile(repository, corpus)],
    [`${name}-change`, () => changedFiles(repository, corpus)],
    [`${name}-history`, () => wholeHistory(repository, corpus)],
  ]),
);
