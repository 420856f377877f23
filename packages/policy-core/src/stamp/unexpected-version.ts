/** The words that the error is known by. */
export const UNEXPECTED_VERSION = 'Production has unexpected Alembic version';

/** What to do where a database is tracked, and at another revision than expected; in this order. */
export function unexpectedVersionSteps(variable: string): readonly string[] {
  return [
    'DO NOT force-stamp.',
    'Check migration history: `alembic history`.',
    `Check production version: \`alembic current\` (with \`${variable}\`).`,
    'Investigate why versions diverged: `lockkeeper db audit` shows where production is not what its migrations make.',
    'Manual intervention may be required.',
  ];
}
