/** What `plan check --format json` prints of a plan that drops a table, with two of its six steps. */
export const REFUSED_PLAN = {
  schema_version: 1,
  verdict: 'fail',
  statements: 2,
  reasons: [
    {
      kind: 'drop-table',
      text: 'Drops the table sessions and every row in it.',
      line: 3,
      quote: 'DROP TABLE sessions;',
    },
  ],
  unjudged: [
    { text: 'This line is neither SQL nor a known sentence.', line: 1, end_line: 1, quote: 'Ship it!' },
  ],
  recovery: [
    'Cancel the publish. Until it is approved, nothing has changed.',
    'Run the guard again: `lockkeeper guard`, or ./scripts/deploy_guard.sh.',
  ],
};
