import { z } from 'zod';

import { checkAnswer } from './check-answer.ts';
import { checklistAnswer } from './checklist-answer.ts';
import { databaseAuditAnswer } from './database-audit-answer.ts';
import { guardAnswer } from './guard-answer.ts';
import { migrationsAnswers } from './migrations-answers.ts';
import { planCheckAnswer } from './plan-check-answer.ts';
import { policyUpdateAnswer } from './policy-update-answer.ts';
import { qualityReportAnswer } from './quality-report-answer.ts';
import { stampAnswer } from './stamp-answer.ts';
import { troublesAnswer } from './troubles-answer.ts';

const { heads, graph, locks, runLocks, sqlLocks, explanation } = migrationsAnswers;

/** What programs are told with `--format json` where there is an answer, by the words of the command. */
export const ANSWER_SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  check: checkAnswer,
  guard: guardAnswer,
  checklist: checklistAnswer,
  report: qualityReportAnswer,
  'policy update': policyUpdateAnswer,
  'plan check': planCheckAnswer,
  'migrations heads': heads,
  'migrations graph': graph,
  'migrations explain': explanation,
  'migrations locks': z.union([locks, runLocks, sqlLocks]),
  'db audit': databaseAuditAnswer,
  'db stamp': stampAnswer,
  'db diagnose': troublesAnswer,
};
