/**
 * For rules and facts of your own: a program gives them to `createChecker` and `loadPolicy` beside `allRules`.
 */
export { defineSubjects, eachAt, type Subject, type SubjectFact } from './judged-fact.ts';
export { policySections } from './policy-sections.ts';
export { defineFact, type Fact, type Get } from './queries/query.ts';
export { defineRule, NO_OPTIONS, type Outcome } from './rule.ts';
export { fileContent, filePaths, seenParts } from './seen-inputs.ts';
