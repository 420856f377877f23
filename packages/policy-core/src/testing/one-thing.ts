import { defineSubjects, NOWHERE } from '../engine/judged-fact.ts';

/** One thing to judge, whatever was seen. */
export const oneThing = defineSubjects({
  name: 'one-thing',
  words: 'one thing',
  of: 'tree',
  compute: () => [{ ...NOWHERE, judged: undefined }],
});
