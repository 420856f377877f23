/**
 * The text of a SQL migration with blanks in place of what only runs on the way back, so that every offset stays.
 * A file that its tool only runs on the way back is all blank.
 */
export function upgradePart(path: string, text: string): string {
  const markers = runsWhole(path) ? [] : markersIn(text);
  const first = markers.findIndex(({ isUp }) => isUp);
  // The way back alone is no file of such a tool: then the comment means nothing.
  if (first === -1) return isWayBack(path) ? blank(text) : text;
  let part = '';
  for (const [index, { isUp, end }] of markers.entries()) {
    const isBack = index > first && !isUp;
    const piece = text.slice(end, markers[index + 1]?.end);
    part += isBack ? blank(piece) : piece;
  }
  return text.slice(0, markers[0]?.end) + part;
}

interface Marker {
  readonly isUp: boolean;
  /** Behind its line. */
  readonly end: number;
}

/** Each looks for lines like these, whatever PostgreSQL takes them for. */
const MARKERS: readonly RegExp[] = [
  // https://pressly.github.io/goose/documentation/annotations/
  /^[ \t]*--[ \t]*\+goose[ \t]+(?:(up)|down)[ \t\r]*$/gim,
  // https://github.com/amacneil/dbmate#creating-migrations
  /^--[ \t]*migrate:(?:(up)|down)(?:[ \t\r].*)?$/gm,
  // https://github.com/rubenv/sql-migrate#writing-migrations
  /^-- \+migrate[ \t]+(?:(Up)|Down)(?:[ \t\r].*)?$/gm,
  // https://salsita.github.io/node-pg-migrate/migrations/
  /^[ \t]*--[ \t-]*(?:(up)|down)[ \t]+migration/gim,
];

/** Those of the first tool that would run the file. */
function markersIn(text: string): readonly Marker[] {
  // Most files have no comment of the kind.
  if (!/^[ \t]*--.*(?:up|down)/im.test(text)) return [];
  for (const pattern of MARKERS) {
    const markers = Array.from(text.matchAll(pattern), ({ 0: line, 1: up, index }) => ({
      isUp: up !== undefined,
      end: index + line.length,
    }));
    if (markers.some(({ isUp }) => isUp)) return markers;
  }
  return [];
}

/** Flyway, Prisma and Diesel run all that stands in a file; comments mean nothing to them. */
function runsWhole(path: string): boolean {
  return /(?:^|\/)(?:[VUB][\d._]+__[^/]*|R__[^/]*|\d+_[^/]+\/migration|[^/]+\/(?:up|down))\.sql$/.test(path);
}

/** `3_orders.down.sql` of golang-migrate and sqlx, `down.sql` of Diesel, `U3__orders.sql` of Flyway. */
function isWayBack(path: string): boolean {
  return /(?:\.down|(?:^|\/)down|(?:^|\/)U[\d._]+__[^/]*)\.sql$/.test(path);
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
