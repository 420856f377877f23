/**
 * The rows a text claims to show, such as `[row 4.08]`, `[rows 0.12-0.17]` or `[rows 0.39, 4.19]`.
 * A title filled from a table, `[row $row]`, stands for every `row: '4.08'` of the same text.
 *
 * @param {string} text
 * @returns {readonly string[]} row ids in the order they stand; a range is expanded
 */
export function rowsTaggedIn(text) {
  return rowsIn(text, /\[rows?\s+([^\]]*)\]/g);
}

/**
 * The rows of which a text claims to show a part, such as `[part of 0.24]`.
 *
 * @param {string} text
 * @returns {readonly string[]}
 */
export function rowsTaggedInPart(text) {
  return rowsIn(text, /\[part of\s+([^\]]*)\]/g);
}

/**
 * @param {string} text
 * @param {RegExp} tag
 */
function rowsIn(text, tag) {
  return Array.from(text.matchAll(tag), (match) => match[1] ?? '')
    .flatMap((list) => list.split(/\s*,\s*/))
    .flatMap((item) => (item === '$row' ? rowsInTables(text) : expandRange(item)));
}

/** @param {string} text */
function rowsInTables(text) {
  return Array.from(text.matchAll(/\brow: '([^']*)'/g), (match) => match[1] ?? '');
}

/**
 * What cannot be read as a range is returned as it stands, so that it is reported as an unknown row.
 *
 * @param {string} item
 */
function expandRange(item) {
  const { section, from, endSection, to } =
    /^(?<section>\d)\.(?<from>\d\d)-(?<endSection>\d)\.(?<to>\d\d)$/.exec(item)?.groups ?? {};
  if (section === undefined || section !== endSection || Number(from) > Number(to)) return [item.trim()];
  const length = Number(to) - Number(from) + 1;
  return Array.from({ length }, (_, index) => `${section}.${String(Number(from) + index).padStart(2, '0')}`);
}
