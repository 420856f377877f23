import { ALWAYS_ON } from '../../packages/policy-core/dist/policy/always-on.js';
import { WAIVER_PLACEHOLDERS } from '../../packages/policy-core/dist/policy/waiver-placeholders.js';

const START = '<!-- generated: how to waive a finding, do not edit between these markers -->';
const END = '<!-- /generated -->';
const SECTION = '\n## When to turn it off\n';

/** Their findings are about the change, the branch or the release, and in no file. */
const WITHOUT_PLACE = new Set([
  'branches/ai-branch',
  'branches/deploy-requirements',
  'branches/deploy-source',
  'branches/force-push',
  'branches/no-direct-push',
  'dependencies/branch-name',
  'integrity/checks-not-skipped',
  'migrations/deleted-or-renamed-after-release',
  'paths/label-stale',
  'paths/label-untrusted',
  'policy/diff-incomplete',
]);

/**
 * The page with what says how to waive a finding, at the end of the section on turning the rule off.
 *
 * @param {string} page
 * @param {string} rule
 */
export function withWaiver(page, rule) {
  const bare = withoutWaiver(page);
  const section = bare.indexOf(SECTION);
  if (section === -1) throw new Error(`The page of ${rule} has no section "${SECTION.trim()}".`);
  const next = bare.indexOf('\n## ', section + SECTION.length);
  const end = next === -1 ? bare.length : next;
  const rest = next === -1 ? '' : `\n${bare.slice(next + 1)}`;
  return `${bare.slice(0, end).trimEnd()}\n\n${START}\n### How to waive a finding\n\n${waiverText(rule)}\n${END}\n${rest}`;
}

/** @param {string} page */
function withoutWaiver(page) {
  const start = page.indexOf(START);
  const end = page.indexOf(END, start);
  return start === -1 ? page : `${page.slice(0, start)}${page.slice(end + END.length).trimStart()}`;
}

/** @param {string} rule */
function waiverText(rule) {
  if (rule === ALWAYS_ON) return 'This rule can be neither turned off nor waived.';
  if (WITHOUT_PLACE.has(rule))
    return 'A waiver accepts the findings in one file. Those of this rule are in none: it cannot be waived.';
  return `Accept the findings in one file until a day, with a waiver in \`lockkeeper.yaml\`. Somebody else must approve that change.

\`\`\`yaml
waivers:
  - rule: ${rule}
    path: path/to/the/file
    reason: ${WAIVER_PLACEHOLDERS.reason}
    approver: ${WAIVER_PLACEHOLDERS.approver}
    expires: 2027-12-31
\`\`\``;
}
