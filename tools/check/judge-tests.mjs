/**
 * @typedef {object} AllowedSkip
 * @property {string} test full title of the test as vitest joins it; `*` stands for any text
 * @property {readonly string[]} platforms where it may skip: values of `process.platform`, or `any`
 * @property {string} why
 *
 * @typedef {object} AssertionResult
 * @property {string} fullName
 * @property {string} status `passed`, `failed`, or anything else for a test that did not run
 *
 * @typedef {object} VitestResult
 * @property {readonly { name: string, status: string, message?: string, assertionResults: readonly AssertionResult[] }[]} testResults
 *
 * @typedef {object} TestRun
 * @property {VitestResult} result
 * @property {number} exitCode
 * @property {readonly AllowedSkip[]} allowedSkips
 * @property {string} platform
 */

/**
 * Counts tests and refuses what would make the count a lie: a file that did not load, a skip nobody
 * allowed, a runner that failed although every test passed.
 *
 * @param {TestRun} run
 * @returns {{ counts: { passed: number, failed: number, skipped: number }, problems: readonly string[] }}
 */
export function judgeTests({ result, exitCode, allowedSkips, platform }) {
  const tests = result.testResults.flatMap(({ assertionResults }) => assertionResults);
  const failedTests = tests.filter(({ status }) => status === 'failed').length;
  const skips = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');

  const problems = [
    ...brokenFiles(result).map((file) => `${file} failed outside its tests.`),
    ...skips
      .filter(({ fullName }) => !isAllowed(fullName, allowedSkips, platform))
      .map(
        ({ fullName }) =>
          `Skipped without permission on ${platform}: "${fullName}". Make it run, or name it in test/allowed-skips.json with the platform and the reason.`,
      ),
  ];
  if (exitCode !== 0 && failedTests === 0 && problems.length === 0) {
    problems.push(
      `vitest ended with exit code ${exitCode} although no test failed; its output stands above.`,
    );
  }
  const unallowedSkips = problems.filter((problem) => problem.startsWith('Skipped')).length;
  return {
    counts: {
      passed: tests.filter(({ status }) => status === 'passed').length,
      failed: failedTests + problems.length,
      skipped: skips.length - unallowedSkips,
    },
    problems,
  };
}

/**
 * Files that failed while loading or cleaning up, so that no single test carries the failure.
 *
 * @param {VitestResult} result
 */
function brokenFiles({ testResults }) {
  return testResults
    .filter(({ status, assertionResults }) => {
      return status === 'failed' && !assertionResults.some((test) => test.status === 'failed');
    })
    .map(({ name }) => name);
}

/**
 * @param {string} fullName
 * @param {readonly AllowedSkip[]} allowedSkips
 * @param {string} platform
 */
function isAllowed(fullName, allowedSkips, platform) {
  return allowedSkips.some(({ test, platforms }) => {
    const inWords = test.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return (
      (platforms.includes('any') || platforms.includes(platform)) &&
      new RegExp(`^${inWords.join('.*')}$`, 's').test(fullName)
    );
  });
}
