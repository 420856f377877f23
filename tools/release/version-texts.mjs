/**
 * Puts what was not released yet under a version.
 *
 * @param {string} changelog
 * @param {string} version
 * @param {string} date such as 2026-12-01
 * @returns {string} Throws where nothing is marked as unreleased.
 */
export function withRelease(changelog, version, date) {
  const heading = '## [Unreleased]\n\n';
  const at = changelog.indexOf(heading);
  if (at === -1) throw new Error(`CHANGELOG.md has no line ${heading.trim()}. Add it above what is new.`);
  const rest = changelog.slice(at + heading.length).replace(/^Nothing has been published yet\.\n\n/, '');
  return `${changelog.slice(0, at)}${heading}## [${version}] - ${date}\n\n${rest}`;
}

/**
 * Which version of the program the action runs.
 *
 * @param {string} action
 * @param {string} version
 * @returns {string} Throws where the action has no such input.
 */
export function withActionVersion(action, version) {
  const input = /^( {2}version:\n(?: {4}.*\n)*? {4}default: ).*$/m;
  if (!input.test(action)) throw new Error('action.yml has no input version with a default.');
  return action.replace(input, `$1${version}`);
}

/**
 * Where people find the sources of a package. npm refuses provenance where that is another place than the one that builds.
 *
 * @param {Readonly<Record<string, unknown>>} manifest
 * @param {{ readonly repository: string, readonly directory: string }} place `repository` such as https://github.com/acme/lockkeeper
 */
export function withRepository(manifest, { repository, directory }) {
  if (!/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+(?<!\.git)$/.test(repository))
    throw new Error(`${repository} is no https://github.com/<owner>/<name>.`);
  return {
    ...manifest,
    repository: { type: 'git', url: `git+${repository}.git`, directory },
    homepage: `${repository}#readme`,
    bugs: { url: `${repository}/issues` },
  };
}
