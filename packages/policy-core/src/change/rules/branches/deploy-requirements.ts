import { deployRequirements, type RequirementForDeploy } from '../../facts/deploy-requirements.ts';
import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';

export const deployRequirementsRule = defineRule({
  id: 'branches/deploy-requirements',
  summary: 'Deploy to production only with the required approval, checks and tag.',
  defaultSeverity: 'error',
  subjects: deployRequirements,

  options: NO_OPTIONS,

  messages: {
    human_approval:
      'Production needs approval from somebody other than the author: {why}. Ask for a review of the pull request.',
    checks_green: 'Production needs passing checks: {why}. Fix the failures and run the checks again.',
    tagged: 'Production needs a tag: {why}. Tag the commit and push the tag.',
  },

  *check(_get, { requirement, objections, at }) {
    if (!objections.known) {
      yield {
        kind: 'undecided',
        messageId: requirement,
        data: { why: 'it is unknown whether it has that' },
        at: undefined,
        subject: 'the commit',
        waitsFor: 'observation',
        missing: [{ fact: FACTS[requirement], reason: objections.reason }],
      };
    } else if (objections.value.length > 0) {
      yield {
        kind: 'violation',
        messageId: requirement,
        data: { why: listed(objections.value) },
        at: undefined,
        evidence: evidenceOf(objections.value, at),
      };
    }
  },
});

const FACTS = { human_approval: 'reviews', checks_green: 'checks', tagged: 'tags' } as const;
const MOST_NAMED = 5;

function evidenceOf(objections: readonly string[], at: RequirementForDeploy['at']) {
  return objections.slice(0, MOST_NAMED).map((objection) => ({
    subject: 'the commit',
    relation: 'was looked at',
    value: objection,
    ...(at === undefined ? {} : { source: at }),
  }));
}

function listed(objections: readonly string[]): string {
  const named = objections.slice(0, MOST_NAMED).join('; ');
  return objections.length > MOST_NAMED ? `${named}; and ${objections.length - MOST_NAMED} more` : named;
}
