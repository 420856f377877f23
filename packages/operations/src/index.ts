export { guard, type GuardRequest, type GuardRun } from './guard.ts';
