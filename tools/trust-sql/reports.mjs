/**
 * @typedef {object} Place
 * @property {string} rule
 * @property {string} severity
 * @property {string} path
 * @property {number} line
 * @property {string} message
 * @property {string} message_id
 */

/**
 * @typedef {object} Report
 * @property {{ files: number }} summary
 * @property {readonly Place[]} findings
 * @property {readonly Place[]} undetermined
 */

/**
 * Of each repository, how many of its files an error rule cannot judge.
 *
 * @param {ReadonlyMap<string, Report>} reports
 */
export function bound(reports) {
  return [...reports]
    .filter(([, { summary }]) => summary.files > 0)
    .map(([repository, { summary, undetermined }]) => {
      const errors = undetermined.filter(
        ({ rule, severity }) => severity === 'error' && rule.startsWith('migrations/'),
      );
      return { repository, files: summary.files, unknown: new Set(errors.map((one) => one.path)).size };
    });
}

/**
 * Findings at places where the version before said nothing by the same rule.
 *
 * @param {ReadonlyMap<string, Report>} reports
 * @param {ReadonlyMap<string, Report>} before
 */
export function newFindings(reports, before) {
  return [...reports].flatMap(([repository, { findings }]) => {
    const known = new Set(before.get(repository)?.findings.map(placeOf));
    return findings
      .filter((one) => !known.has(placeOf(one)))
      .map(({ rule, path, line, message }) => ({ repository, rule, path, line, message }));
  });
}

/** @param {Place} place */
function placeOf({ rule, path, line }) {
  return `${rule} ${path}:${line}`;
}
