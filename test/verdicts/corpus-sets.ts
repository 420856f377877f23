import type { CorpusFile } from '../cases/case-files.ts';
import { checkerBy, IN_CI, TIMEOUTS } from './judge-by.ts';
import type { JudgedCase } from './verdict-lines.ts';

/** A repository of the corpus: where its migrations lie, and what loads them. */
interface CorpusRepository {
  readonly kind: 'sql' | 'alembic';
  readonly repository: string;
  readonly migrations: object;
}

const sql = (repository: string): CorpusRepository => ({
  kind: 'sql',
  repository,
  migrations: { sql: ['**/*.sql'] },
});
const alembic = (repository: string, folder: string): CorpusRepository => ({
  kind: 'alembic',
  repository,
  migrations: { alembic: [folder] },
});

export const CORPUS = {
  'crates.io': sql('rust-lang+crates.io'),
  hatchet: sql('hatchet-dev+hatchet'),
  'trigger.dev': sql('triggerdotdev+trigger.dev'),
  warehouse: alembic('pypi+warehouse', 'warehouse/migrations/versions'),
  'notifications-api': alembic('alphagov+notifications-api', 'migrations/versions'),
  'digitalmarketplace-api': alembic('alphagov+digitalmarketplace-api', 'migrations/versions'),
} as const;

/** Each file by itself, as an editor shows it. */
export async function eachFile(
  { migrations, ...where }: CorpusRepository,
  corpus: readonly CorpusFile[],
): Promise<readonly JudgedCase[]> {
  const checker = await checkerBy({ migrations, rules: TIMEOUTS });
  return filesOf(where, corpus).map((file) => ({ id: file.path, judge: () => checker.checkDocument(file) }));
}

/** All files together, so that each is judged after what came before. */
export async function wholeHistory(
  { migrations, ...where }: CorpusRepository,
  corpus: readonly CorpusFile[],
): Promise<readonly JudgedCase[]> {
  const checker = await checkerBy({ migrations, rules: TIMEOUTS });
  return [{ id: '', judge: () => checker.checkFiles(filesOf(where, corpus), IN_CI) }];
}

/** A change of every tenth file: one is new, the next is edited, the third is gone. */
export async function changedFiles(
  { migrations, ...where }: CorpusRepository,
  corpus: readonly CorpusFile[],
): Promise<readonly JudgedCase[]> {
  const checker = await checkerBy({ migrations, rules: TIMEOUTS });
  const changed = filesOf(where, corpus).filter((_, index) => index % 10 === 0);
  const statusOf = (index: number) => STATUSES[index % STATUSES.length] ?? 'added';
  const change = {
    changes: changed.map(({ path }, index) => ({ path, status: statusOf(index) })),
    files: changed.filter((_, index) => statusOf(index) !== 'deleted'),
    filesBefore: changed
      .filter((_, index) => statusOf(index) !== 'added')
      .map(({ path, text }) => ({ path, text: `${text}\n` })),
    labels: [],
    commits: [],
    pullRequest: null,
  };
  return [{ id: '', judge: () => checker.checkChange(change, IN_CI) }];
}

const STATUSES = ['added', 'modified', 'deleted'] as const;

/** With paths as the repository has them. */
export function filesOf(
  { kind, repository }: Pick<CorpusRepository, 'kind' | 'repository'>,
  corpus: readonly CorpusFile[],
): readonly CorpusFile[] {
  const folder = `${kind}/${repository}/`;
  return corpus.flatMap(({ path, text }) =>
    path.startsWith(folder) ? [{ path: path.slice(folder.length), text }] : [],
  );
}
