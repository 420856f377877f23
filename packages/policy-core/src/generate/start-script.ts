import { displayText } from '../model/display-text.ts';
import { AT_THE_ROOT } from './at-the-root.ts';
import type { AlembicStart } from './alembic-starts.ts';
import { shellWord } from './shell-word.ts';

export interface StartOptions {
  /** As a shell reads it. */
  readonly alembic: string;
  readonly environments: readonly AlembicStart[];
  /** Configurations of the same revisions, for people. */
  readonly leftOut: readonly string[];
  /** How start.sh calls the script. */
  readonly startLine: string;
}

/** Lines that upgrade the database before a server starts, or end with what keeps it from starting. */
export function startScript({ alembic, environments, leftOut, startLine }: StartOptions): readonly string[] {
  return [
    '# Upgrades the database before the server starts. start.sh says above the line that starts the server:',
    `#   ${startLine}`,
    '# It ends with 0 where every migration is in, and where DISABLE_AUTO_MIGRATIONS=true has the database left',
    '# alone; with anything else the server must not start.',
    ...AT_THE_ROOT,
    ...FLAG,
    ...FAILED,
    ...leftOut.map((name) => `# Not upgraded here, as it has the same revisions: ${displayText(name)}`),
    ...environments.map((start) => upgrade(start, alembic)),
  ];
}

/** A slip such as `ture` is no answer: guessing either way could do what nobody wanted. */
const FLAG = [
  '',
  'case "${DISABLE_AUTO_MIGRATIONS:-}" in',
  '[Tt][Rr][Uu][Ee] | [Yy][Ee][Ss] | [Oo][Nn] | 1)',
  "  echo 'DISABLE_AUTO_MIGRATIONS is set: the database is left as it is. Remove the flag once the cause is fixed.' >&2",
  '  exit 0',
  '  ;;',
  "'' | [Ff][Aa][Ll][Ss][Ee] | [Nn][Oo] | [Oo][Ff][Ff] | 0) ;;",
  '*)',
  "  echo 'DISABLE_AUTO_MIGRATIONS is neither true nor false, so nothing was started. Correct it or remove it.' >&2",
  '  exit 2',
  '  ;;',
  'esac',
];

const FAILED = [
  '',
  'failed() {',
  "  echo 'Database migrations failed, so the server was not started. The reason is above.' >&2",
  "  echo '- Find where the newest migration conflicts with the schema, and fix it.' >&2",
  "  echo '- alembic current says where the database is; alembic downgrade -1 takes the last migration back,' >&2",
  "  echo '  and what it wrote with it.' >&2",
  "  echo '- DISABLE_AUTO_MIGRATIONS=true starts the server without them.' >&2",
  '  exit "$1"',
  '}',
  '',
];

function upgrade({ folder, config, section }: AlembicStart, alembic: string): string {
  const named = [
    ...(config === undefined ? [] : ['-c', shellWord(config)]),
    ...(section === undefined ? [] : ['-n', shellWord(section)]),
  ];
  const command = [alembic, ...named, 'upgrade head'].join(' ');
  return `${folder === '' ? command : `(cd ${shellWord(`./${folder}`)} && ${command})`} || failed "$?"`;
}
