export {
  releaseAnswerJsonSchema,
  type NoteAnswer,
  type ReleaseAnswer,
  type RunAnswer,
} from './answer-schema.ts';
export { runAnswer, type RunToTell } from './run-answer.ts';
export { openRuns, readyNow, statusAnswer, type SeenPlace } from './status-answer.ts';
