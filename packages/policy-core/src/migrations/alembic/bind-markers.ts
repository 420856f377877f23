/** Markers for values become PostgreSQL's own, and nothing moves. */
export function withoutMarkers(sql: string, areDriverMarkers: boolean): string {
  return areDriverMarkers ? withoutDriverMarkers(sql) : withoutBinds(sql);
}

/** Whether a text that has one kind of markers has those of a driver. */
export function hasDriverMarkers(sql: string): boolean {
  return sql.search(DRIVER_MARKER) >= 0 && sql.search(BIND) < 0;
}

/** SQLAlchemy puts the parentheses around a list of values itself: `id IN :ids`. */
function isList(sql: string, at: number): boolean {
  return /\bin\s*$/i.test(sql.slice(Math.max(0, at - 16), at)) && /^:\w{2}/.test(sql.slice(at, at + 3));
}

const DRIVER_MARKER = /%(?:\(\w+\))?s/g;
const BIND = /(?<![:\w\\]):\w+(?!:)/g;

/** Markers and escapes of SQLAlchemy, replaced by PostgreSQL's without moving anything. */
function withoutBinds(sql: string): string {
  return sql
    .replaceAll('\\:\\:', '::  ')
    .replace(BIND, (marker, at: number) => (isList(sql, at) ? '(1)' : '$1').padEnd(marker.length))
    .replaceAll('\\:', ': ');
}

const LIST_OF_DRIVER = /\b(not\s+)?in\s*(?=%(?:\(\w+\))?s)/gi;

/** psycopg2 puts the parentheses around a list of values itself: `id IN %s`. */
function withoutDriverMarkers(sql: string): string {
  return sql
    .replace(LIST_OF_DRIVER, (words, not?: string) => (not === undefined ? '=' : '<>').padEnd(words.length))
    .replace(DRIVER_MARKER, (marker) => '$1'.padEnd(marker.length));
}
