import type { RolledBack } from './rollback-world.ts';
import type { Situation } from './situations.ts';

export interface Outcome {
  readonly situation: Situation;
  readonly outcome: RolledBack;
}

/** `docs/evidence/rollback.md` */
export function evidencePage(outcomes: readonly Outcome[]): string {
  const classes = [...new Set(outcomes.map(({ situation }) => situation.class))];
  return [
    INTRODUCTION,
    table(
      [
        'class',
        'situations',
        'safe',
        'upgrade first',
        'downgrade first',
        'refused',
        'started',
        'naive failed',
      ],
      [...classes, 'all'].map((name) => summary(name, outcomes)),
    ),
    FIGURES(outcomes),
    '## Each of them\n',
    table(
      ['situation', 'verdict', 'stands against it', 'done', 'afterwards', 'rows since', 'the code alone'],
      outcomes.map(rowOf),
    ),
  ].join('\n');
}

const INTRODUCTION = `# Rolling back over migrations: what each situation comes to

Written by \`LOCKKEEPER_WRITE_EVIDENCE=1 vitest run test/rollback/rollback.slow.test.ts\`: real git, PostgreSQL and Alembic.
Production has rows, and was migrated by the release that is left. What is decided is done: real \`alembic downgrade\` with the
tree that has the revisions, then the start script of the target, whose program reads and writes. *The code alone* is what
everybody else does: the old tree, with \`alembic upgrade heads\`, on a copy of the same production. *Rows since* are those that
were there when the rollback began.
`;

function FIGURES(outcomes: readonly Outcome[]): string {
  const unchanged = outcomes.filter(({ situation }) => situation.class === 'schema unchanged');
  const refused = unchanged.filter(({ outcome }) => outcome.decision.verdict === 'refused').length;
  const unsaid = outcomes.filter(
    ({ situation, outcome }) => outcome.lost.length > 0 && situation.accepts === undefined,
  ).length;
  const stopped = outcomes.filter(({ outcome }) => outcome.boot?.isReady === false).length;
  return `Refused although the schema stays as it is: ${refused} of ${unchanged.length}. Rows lost that the plan did not tell of or nobody
confirmed: ${unsaid}. Targets that were deployed and did not start: ${stopped}.
`;
}

function summary(name: string, all: readonly Outcome[]): readonly string[] {
  const found = all.filter(({ situation }) => name === 'all' || situation.class === name);
  const count = (holds: (outcome: RolledBack) => boolean) =>
    String(found.filter(({ outcome }) => holds(outcome)).length);
  const verdict = (wanted: string) => count(({ decision }) => decision.verdict === wanted);
  return [
    name,
    String(found.length),
    verdict('safe'),
    verdict('upgrade-first'),
    verdict('downgrade-first'),
    verdict('refused'),
    count(({ boot }) => boot?.isReady === true),
    count(({ naive }) => !naive.isReady),
  ];
}

function rowOf({ situation, outcome: { decision, done, boot, lost, naive } }: Outcome): readonly string[] {
  const { reasons, unconfirmed } = decision;
  const codes = [...new Set(reasons.map(({ code, id }) => `${code} ${id}`))].join(', ');
  const waits = unconfirmed.length === 0 ? '' : `${unconfirmed.join(', ')} is not confirmed`;
  return [
    `${situation.class}: ${situation.title}`,
    decision.verdict,
    codes === '' ? waits : codes,
    done.map((each) => `\`${each}\``).join(', '),
    boot === undefined
      ? 'nothing was touched'
      : boot.isReady
        ? 'it starts'
        : `it does not start: ${boot.said}`,
    lost.length === 0 ? 'all there' : `lost as the plan said: ${lost.join(', ')}`,
    naive.isReady ? 'starts' : `fails: ${shortened(naive.said)}`,
  ];
}

/** Without what differs from run to run. */
function shortened(said: string): string {
  return said
    .replace(/^(?:ERROR \[[^\]]*\]|FAILED:|\s)+/, '')
    .replace(/^.*?(\w+(?:Error|Column|Table|Violation):? )/, '$1');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}
