/** The text of a SQL migration with one statement, parted by comments as another one is whose tool reads such. */
export function sqlFileText(sql: string, like: { readonly text: string; readonly lineEnd: string }): string {
  const tool = TOOLS.find(({ isMeant }) => isMeant.test(like.text));
  const lines = tool === undefined ? [`${sql};`] : [tool.up, `${sql};`, '', tool.down, GOES_ALONG];
  return lines.map((line) => line + like.lineEnd).join('');
}

/** That of a file which takes back nothing. */
export function emptyWayBack({ lineEnd }: { readonly lineEnd: string }): string {
  return GOES_ALONG + lineEnd;
}

const GOES_ALONG = '-- It goes with the constraint.';

interface Tool {
  readonly isMeant: RegExp;
  readonly up: string;
  readonly down: string;
}

const TOOLS: readonly Tool[] = [
  // https://pressly.github.io/goose/documentation/annotations/
  { isMeant: /^[ \t]*--[ \t]*\+goose[ \t]+up\b/im, up: '-- +goose Up', down: '-- +goose Down' },
  // https://github.com/amacneil/dbmate#creating-migrations
  { isMeant: /^--[ \t]*migrate:up\b/m, up: '-- migrate:up', down: '-- migrate:down' },
  // https://github.com/rubenv/sql-migrate#writing-migrations
  { isMeant: /^-- \+migrate[ \t]+Up\b/m, up: '-- +migrate Up', down: '-- +migrate Down' },
  // https://salsita.github.io/node-pg-migrate/migrations/
  { isMeant: /^[ \t]*--[ \t-]*up[ \t]+migration/im, up: '-- Up Migration', down: '-- Down Migration' },
];
